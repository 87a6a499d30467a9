"""Screens of a dossier: opening it, following it, what it asks today."""
