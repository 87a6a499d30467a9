"""The analyst's screens: what is imported, what an import changes, and how to go back."""
