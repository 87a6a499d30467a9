"""What tells two states of a base apart: its version, and how many times another file took its place."""

from __future__ import annotations

from typing import Final

_BITS: Final = 40


def stamp(version: int, replaced: int) -> int:
    """One number for both; it moves with the version, and further when the file is another."""
    return replaced << _BITS | version


def version_of(stamp: int) -> int:
    """The version that a stamp tells."""
    return stamp & (1 << _BITS) - 1


def replaced_of(stamp: int) -> int:
    """How many times, by then, another file had taken the base's place."""
    return stamp >> _BITS
