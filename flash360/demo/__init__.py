"""The demonstration portfolio: fictional sessions, the same for the same seed, made through workbooks and the import."""

from flash360.demo.dossier import Dossier
from flash360.demo.load import fictional_codes, is_demonstration, load
from flash360.demo.portfolio import portfolio

__all__ = ["Dossier", "fictional_codes", "is_demonstration", "load", "portfolio"]
