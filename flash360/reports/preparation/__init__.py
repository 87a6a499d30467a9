"""Preparing a cadrage: what past sessions say of a new idea, and the document that opens its session."""
