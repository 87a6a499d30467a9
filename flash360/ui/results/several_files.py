"""The way of several files on the import screen: what was dropped, how to import it, how far it is, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from flash360 import ingest, labels, paris
from flash360.access.scope import Viewer
from flash360.findings import Severity
from flash360.ingest import Outcome
from flash360.ingest.arriving import incoming
from flash360.ingest.summary import OUTCOME, Line, counted, summary_workbook
from flash360.ui import address, data, guard, offer, table, template, text
from flash360.ui.results import bulk_job, importing
from flash360.ui.results.bulk_job import Job, Mode
from flash360.workbook.guard import MAX_SIZE_IN_BULK
from flash360.workbook.zipped import MAX_FILES

_MODES: Final = {Mode.EACH: "Chaque fichier pour lui-même", Mode.TOGETHER: "Tout ou rien"}
_MEANING: Final = {
    Mode.EACH: "Les fichiers justes entrent dans la base, chacun en une fois\u00a0; les autres sont à corriger puis à redéposer.",
    Mode.TOGETHER: "Si un seul fichier est à corriger, aucun n'entre dans la base.",
}


def several(files: Sequence[UploadedFile]) -> bool:
    """Whether what was dropped is a bulk import: more than one file, or a .zip."""
    return len(files) > 1 or any(file.name.casefold().endswith(".zip") for file in files)


def at_work(viewer: Viewer, heading: DeltaGenerator) -> bool:
    """Show this analyst's bulk import, running or ended; False when there is none."""
    job = bulk_job.current(data.base(), viewer.name)
    if job is None:
        return False
    if job.running:
        heading.title(f"Import de {_files(len(job.incoming))} en cours", anchor=False)
        _running(job)
    else:
        _ended(viewer, job, heading)
    return True


