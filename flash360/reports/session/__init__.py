"""One session: its values and sentences, shared with its screen, and its documents."""
