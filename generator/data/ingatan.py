"""Answers about things that never change, kept for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Ihwal = TypeVar("Ihwal")
Jawaban = TypeVar("Jawaban")

BANYAK = 5000
"""So many answers of one question are kept; the one that was asked for longest ago goes first."""


_SEMUA: list[dict[int, tuple[Any, Any]]] = []
"""The memories of all questions."""


def forget_all() -> None:
    """Forget every answer: for who will not be asked about the same objects again."""
    for known in _SEMUA:
        known.clear()


def per_object(question: Callable[[Ihwal], Jawaban]) -> Callable[[Ihwal], Jawaban]:
    """``question`` with a memory. What it is asked about is told apart by identity, not by what it says, since reading
    a whole SOP to find out whether it was met before would cost as much as the answer."""
    known: dict[int, tuple[Ihwal, Jawaban]] = {}
    _SEMUA.append(known)

    def asked(about: Ihwal) -> Jawaban:
        found = known.pop(id(about), None)
        if found is None or found[0] is not about:
            found = (about, question(about))
            if len(known) >= BANYAK:
                known.pop(next(iter(known)), None)
        known[id(about)] = found
        return found[1]

    asked.__doc__ = question.__doc__
    return asked
