"""Who is signed in, and who is on the way: kept in this process only, so that ending a session ends it everywhere at once.

A browser holds a number drawn at random and nothing else. A restart of the server signs everyone out.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from flash360.access.identity import Identity
from flash360.errors import SignInRefused

WAITING: Final = timedelta(minutes=15)
"""How long someone may take at the provider."""
_MOST_WAITING: Final = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. until: UTC. id_token: what the provider wants to see again at sign-out."""

    identity: Identity
    until: datetime
    id_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Departure:
    """Someone sent to the provider. nonce, verifier: what its answer must match. destination: where they wanted to go."""

    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    destination: str
    at: datetime


class SignedIn:
    """The sign-ins of this process. Every moment is UTC; safe from any thread."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._departures: dict[str, Departure] = {}
        self._given: dict[str, dict[str, Callable[[], bool]]] = {}
        self._lock = threading.Lock()

    def depart(self, destination: str, now: datetime) -> tuple[str, Departure]:
        """Note that someone leaves for the provider: the state that must come back, and what it will be compared with."""
        state = secrets.token_urlsafe(32)
        departure = Departure(secrets.token_urlsafe(32), secrets.token_urlsafe(48), destination, now)
        with self._lock:
            while self._departures and self._is_stale(next(iter(self._departures)), now):
                del self._departures[next(iter(self._departures))]
            self._departures[state] = departure
        return state, departure

    def arrive(self, state: str, now: datetime) -> Departure:
        """What was noted at departure; each state serves once. Raises SignInRefused for another, or when it comes too late."""
        with self._lock:
            found = self._departures.pop(state, None)
        if found is None or now - found.at >= WAITING:
            raise SignInRefused("state", "Cette connexion n'a pas été demandée ici, a déjà servi ou a expiré. Recommencez-la.")
        return found

    def begin(self, identity: Identity, id_token: str, hours: float) -> str:
        """Sign someone in; the number that their browser will hold."""
        number = secrets.token_urlsafe(32)
        now = identity.signed_in_at
        with self._lock:
            for over in [key for key, one in self._sessions.items() if now >= one.until]:
                self._forget(over)
            self._sessions[number] = Session(identity, now + timedelta(hours=hours), id_token)
        return number

    def find(self, number: object, now: datetime) -> Session | None:
        """The sign-in of this number, or None when there is none, when it is over or was ended."""
        if not isinstance(number, str):
            return None
        with self._lock:
            found = self._sessions.get(number)
            if found is not None and now >= found.until:
                self._forget(number)
                found = None
        return found

    def end(self, number: object) -> Session | None:
        """End a sign-in, for every tab that holds its number; what it was, or None."""
        if not isinstance(number, str):
            return None
        with self._lock:
            return self._forget(number)

    def give(self, number: object, thing: str, still: Callable[[], bool]) -> None:
        """Note that something is for this sign-in alone: a file made for it, a page that it opened.

        still: whether it would be given now; asked again at each use.
        """
        with self._lock:
            if isinstance(number, str) and number in self._sessions:
                self._given.setdefault(number, {})[thing] = still

    def was_given(self, number: object, thing: str) -> bool:
        """Whether that was given to this sign-in, and still would be."""
        with self._lock:
            still = self._given.get(number, {}).get(thing) if isinstance(number, str) else None
        return still is not None and still()

    def _is_stale(self, oldest: str, now: datetime) -> bool:
        """Whether the oldest departure makes room: it took too long, or a flood of others must not fill the memory."""
        return now - self._departures[oldest].at >= WAITING or len(self._departures) >= _MOST_WAITING

    def _forget(self, number: str) -> Session | None:
        self._given.pop(number, None)
        return self._sessions.pop(number, None)
