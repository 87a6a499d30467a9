"""What is said of a moment of the base that nobody can be asked about any more; it is said between processes too."""


class Gone(Exception):
    """The moment is over: look at another."""
