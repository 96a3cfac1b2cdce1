"""Answers about things that never change, kept for whoever asks next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

Ihwal = TypeVar("Ihwal")
Syarat = TypeVarTuple("Syarat")
Jawaban = TypeVar("Jawaban")

BANYAK = 10_000
"""So many answers of one question are kept as asked for lately, and as many from before that."""


_SEMUA: list[list[dict[int, Any]]] = []
"""The memories of all questions: the answers asked for lately, and those asked for before."""


def forget_all() -> None:
    """Forget every answer: for who will not be asked about the same objects again."""
    for known in _SEMUA:
        known[:] = {}, {}


def forget_unasked() -> None:
    """Forget the answers nobody has asked for since this was called last. After each build: a file that was saved is
    another object, and what was known of the old one would be kept for as long as ``sop serve`` runs."""
    for known in _SEMUA:
        known[:] = {}, known[0]


def per_object(question: Callable[[Ihwal, *Syarat], Jawaban]) -> Callable[[Ihwal, *Syarat], Jawaban]:
    """``question`` with a memory. What it is asked about is told apart by identity, not by what it says, since reading
    a whole SOP to find out whether it was met before would cost as much as the answer. What else the answer depends on
    (names, say, that stand in other files) is given behind it, and is compared by what it says; the last answer is
    kept."""
    known: list[dict[int, tuple[Ihwal, tuple[*Syarat], Jawaban]]] = [{}, {}]
    _SEMUA.append(known)

    def asked(about: Ihwal, *given: *Syarat) -> Jawaban:
        found = known[0].get(id(about)) or known[1].get(id(about))
        if found is None or found[0] is not about or found[1] != given:
            found = (about, given, question(about, *given))
        if len(known[0]) >= BANYAK:
            known[:] = {}, known[0]
        known[0][id(about)] = found
        return found[2]

    asked.__doc__ = question.__doc__
    return asked
