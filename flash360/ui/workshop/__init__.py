"""The screens that prepare a session."""