def ask(viewer: Viewer, files: Sequence[UploadedFile], heading: DeltaGenerator) -> None:
    """What was dropped, and the buttons that begin."""
    arrived = [one for file in files for one in incoming(file.name, file.size, file.getvalue)]
    heading.title(f"{_files(len(arrived))} à importer", anchor=False)
    refusal = _refusal(arrived)
    with st.container(border=True, key="decision"):
        mode = st.segmented_control(
            "Comment les enregistrer",
            list(_MODES),
            default=Mode.EACH,
            required=True,
            format_func=_MODES.__getitem__,
            key="lot-mode",
        )
        mode = Mode(mode or Mode.EACH)
        st.write(text.plain(refusal or _MEANING[mode]))
        with st.container(horizontal=True):
            if st.button("Importer", type="primary", disabled=refusal is not None, key="lot-importer"):
                _begin(viewer, arrived, mode)
            if st.button("Vérifier sans enregistrer", disabled=refusal is not None, key="lot-verifier"):
                _begin(viewer, arrived, Mode.CHECK)
            st.button("Fermer", on_click=importing.close, key="lot-fermer")
    shown = pa.table({"Fichier": [one.name for one in arrived], "Taille (ko)": [-(-one.size // 1000) for one in arrived]})
    table.show(shown, caption="Fichiers déposés", key="lot-fichiers", download=False)


def _refusal(arrived: Sequence[ingest.Incoming]) -> str | None:
    """Why these files cannot be imported at once, or None."""
    if len(arrived) > MAX_FILES:
        return f"{_files(len(arrived))}\u00a0: la limite est de {MAX_FILES} à la fois. Importez-les en plusieurs fois."
    weight = sum(one.size for one in arrived)
    if weight > MAX_SIZE_IN_BULK:
        return (
            f"Ces fichiers pèsent {weight / 1e6:.0f}\u00a0Mo\u00a0: la limite est de {MAX_SIZE_IN_BULK // 1_000_000}\u00a0Mo "
            "à la fois. Importez-les en plusieurs fois."
        )
    return None


def _begin(viewer: Viewer, arrived: Sequence[ingest.Incoming], mode: Mode) -> None:
    bulk_job.begin(data.base(), Job(arrived, mode, viewer.name))
    importing.close()
    st.rerun()


@guard.fragment(run_every=1.0)
def _running(job: Job) -> None:
    """How far it is, every second; when it ends, the page says the rest."""
    if not job.running:
        st.rerun(scope="app")
    st.progress(min(job.share, 1.0), text.plain(_progress(job)))
    if st.button("Arrêter", key="lot-arreter", disabled=job.stop.is_set()):
        job.stop.set()
        st.rerun(scope="fragment")
    st.caption("Vous pouvez quitter cette page\u00a0: l'import continue, et son résultat vous attend ici.")


def _progress(job: Job) -> str:
    total = len(job.incoming)
    if job.stop.is_set():
        return "Arrêt après le fichier en cours…"
    if job.place >= total:
        return "Enregistrement…"
    left = job.remaining()
    remaining = "" if left is None else f" · encore {_duration(left)} environ"
    return f"{job.place} sur {total} · {job.incoming[job.place].name}{remaining}"


def _duration(seconds: float) -> str:
    if seconds < 50:
        return labels.plural(max(round(seconds), 1), "seconde")
    return labels.plural(max(round(seconds / 60), 1), "minute")


def _ended(viewer: Viewer, job: Job, heading: DeltaGenerator) -> None:
    heading.title(_headline(job), anchor=False)
    left = len(job.incoming) - len(job.lines)
    with st.container(border=True, key="decision"):
        st.write(text.plain(_what_next(job, left)))
        with st.container(horizontal=True):
            if left and st.button("Reprendre", type="primary", key="lot-reprendre"):
                job.start(data.base())
                st.rerun()
            if job.mode is Mode.CHECK and not left and any(one.outcome is Outcome.WITHHELD for one in job.lines):
                _after_a_check(viewer, job)
            if job.lines:
                name = f"resume_import_{paris.today():%Y-%m-%d}.xlsx"
                scorecards = _scorecards()
                offer.file("Résumé (Excel)", lambda: _summary(job.lines, scorecards), name, template.XLSX, key="lot-resume")
            if st.button("Terminer", key="lot-terminer"):
                bulk_job.put_away(data.base(), viewer.name)
                st.rerun()
    if job.lines:
        _lines(job.lines)
        address.link(address.HISTORY, "Voir l'historique des imports")


def _after_a_check(viewer: Viewer, job: Job) -> None:
    if st.button("Importer ces fichiers", type="primary", key="lot-importer-verifies"):
        bulk_job.begin(data.base(), Job(job.incoming, Mode.EACH, viewer.name))
        st.rerun()


def _headline(job: Job) -> str:
    said = counted(job.lines)
    if job.mode is Mode.CHECK and job.lines:
        return f"Vérification\u00a0: {said}"
    return said if job.lines else "Import arrêté\u00a0: rien n'a été enregistré"


def _what_next(job: Job, left: int) -> str:
    if job.problem:
        return job.problem
    if left:
        return f"Il reste {_files(left)}. Reprenez quand vous voulez\u00a0: ce qui est importé n'est pas lu deux fois."
    mend = sum(one.to_mend for one in job.lines)
    if any(one.outcome is Outcome.WITHHELD for one in job.lines):
        held = "Rien n'a été enregistré. "
        return held + (f"{_files(mend)} à corriger d'après les constats." if mend else "Tous les fichiers sont justes.")
    if mend:
        return (
            f"{_files(mend)} à corriger\u00a0: le résumé donne les constats, cellule par cellule. Les autres sont dans la base. "
            "Pour décider d'une cellule ou d'une colonne sans rouvrir un classeur, déposez-le seul."
        )
    return "Tout est dans la base. Chaque fichier est un import de l'historique, qui s'annule séparément."


def _lines(lines: Sequence[Line]) -> None:
    ordered = sorted(lines, key=lambda one: not one.to_mend)  # what asks for something first
    shown = pa.table(
        {
            "Fichier": [one.name for one in ordered],
            "Résultat": [OUTCOME[one.outcome] for one in ordered],
            "Import n°": pa.array([one.number for one in ordered], pa.int64()),
            "Sessions": [
                ", ".join(one.codes[:3]) + (f" et {len(one.codes) - 3} autres" if one.codes[3:] else "") for one in ordered
            ],
            "Erreurs": [one.findings.count(Severity.ERROR) for one in ordered],
            "Avertissements": [one.findings.count(Severity.WARNING) for one in ordered],
            "Premier constat": [next((each.message for each in one.findings), "") if one.to_mend else "" for one in ordered],
        }
    )
    table.show(shown, caption="Ce qu'est devenu chaque fichier, ceux à corriger d'abord", key="lot-lignes", shown=MAX_FILES)


def _scorecards() -> str:
    """The address of a scorecard up to the session's code; asked while the page is drawn, for a click knows it no more."""
    home = st.context.url
    return f"{urljoin(home, address.SCORECARD.address)}?session=" if home else ""


def _summary(lines: Sequence[Line], scorecards: str) -> bytes:
    return summary_workbook(lines, title="Résumé de l'import", scorecards=scorecards)


def _files(count: int) -> str:
    return labels.plural(count, "fichier")
