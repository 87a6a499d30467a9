"""Two spellings of a word, brought to one form."""

from __future__ import annotations

import re
import unicodedata

from flash360.accents import without_marks

_SPACES = re.compile(r"\s+")
_ENDS = " .,;:!?…\"'«»()"


def fold(text: str) -> str:
    """Lower case without accents, odd spaces, typographic apostrophes or punctuation at the ends: « Élu·e » is « elu·e »."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return _SPACES.sub(" ", without_marks(flat)).strip(_ENDS)


def singular(folded: str) -> str:
    """A folded text whose words have lost their plural « s »: « usagers » is « usager »."""
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in folded.split(" "))
