"""All the scorecards of some sessions as one .zip, made beside the page, which goes on answering and can stop the work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Final
from weakref import finalize

import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.demo import fictional_codes
from flash360.errors import Flash360Error
from flash360.reports.formats import MEDIA_TYPE
from flash360.reports.names import file_name
from flash360.store.database import Database
from flash360.ui import data, guard, offer, text

_JOB: Final = "fiches.travail"


@dataclass(eq=False)
class Job:
    """One bundle being made. codes: its sessions. done: how many are drawn. problem: why it could not be.

    file: the .zip, without a name, gone with the job. whole: once all of it is there.
    """

    codes: tuple[str, ...]
    done: int = 0
    file: IO[bytes] = field(default_factory=TemporaryFile)
    whole: bool = False
    problem: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    reading: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        finalize(self, self.file.close)

    @property
    def running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def content(self) -> bytes:
        """The whole .zip."""
        with self.reading:
            self.file.seek(0)
            return self.file.read()

    def start(self, database: Database, viewer: Viewer) -> None:
        """Begin in a thread of its own."""
        self.thread = threading.Thread(target=self._work, args=(database, viewer), name="fiches", daemon=True)
        self.thread.start()

    def _work(self, database: Database, viewer: Viewer) -> None:
        from flash360.reports.batch import scorecards

        try:
            fictional = fictional_codes(database)
            scorecards(database, viewer, self.codes, paris.today(), self.file, fictional=fictional, progress=self._progress)
            self.whole = True
        except Flash360Error as error:
            self.problem = str(error)
        except Exception:
            self.problem = "Les fiches n'ont pas pu être écrites. Recommencez, ou demandez-les une par une."
            raise
        finally:
            if not self.whole:
                self.file.close()

    def _progress(self, done: int, _: int) -> bool:
        self.done = done
        return not self.stop.is_set()


def show(viewer: Viewer, codes: Callable[[], tuple[str, ...]]) -> None:
    """For some sessions, whose codes are asked for at the click: the button that begins, how far the work is and how to stop it,
    then the download.
    """
    job: Job | None = st.session_state.get(_JOB)
    if job is not None and job.running:
        _running(job)
        return
    if st.button("Préparer toutes les fiches (.zip)", key="fiches-zip", icon=":material/folder_zip:"):
        job = st.session_state[_JOB] = Job(codes())
        job.start(data.base(), viewer)
        _running(job)
        return
    if job is not None and job.problem:
        st.caption(text.plain(job.problem))
    if job is not None and job.whole and job.codes == codes():
        name = file_name("fiches", paris.today(), "zip")
        offer.file("Télécharger les fiches (.zip)", job.content, name, MEDIA_TYPE["zip"], key="fiches-zip-pret")


@guard.fragment(run_every=1.0)
def _running(job: Job) -> None:
    """How far a job is, every second; when it ends, the page says the rest."""
    if not job.running:
        st.rerun(scope="app")
    word = "fiche" if job.done < 2 else "fiches"
    st.progress(job.done / len(job.codes), f"{job.done} {word} sur {len(job.codes)}")
    if st.button("Arrêter", key="fiches-zip-arret", disabled=job.stop.is_set()):
        job.stop.set()
