"""Cells: one distinct text in, a value and what is to be said of it out. Each text is read once, however often it occurs."""
