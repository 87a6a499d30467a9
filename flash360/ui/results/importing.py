"""One import, from the file dropped to the receipt: what the page keeps between two runs, and the sentences that lead it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from flash360 import ingest, labels
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.findings import Severity
from flash360.ingest import Outcome, Preview, Receipt
from flash360.ui import address, data, text
from flash360.ui.results import history

FORMATS: Final = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"]
ASKED: Final = "Classeur à importer (.xlsx, .xls, .ods, .csv…, 30\u00a0Mo au plus)"
_PREVIEW: Final = "import.aperçu"
_RECEIPT: Final = "import.reçu"
_ROUND: Final = "import.tour"
_LINKS: Final = 5


def uploader_key() -> str:
    """The uploader's key; another one after each import or closing, which empties it."""
    return f"classeur-{st.session_state.get(_ROUND, 0)}"


def previewed(file: UploadedFile, viewer: Viewer) -> Preview:
    """The preview of this file against the base as it is now; kept until the file or the base changes."""
    mark = (file.file_id, data.version())
    kept = st.session_state.get(_PREVIEW)
    if kept is None or kept[0] != mark:
        st.session_state.pop(_RECEIPT, None)
        kept = (mark, ingest.preview(data.base(), file.getvalue(), file.name, author=viewer.name))
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


def commit(preview: Preview, viewer: Viewer) -> None:
    """Import for good, then start the page again with the receipt; a refusal is said in place and nothing is stored."""
    try:
        with st.spinner("Enregistrement…"):
            done = ingest.commit(data.base(), preview, author=viewer.name)
    except Flash360Error as refused:
        st.session_state.pop(_PREVIEW, None)
        st.error(text.plain(refused))
        return
    close()
    st.session_state[_RECEIPT] = done
    st.rerun()


def close() -> None:
    """Forget the file and its preview."""
    st.session_state.pop(_PREVIEW, None)
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
