"""One import, from the file dropped to the receipt: what the page keeps between two runs, and the sentences that lead it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from flash360 import ingest, labels
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.findings import Severity
from flash360.ingest import Outcome, Preview, Receipt, Remembered, Told, Understood, originals
from flash360.ui import address, data, text
from flash360.ui.results import history

FORMATS: Final = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "zip"]
ASKED: Final = "Classeurs à importer\u00a0: un, plusieurs, ou un .zip (30\u00a0Mo par classeur, 300\u00a0Mo en tout)"
LARGEST: Final = 300
"""Megabytes of one file dropped: a .zip of many; a single workbook is held to less by the reader's guard."""
_PREVIEW: Final = "import.aperçu"
_FOUND: Final = "import.lu"
_RECEIPT: Final = "import.reçu"
_ROUND: Final = "import.tour"
_LINKS: Final = 5
_READINGS: Final = 4
"""Ways of reading one file that are kept: as it is, as pointed at, with its column of collèges."""


def uploader() -> list[UploadedFile]:
    """Where files are dropped; empty again after each import or closing."""
    key = f"classeur-{st.session_state.get(_ROUND, 0)}"
    return st.file_uploader(ASKED, FORMATS, accept_multiple_files=True, key=key, max_upload_size=LARGEST)


def understood(file: UploadedFile, told: Told) -> Understood:
    """The file as read, with what is remembered of its shape and what is pointed at; kept until one of them changes."""
    mark = (data.version(), repr((told.mapping, told.college_column, told.by_hand, told.decisions.not_names)))
    kept: tuple[str, dict[tuple[int, str], Understood]] = st.session_state.get(_FOUND, ("", {}))
    if kept[0] != file.file_id:
        st.session_state.pop(_RECEIPT, None)
        kept = (file.file_id, {})
    if mark not in kept[1]:
        found = ingest.understood(
            data.base(),
            file.getvalue(),
            file.name,
            mapping=told.mapping,
            college_column=told.college_column,
            by_hand=told.by_hand,
            not_names=told.decisions.not_names,
        )
        kept = (file.file_id, dict([*kept[1].items(), (mark, found)][-_READINGS:]))
    st.session_state[_FOUND] = kept
    return kept[1][mark]


def previewed(file: UploadedFile, viewer: Viewer, found: Understood, told: Told) -> Preview:
    """The preview of this file against the base as it is now; kept until the file, what is told of it or the base changes."""
    mark = (file.file_id, data.version(), repr(told))
    kept = st.session_state.get(_PREVIEW)
    if kept is None or kept[0] != mark:
        reading = ingest.completed(data.base(), found, told)
        seen = ingest.preview_of(data.base(), reading, author=viewer.name, refused=told.decisions.refused)
        kept = (mark, seen)
        st.session_state[_PREVIEW] = kept
    return kept[1]


def headline(preview: Preview) -> str:
    """What the preview found, as the page's title."""
    if preview.already is not None:
        return "Ce classeur est déjà importé"
    errors = preview.findings.count(Severity.ERROR)
    if errors:
        return f"{labels.plural(errors, 'erreur')} à corriger avant l'import"
    if not preview.importable or preview.nothing_to_do:
        return "Rien à importer dans ce classeur"
    sessions = len(preview.codes)
    return f"{labels.plural(sessions, 'session prête', 'sessions prêtes')} à importer"


def refusal(preview: Preview) -> str | None:
    """Why the button is off, in one sentence with the next step; None when the import may go on."""
    if preview.already is not None:
        when = history.moment(preview.already.recorded_at)
        return f"Déjà importé le {when} (import n°\u00a0{preview.already.number})\u00a0: rien à faire."
    errors = preview.findings.count(Severity.ERROR)
    if errors:
        what = labels.plural(errors, "erreur empêche", "erreurs empêchent")
        return f"{what} l'import\u00a0: corrigez le classeur d'après les constats ci-dessous, puis déposez-le de nouveau."
    if preview.nothing_to_do:
        return "La base contient déjà tout ce que dit ce classeur\u00a0: rien à faire."
    if not preview.importable:
        return "Aucune ligne à enregistrer\u00a0: remplissez au moins une feuille du modèle."
    return None


def promise(preview: Preview) -> str:
    """What pressing the button does."""
    changed = [one for one in preview.differences if not one.unchanged]
    sessions = {one.session for one in changed}
    return (
        f"L'import enregistrera {labels.plural(len(changed), 'feuille')} pour {labels.plural(len(sessions), 'session')}, "
        "en une seule fois\u00a0: tout, ou rien. Ce qui est remplacé reste dans l'historique."
    )


def commit(preview: Preview, viewer: Viewer, file: UploadedFile, found: Understood, recalled: Remembered) -> None:
    """Import for good, keep the file if the settings say so, remember its shape, then start the page again with the receipt.

    A refusal is said in place and nothing is stored. recalled: what to remember of the file's shape.
    """
    try:
        with st.spinner("Enregistrement…"):
            done = ingest.commit(data.base(), preview, author=viewer.name)
            originals.keep(data.base().beside, done, file.getvalue)
            ingest.remember(data.base(), found, recalled, author=viewer.name)
    except Flash360Error as refused:
        st.session_state.pop(_PREVIEW, None)
        st.error(text.plain(refused))
        return
    close()
    st.session_state[_RECEIPT] = done
    st.rerun()


def close() -> None:
    """Forget the file, what was told of it and its preview."""
    for name in (_PREVIEW, _FOUND):
        st.session_state.pop(name, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def receipt() -> bool:
    """Show what the last import of this tab stored, with the way to its sessions; False when there is none to show."""
    last: Receipt | None = st.session_state.get(_RECEIPT)
    if last is None:
        return False
    st.title(_done(last), anchor=False)
    with st.container(border=True):
        if last.outcome is Outcome.COMMITTED:
            st.success("Le classeur est dans la base. Son import s'annule à tout moment depuis l'historique.")
        else:
            st.info("Un autre import a apporté le même contenu depuis l'aperçu\u00a0: la base n'a pas changé.")
        for code in last.codes[:_LINKS]:
            address.link(address.SCORECARD, f"Ouvrir la fiche {text.plain(code)}", session=code)
        if len(last.codes) > _LINKS:
            st.caption(f"Et {labels.plural(len(last.codes) - _LINKS, 'autre session', 'autres sessions')}.")
        address.link(address.HISTORY, "Voir l'historique des imports")
    return True


def _done(last: Receipt) -> str:
    return f"Import n°\u00a0{last.number} enregistré" if last.outcome is Outcome.COMMITTED else "Rien de nouveau à enregistrer"
