"""What pages call jabatan whose names are alike, so that nobody takes one for another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from generator.data.instansi import Jabatan
from generator.data.library import Library
from generator.data.memo import per_object

_LEAST = 2
"""So many words of the agency's name in a row are taken for it at the end of a title."""


@per_object
def labels_of(proyek: Library) -> Mapping[str, str]:
    """The label of each jabatan whose name is that of another, or begins it ("Ketua", "Ketua Tim"): its full title
    without the agency, else its name with the one unit whose SOPs it acts in. Those that nothing tells apart are not
    among them (R214 says so to who keeps the data). Printed charts and sheets keep the names that were signed."""
    alike = set(_alike(proyek.jabatan))
    tries = [
        {id: _title(proyek.jabatan[id], proyek.instansi.nama) for id in alike},
        {id: f"{proyek.jabatan[id].nama} ({unit})" for id, unit in _units(proyek, alike).items()},
    ]
    found: dict[str, str] = {}
    for labels in tries:
        count = Counter(map(_words, labels.values()))
        for id, label in labels.items():
            if id not in found and count[_words(label)] == 1 and _words(label) != _words(proyek.jabatan[id].nama):
                found[id] = label
    return {id: found[id] for id in proyek.jabatan if id in found}


def _alike(jabatan: Mapping[str, Jabatan]) -> Iterator[str]:
    named = defaultdict(list)
    for id, one in jabatan.items():
        named[_words(one.nama)].append(id)
    for words, ids in named.items():
        if len(ids) > 1:
            yield from ids
        for length in range(1, len(words)):
            if shorter := named.get(words[:length]):
                yield from (*shorter, *ids)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.casefold()))


def _title(jabatan: Jabatan, agency: str) -> str:
    """The full title; without the agency at its end, where more than the name is left."""
    title, own = jabatan.full_name, agency.casefold().split()
    words = title.split()
    for length in range(min(len(words), len(own)), _LEAST - 1, -1):
        rest = " ".join(words[:-length])
        if [word.casefold() for word in words[-length:]] == own[:length] and _words(rest) != _words(jabatan.nama):
            return rest
    return title


def _units(proyek: Library, ids: set[str]) -> dict[str, str]:
    """The unit of those who act in SOPs of no other."""
    found: dict[str, set[str]] = defaultdict(set)
    for sop in proyek.sop.values():
        steps = [*sop.langkah, *(step for prosedur in sop.prosedur for step in prosedur.langkah)]
        acting = {id for step in steps for id in (*step.pelaksana, *(symbol.pelaksana for symbol in step.simbol))}
        for id in acting & ids:
            found[id].add(sop.unit or "")
    units = proyek.instansi.unit
    only = {id: next(iter(where)) for id, where in found.items() if len(where) == 1}
    return {id: units[unit].nama if unit in units else unit for id, unit in only.items() if unit}
