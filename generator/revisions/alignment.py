"""Which step of one version is which step of another: by id and by likeness of text, actor, result and place."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Mapping, Sequence
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


def align_steps(lama: Sequence[Langkah], baru: Sequence[Langkah]) -> Pasangan:
    """Pair the steps of two versions, the most alike first; steps without a like one stay alone."""
    scored = [
        (-_likeness(old, new, i / max(1, len(lama)), j / max(1, len(baru))), abs(i - j), i, j)
        for i, old in enumerate(lama)
        for j, new in enumerate(baru)
    ]
    pairs: Pasangan = {}
    taken: set[int] = set()
    for score, _, i, j in sorted(scored):
        if -score >= AMBANG and i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    left = {(i, j): -score for score, _, i, j in scored if -score >= AMBANG_DI_TEMPAT}
    for (i, j), _ in sorted(left.items(), key=lambda item: (-item[1], item[0])):
        if i not in taken and j not in pairs and _between_same(i, j, pairs, len(lama), len(baru)):
            pairs[j] = i
            taken.add(i)
    return dict(sorted(pairs.items()))


def _likeness(old: Langkah, new: Langkah, place_old: float, place_new: float) -> float:
    """0 = nothing in common, 1 = the same; above 1 where both carry the same id."""
    text = difflib.SequenceMatcher(None, words_of(old["uraian"]), words_of(new["uraian"]), autojunk=False).ratio()
    if old.get("id") is not None and old.get("id") == new.get("id"):
        return 2 + text
    results = _common(_mutu(old), _mutu(new))
    actors = _common(set(actors_of(old)), set(actors_of(new)))
    near = 1 - abs(place_old - place_new)
    return (
        0.6 * text
        + 0.15 * (text if actors is None else actors)
        + 0.15 * (text if results is None else results)
        + (0.1 * near)
    )


def _mutu(langkah: Langkah) -> set[str]:
    quality = langkah.get("mutu_baku", {})
    return {word for key in ("kelengkapan", "output") for item in quality.get(key, ()) for word in words_of(item)}


def _common(a: set[str], b: set[str]) -> float | None:
    """Share of what two sets have in common; None where both are empty."""
    return len(a & b) / len(a | b) if a | b else None


def _between_same(i: int, j: int, pairs: Pasangan, count_old: int, count_new: int) -> bool:
    """Whether the neighbours above and below are pairs (or the edge of both tables)."""
    above = (i == 0 and j == 0) or (j > 0 and pairs.get(j - 1, -2) == i - 1)
    below = (i == count_old - 1 and j == count_new - 1) or pairs.get(j + 1) == i + 1
    return above and below


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
