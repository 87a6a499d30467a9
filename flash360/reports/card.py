"""A number card: a figure with its unit, its number of observations and its interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """label: what is counted. value: the figure, written in French. unit: « % », « jours »; empty for a plain count.

    details: the lines below, in words: « n = 38 avis », « intervalle à 95 % : 52 % à 81 % ».
    """

    label: str
    value: str
    unit: str = ""
    details: tuple[str, ...] = ()
