"""The screen that codes texts: one by one or in a table, the codebook, proposals, aspects, agreement, history."""
