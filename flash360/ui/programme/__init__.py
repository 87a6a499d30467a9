"""The leadership's screens: the portfolio, its freins and leviers, what became of the ideas."""
