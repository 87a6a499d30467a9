"""What the aspect that a sheet gives says of the theme: as much as the base's own codings show that it may be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flash360.model import Aspect

_AGREED, _SEEN = 3.0, 4.0
"""Before any coding: three sheets in four are held to say the aspect that the codebook gives the theme."""
_MOST = 0.95
"""However often they agreed, a sheet may be wrong."""


@dataclass(frozen=True, slots=True)
class AspectEvidence:
    """themes: the aspect of each theme, empty where the codebook gives none. trust: how often sheets say the same."""

    themes: tuple[str, ...]
    trust: float

    def weighed(self, chances: np.ndarray, aspects: Sequence[str | None]) -> np.ndarray:
        """The chances of themes (texts in rows) once the aspect of each text is known; unchanged where it has none."""
        known = np.array([aspect or "" for aspect in aspects])[:, None]
        own = np.array(self.themes)[None, :]
        other = (1 - self.trust) / (len(Aspect) - 1)
        said = np.where(own == known, self.trust, other)
        said = np.where((own == "") | (known == ""), 1 / len(Aspect), said)
        weighed = chances * said
        return weighed / weighed.sum(axis=1, keepdims=True)


def learn(themes: Sequence[str], coded: Sequence[tuple[int, str]]) -> AspectEvidence:
    """themes: the aspect of each theme. coded: the number of the theme that a text was given, and its sheet's aspect."""
    pairs = [(themes[theme], aspect) for theme, aspect in coded if aspect and themes[theme]]
    agreed = sum(own == aspect for own, aspect in pairs)
    return AspectEvidence(tuple(themes), min(_MOST, (agreed + _AGREED) / (len(pairs) + _SEEN)))
