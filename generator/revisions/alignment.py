"""Which step of one version is which step of another: by id and by likeness of text, actor, result and place."""

from __future__ import annotations

import bisect
import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Langkah = Mapping[str, Any]
Pasangan = dict[int, int]
"""Place of a step in the new version -> its place in the old one."""

AMBANG = 0.5
AMBANG_DI_TEMPAT = 0.3
"""How alike two steps must be to be one step: anywhere, and where both stand alone between the same neighbours."""
_KATA_SAMBUNG = {"yang", "dengan", "untuk", "kepada", "dari", "atau", "pada", "serta", "oleh", "dalam", "dan"}


def words_of(teks: str) -> list[str]:
    """The words of a text, small, without punctuation."""
    return re.findall(r"\w+", teks.casefold())


def content_words(langkah: Langkah) -> set[str]:
    """The words of a step that carry its meaning."""
    return {word for word in words_of(langkah["uraian"]) if len(word) > 2 and word not in _KATA_SAMBUNG}


def actors_of(langkah: Langkah) -> tuple[str, ...]:
    """All who act in a step, by id."""
    symbols = [simbol["pelaksana"] for simbol in langkah.get("simbol", ())]
    return tuple(dict.fromkeys([*langkah.get("pelaksana", ()), *symbols]))


def pair_alike(likeness: Mapping[tuple[int, int], float], least: float) -> Pasangan:
    """Pair the things of two versions by the ``likeness`` of their places (old, new), the most alike first; those that
    have none of at least ``least`` stay alone."""
    pairs: Pasangan = {}
    taken: set[int] = set()
    for i, j in sorted(likeness, key=likeness.__getitem__, reverse=True):
        if likeness[i, j] >= least and i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


def align_steps(lama: Sequence[Langkah], baru: Sequence[Langkah]) -> Pasangan:
    """Pair the steps of two versions."""
    likeness = {
        (i, j): _likeness(old, new, abs(i / len(lama) - j / len(baru)))
        for i, old in enumerate(lama)
        for j, new in enumerate(baru)
    }
    pairs = pair_alike(likeness, AMBANG)
    gaps = _between_pairs(pairs, len(lama), len(baru))
    return pairs | {j: i for i, j in gaps if likeness[i, j] >= AMBANG_DI_TEMPAT}


def _between_pairs(pairs: Pasangan, count_old: int, count_new: int) -> Iterator[tuple[int, int]]:
    """Old and new place of steps that stand alone in one gap: their neighbours, or the edges, are pairs."""
    known = {-1: -1, **pairs, count_new: count_old}
    for j in range(count_new):
        gap = known.get(j - 1), known.get(j + 1)
        if j not in pairs and gap[0] is not None and gap[1] == gap[0] + 2 and gap[0] + 1 not in pairs.values():
            yield gap[0] + 1, j


def _likeness(old: Langkah, new: Langkah, distance: float) -> float:
    """0 = nothing in common, 1 = the same; infinite where both carry the same id. ``distance``: of their places, as a
    share of the table."""
    if "id" in old and old["id"] == new.get("id"):
        return math.inf
    text = difflib.SequenceMatcher(None, words_of(old["uraian"]), words_of(new["uraian"]), autojunk=False).ratio()
    results = _common(_mutu(old), _mutu(new), text)
    actors = _common(set(actors_of(old)), set(actors_of(new)), text)
    return (12 * text + 3 * actors + 3 * results + 2 * (1 - distance)) / 20


def _mutu(langkah: Langkah) -> set[str]:
    quality = langkah.get("mutu_baku", {})
    return {word for key in ("kelengkapan", "output") for item in quality.get(key, ()) for word in words_of(item)}


def _common(a: set[str], b: set[str], neither: float) -> float:
    """Share of what two sets have in common; ``neither`` where both are empty."""
    return len(a & b) / len(a | b) if a | b else neither


def moved_items(pasangan: Pasangan) -> set[int]:
    """Places in the new version of steps that left their order: all but a longest run that kept it."""
    order = sorted(pasangan)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for j in order:
        at = bisect.bisect_left(tails, pasangan[j])
        before[j] = ends[at - 1] if at else None
        tails[at : at + 1] = [pasangan[j]]
        ends[at : at + 1] = [j]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(order) - kept


def split_origins(lama: Sequence[Langkah], baru: Sequence[Langkah], pasangan: Pasangan) -> dict[int, int]:
    """New steps that took over a part of a neighbour's old text: place of the new step -> place of the old one."""
    found = {}
    for j in (j for j in range(len(baru)) if j not in pasangan):
        for neighbour in (j - 1, j + 1):
            if neighbour in pasangan and j not in found:
                old = lama[pasangan[neighbour]]
                if _took_over(content_words(old), content_words(baru[neighbour]), content_words(baru[j])):
                    found[j] = pasangan[neighbour]
    return found


def _took_over(whole: set[str], rest: set[str], part: set[str]) -> bool:
    """Whether ``part`` says what ``whole`` said and ``rest`` says no more."""
    lost = whole - rest
    return bool(lost and part) and len(part & lost) >= len(lost) / 2 and len(part & whole) >= len(part) / 2
