"""The programme: its values and sentences, shared with its screens, and its documents."""
