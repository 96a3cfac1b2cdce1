"""Answers about things that never change, kept for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

Ihwal = TypeVar("Ihwal")
Syarat = TypeVarTuple("Syarat")
Jawaban = TypeVar("Jawaban")

BANYAK = 20_000
"""So many answers of one question are kept; the one that was asked for longest ago goes first."""


_SEMUA: list[dict[int, tuple[Any, Any, Any]]] = []
"""The memories of all questions."""


def forget_all() -> None:
    """Forget every answer: for who will not be asked about the same objects again."""
    for known in _SEMUA:
        known.clear()


def per_object(question: Callable[[Ihwal, *Syarat], Jawaban]) -> Callable[[Ihwal, *Syarat], Jawaban]:
    """``question`` with a memory. What it is asked about is told apart by identity, not by what it says, since reading
    a whole SOP to find out whether it was met before would cost as much as the answer. What else the answer depends on
    (names, say, that stand in other files) is given behind it, and is compared by what it says; the last answer is
    kept."""
    known: dict[int, tuple[Ihwal, tuple[*Syarat], Jawaban]] = {}
    _SEMUA.append(known)

    def asked(about: Ihwal, *given: *Syarat) -> Jawaban:
        found = known.pop(id(about), None)
        if found is None or found[0] is not about or found[1] != given:
            found = (about, given, question(about, *given))
            if len(known) >= BANYAK:
                known.pop(next(iter(known)), None)
        known[id(about)] = found
        return found[2]

    asked.__doc__ = question.__doc__
    return asked
