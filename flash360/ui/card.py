"""Number cards on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from flash360.reports.card import Card
from flash360.ui.text import escaped


def show(cards: Sequence[Card]) -> None:
    """The cards side by side, and one below the other on a narrow screen."""
    st.html(written(cards))


def written(cards: Sequence[Card]) -> str:
    """The same as HTML, for `prose`."""
    return f'<ul class="f360-cards">{"".join(_one(card) for card in cards)}</ul>'


def _one(card: Card) -> str:
    unit = f'<span class="f360-unit">\u00a0{escaped(card.unit)}</span>' if card.unit else ""
    details = "".join(f'<p class="f360-detail">{escaped(line)}</p>' for line in card.details)
    return (
        f'<li class="f360-card"><p class="f360-label">{escaped(card.label)}</p>'
        f'<p class="f360-value">{escaped(card.value)}{unit}</p>{details}</li>'
    )
