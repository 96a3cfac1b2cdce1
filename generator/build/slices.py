"""What each part of the site is made from: a slice of the project that holds all that its pages may say.

The parts of a site are its SOPs, forms, actors and regulations, each with pages and files of its own. A part is made
from its slice alone, so a part whose slice did not change need not be made again, and a slice can be sent to another
process. That the slice is enough is not believed but tried: what is made from slices must equal what is made from the
whole project (tests/build).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from generator.data.actor_labels import labels_of
from generator.data.base import ID_PATTERN
from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.data.memo import per_object
from generator.data.sop import Sop
from generator.revisions.reviewers import required_reviewers
from generator.steps.rows import references_of

_ID = re.compile(rf'"({ID_PATTERN.pattern.replace("(", "(?:")})"')
"""A text in JSON that could be an id: such a one has no sign that JSON would write otherwise."""
PartKind = Literal["sop", "formulir", "pelaksana", "peraturan"]


class PartName(NamedTuple):
    """The name of a part: its kind and its slug or id."""

    jenis: PartKind
    id: str

    def __str__(self) -> str:
        return f"{self.jenis}/{self.id}"


@dataclass(frozen=True, slots=True)
class LibrarySlice:
    """A part and all that it is made from.

    sidik       the hash of all this, the same only for the same slice
    """

    nama: PartName
    proyek: Library
    sidik: str


class UncutPart(NamedTuple):
    """A part that is not cut out yet.

    nama        its name
    named       kind -> the ids of that kind in its slice
    whole       the SOPs of which the slice has everything; of others it has what others say of them
    sidik       the hash of the slice
    """

    nama: PartName
    named: Mapping[str, Set[str]]
    whole: Set[str]
    sidik: str


class Slicer:
    """Cuts a project into slices."""

    def __init__(self, proyek: Library) -> None:
        self._proyek = proyek
        self._known: Mapping[str, Mapping[str, Any]] = {
            "sop": proyek.sop, "formulir": proyek.formulir, "jabatan": proyek.jabatan, "peraturan": proyek.peraturan
        }  # fmt: skip
        self._rank = {kind: {id: n for n, id in enumerate(known)} for kind, known in self._known.items()}
        self._named: dict[str, Mapping[str, set[str]]] = {}
        self._namers: dict[tuple[str, str], list[str]] = defaultdict(list)
        """(kind, id) -> the SOPs that name it."""
        for slug, revisions in self._revisions():
            ids = set().union(*(_said(revision).ids for revision in revisions))
            self._named[slug] = {kind: ids & known.keys() for kind, known in self._known.items()}
            for kind, named in self._named[slug].items():
                for id in named:
                    self._namers[kind, id].append(slug)

    def _revisions(self) -> Iterator[tuple[str, list[Sop]]]:
        """Every SOP with all its revisions, also those that are only in the archive."""
        proyek = self._proyek
        for slug in dict.fromkeys((*proyek.sop, *proyek.arsip)):
            found = [proyek.sop.get(slug), proyek.terbit.get(slug), proyek.draf.get(slug)]
            found += proyek.arsip.get(slug, {}).values()
            yield slug, [sop for sop in found if sop is not None]

    def everything(self) -> Iterator[LibrarySlice]:
        """All parts of the project, in a fixed order."""
        return map(self.cut, self.parts())

    def parts(self) -> Iterator[UncutPart]:
        """The same before they are cut out: most parts of a site stay as they are."""
        proyek = self._proyek
        yield from (self._sop(slug) for slug in self._named)
        yield from (self._others("formulir", id) for id in proyek.formulir)
        yield from (self._others("pelaksana", id) for id in proyek.jabatan)
        yield from (self._others("peraturan", id) for id in proyek.peraturan)

    def _sop(self, slug: str) -> UncutPart:
        near = [other for other in self._namers["sop", slug] if other in self._proyek.sop]
        return self._part(PartName("sop", slug), [slug], near, self._reviewers(slug))

    def _reviewers(self, slug: str) -> set[str]:
        """Who has to review the draft of an SOP: the agency names them, the SOP does not."""
        known = (self._proyek.sop.get(slug), self._proyek.draf.get(slug))
        return {id for sop in known if sop for id in required_reviewers(self._proyek.instansi, sop)}

    def _others(self, kind: PartKind, id: str) -> UncutPart:
        where = {"formulir": "formulir", "pelaksana": "jabatan", "peraturan": "peraturan"}[kind]
        # What changed for an actor, what holds on which day, and which versions of a form were in use, is told from all
        # revisions.
        return self._part(PartName(kind, id), self._namers[where, id])

    def _part(
        self, nama: PartName, whole: Sequence[str], near: Sequence[str] = (), jabatan: Set[str] = frozenset()
    ) -> UncutPart:  # fmt: skip
        """The part with the SOPs ``whole``, all their revisions and all that they name, and with these ``jabatan``; of
        those in ``near``, and of SOPs that are only named, it has what others say of them."""
        proyek = self._proyek
        named = {kind: set().union(*(self._named[slug][kind] for slug in whole)) for kind in self._known}
        if nama.jenis in ("formulir", "peraturan"):
            named[nama.jenis].add(nama.id)
        if nama.jenis == "pelaksana":
            named["jabatan"].add(nama.id)
        named["jabatan"].update(jabatan & proyek.jabatan.keys())
        named["sop"].update(near, (slug for slug in whole if slug in proyek.sop))
        return UncutPart(nama, named, set(whole), self._digest(nama, named, whole))

    def cut(self, part: UncutPart) -> LibrarySlice:
        """The slice of a part."""
        proyek, whole = self._proyek, part.whole
        sops = self._pick("sop", part.named)
        cut = replace(
            proyek,
            sop={slug: sop if slug in whole else _outline(sop) for slug, sop in sops.items()},
            formulir=self._pick("formulir", part.named),
            jabatan=self._pick("jabatan", part.named),
            peraturan=self._pick("peraturan", part.named),
            sebutan=_among(labels_of(proyek), part.named["jabatan"]),
            arsip=_among(proyek.arsip, whole),
            terbit=_among(proyek.terbit, whole),
            draf=_among(proyek.draf, whole),
            nama_lama=_among(proyek.nama_lama, whole),
            pindaian=_among(proyek.pindaian, {part.nama.id} if part.nama.jenis == "sop" else set()),
            sumber={},
        )
        return LibrarySlice(part.nama, cut, part.sidik)

    def _pick(self, kind: str, named: Mapping[str, Set[str]]) -> dict[str, Any]:
        """What is named, in the project's order."""
        known = self._known[kind]
        return {id: known[id] for id in self._in_order(kind, named)}

    def _in_order(self, kind: str, named: Mapping[str, Set[str]]) -> list[str]:
        return sorted(named[kind], key=self._rank[kind].__getitem__)

    def _digest(self, nama: PartName, named: Mapping[str, Set[str]], whole: Sequence[str]) -> str:
        """A hash of all that ``cut`` puts into the slice."""
        said = [str(nama), self.agency, str(self._proyek.hari)]
        for kind, lines in self._lines.items():
            said += map(lines.__getitem__, self._in_order(kind, named))
        said += map(self._lines_of_whole.__getitem__, whole)
        if nama.jenis == "sop":
            said.append(f"pindaian={self._proyek.pindaian.get(nama.id)}")
        return sha256("\n".join(said).encode()).hexdigest()

    @cached_property
    def _lines(self) -> Mapping[str, Mapping[str, str]]:
        """Kind -> id -> what a digest says of it; of an SOP, what it says of one that is only named."""
        labels = labels_of(self._proyek)
        found = {
            kind: {id: f"{kind}/{id}={_said(one).sidik}" for id, one in known.items()}
            for kind, known in self._known.items() if kind != "sop"
        }  # fmt: skip
        found["jabatan"] = {id: f"{line} {labels.get(id)}" for id, line in found["jabatan"].items()}
        outlines = {slug: f"sop/{slug}={_said(_outline(sop)).sidik}" for slug, sop in self._proyek.sop.items()}
        return {**found, "sop": outlines}

    @cached_property
    def _lines_of_whole(self) -> Mapping[str, str]:
        """What a digest says of an SOP with all its revisions."""
        proyek, found = self._proyek, {}
        for slug in self._named:
            said = [repr(proyek.nama_lama.get(slug))]
            for kind in ("sop", "terbit", "draf"):
                sop = getattr(proyek, kind).get(slug)
                said.append(f"{kind}/{slug}={_said(sop).sidik if sop else ''}")
            said += (f"arsip/{slug}/{n}={_said(sop).sidik}" for n, sop in proyek.arsip.get(slug, {}).items())
            found[slug] = "\n".join(said)
        return found

    @cached_property
    def agency(self) -> str:
        """What the agency says of itself, for all its pages: a hash of it and of each file that it lays beside."""
        files = [f"{name}={sha256(content).hexdigest()}" for name, content in self._proyek.lampiran.items()]
        return " ".join([_said(self._proyek.instansi).sidik, *files])


def _among(values: Mapping[str, Any], ids: Set[str]) -> dict[str, Any]:
    return {id: value for id, value in values.items() if id in ids}


@per_object
def _outline(sop: Sop) -> Sop:
    """What pages of other SOPs say of an SOP: its title, whether it holds, who it belongs to, and whom it refers to,
    wherever it does so. A change in its steps is no news to them."""
    empty = {name: field.get_default(call_default_factory=True) for name, field in Sop.model_fields.items()}
    said = {name: getattr(sop, name) for name in ("judul", "nomor", "status", "unit")}
    return Sop.model_construct(**{**empty, **said, "keterkaitan": references_of(sop)})


class _Said(NamedTuple):
    """What a model says: a hash of all of it, and every text in it that could be an id. An id is among them wherever
    it stands, so no field can be forgotten; that a text happens to equal an id only makes a slice larger."""

    sidik: str
    ids: frozenset[str]


@per_object
def _said(model: BaseModel) -> _Said:
    text = model.model_dump_json()
    code = fingerprint(model) if isinstance(model, Sop) else ""  # of what is written, not of what it means today
    return _Said(sha256(f"{text}{code}".encode()).hexdigest(), frozenset(_ID.findall(text)))
