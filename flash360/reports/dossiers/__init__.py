"""A dossier from idea to realisation: its clock, its panel being composed, what it asks of the team today, its calendar."""
