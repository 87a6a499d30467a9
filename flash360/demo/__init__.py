"""The demonstration portfolio: fictional sessions, the same for the same seed, made through workbooks and the import."""

from flash360.demo.dossier import Dossier
from flash360.demo.portfolio import portfolio

__all__ = ["Dossier", "portfolio"]
