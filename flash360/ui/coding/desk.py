"""What lies before the analyst: the texts, the codebook, what was learnt, and how a decision is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.coding import operations
from flash360.coding.learning import Learnt, lesson
from flash360.coding.texts import Text, TextId
from flash360.errors import Flash360Error
from flash360.settings import Settings
from flash360.themes.codebook import Theme, assignable, codebook
from flash360.themes.suggester import Suggestion
from flash360.ui import data, guard, text
from flash360.ui.coding.background import Learner, learner

_NOTICE: Final = "coder.fait"
_SAID: Final = "coder.dit"
"""What the screen says now: said again when the screen draws itself again for a reason that is not the reader's."""
TALL: Final = 80
"""Pixels of a grid's row. Streamlit wraps a text in its cell only above 64: four lines of it are then read."""
NO_THEME: Final = "Aucun thème ne convient"
UNKNOWN: Final = Suggestion(None, None, 0.0, False)
"""What is said of a text before anything was learnt."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at the base. themes: the codebook in force. choices: code and name of those that a text may
    be given, by family, « Financement › Coût ». learnt: what the last lesson gave, None before the first one.
    """

    viewer: Viewer
    texts: tuple[Text, ...]
    by_id: dict[TextId, Text]
    themes: tuple[Theme, ...]
    choices: dict[str, str]
    learnt: Learnt | None
    learner: Learner

    @property
    def left(self) -> list[Text]:
        """The texts that nobody has coded, the most useful first as far as that was learnt."""
        uncoded = {one.id: one for one in self.texts if not one.coded}
        order = self.learnt.order if self.learnt else ()
        first = [uncoded.pop(one) for one in order if one in uncoded]
        return [*first, *uncoded.values()]

    def suggestion(self, one: TextId) -> Suggestion:
        """What is said of a text; a suggestion of a theme that is gone is none."""
        found = self.learnt.suggestions.get(one, UNKNOWN) if self.learnt else UNKNOWN
        gone = found.nearest is not None and found.nearest not in self.choices
        return UNKNOWN if gone else found

    def label(self, code: str | None) -> str:
        """A theme's name, or what stands for none."""
        return next((theme.label for theme in self.themes if theme.code == code), NO_THEME)


def desk(viewer: Viewer) -> Desk:
    """Look at the base, and have what changed learnt beside the page."""
    path = str(Settings.from_environment().database)
    found = data.coding_texts(viewer)
    themes = codebook(data.themes())
    teacher = learner(path)
    teacher.give(data.version(), lambda: lesson(themes, found))
    return Desk(viewer, found, {one.id: one for one in found}, themes, _choices(themes), teacher.learnt, teacher)


def _choices(themes: tuple[Theme, ...]) -> dict[str, str]:
    names = {theme.code: theme.label for theme in themes}
    found = [(names.get(theme.parent, ""), theme.label, theme.code) for theme in assignable(themes)]
    return {code: f"{family} › {label}" if family else label for family, label, code in sorted(found)}


def record(make: Callable[[], int], done: str) -> int | None:
    """Record a decision and keep the sentence that says so; None, and the reason, when it is refused."""
    try:
        number = make()
    except Flash360Error as refused:
        say("error", text.plain(refused))
        return None
    say("success", text.plain(text.typeset(done)))
    return number


def undo(viewer: Viewer, number: int, *, once: bool = False, what: str = "") -> None:
    """Undo an operation (or redo it, unless `once`) and say so, or why it is refused. what: what it did, said too."""
    switch = operations.undo_once if once else operations.undo
    try:
        done = switch(data.base(), number, author=viewer.name)
    except Flash360Error as refused:
        say("error", text.plain(refused))
        return
    word = "rétablie" if done.active else "annulée"
    said = f"L'opération n°\u00a0{number} est {word}.{f' {what}.' if what else ''}"
    say("success", text.plain(text.typeset(said)))


def say(kind: str, words: str) -> None:
    """Keep a sentence for the screen to say once. kind: « success » or « error »."""
    st.session_state[_NOTICE] = (kind, words)


def notice() -> None:
    """Say what the last decision did, until the reader does something else."""
    kind, words = st.session_state[_SAID] = st.session_state.pop(_NOTICE, ("", ""))
    if words:
        (st.error if kind == "error" else st.success)(words)


def verbatim(one: Text) -> None:
    """A text in its own words, never as HTML; a long one scrolls."""
    words = "".join(f"<p>{text.escaped(said)}</p>" for said in (one.text, *one.more))
    st.html(f'<div class="f360-verbatim" role="region" tabindex="0" aria-label="Texte à coder">{words}</div>')


def about(one: Text) -> str:
    """« Frein · Juridique · F360-2024-07 · Ville de Test », ready for a caption."""
    aspect = labels.statement_aspect(one.aspect, one.aspect_origin) or "sans aspect"
    return text.plain(" · ".join([kind_name(one), aspect, one.code, one.administration]))


def kind_name(one: Text) -> str:
    """« Frein », « Levier » or « Frein et levier »."""
    return " et ".join(name.lower() for kind, name in labels.KIND.items() if kind in one.kinds).capitalize()


def show_learning(found: Desk) -> None:
    """What the suggestions were learnt from; looks again every second as long as something is being learnt."""
    if found.learner.busy:
        _learning(found.learner)
        return
    if found.learner.failed:
        st.warning(
            "Les suggestions n'ont pas pu être apprises. Le codage à la main fonctionne ; signalez-le à votre administrateur."
        )
    elif found.learnt:
        learnt = labels.plural(found.learnt.codings, "codage")
        st.caption(f"Suggestions apprises de la grille et de {learnt} (version {found.learnt.version}).")


@guard.fragment(run_every=1.0)
def _learning(teacher: Learner) -> None:
    if not teacher.busy:
        st.session_state.setdefault(_NOTICE, st.session_state.get(_SAID, ("", "")))
        st.rerun(scope="app")
    st.caption("Apprentissage des suggestions en cours… Vous pouvez continuer à coder.")


def history(viewer: Viewer) -> list[dict[str, Any]]:
    """The operations on themes, newest first."""
    return data.coding_history(viewer).to_pylist()


def as_table(columns: dict[str, list[str]]) -> pa.Table:
    """Columns of texts."""
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
