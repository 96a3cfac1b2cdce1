"""What each part of the site is made from: a slice of the project that holds all that its pages may say.

The parts of a site are its SOPs, forms, actors and regulations, each with pages and files of its own. A part is made
from its slice alone, so a part whose slice did not change need not be made again, and a slice can be sent to another
process. That the slice is enough is not believed but tried: what is made from slices must equal what is made from the
whole project (tests/satuan).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from generator.data.ingatan import per_object
from generator.data.proyek import Proyek
from generator.data.sop import Sop

Jenis = Literal["sop", "formulir", "pelaksana", "peraturan"]


class Nama(NamedTuple):
    """The name of a part: its kind and its slug or id."""

    jenis: Jenis
    id: str

    def __str__(self) -> str:
        return f"{self.jenis}/{self.id}"


@dataclass(frozen=True, slots=True)
class Irisan:
    """A part and all that it is made from; ``sidik``: the hash of all this, the same only for the same slice."""

    nama: Nama
    proyek: Proyek
    sidik: str


class Pembagi:
    """Cuts a project into slices."""

    def __init__(self, proyek: Proyek) -> None:
        self._proyek = proyek
        ids = {
            "sop": proyek.sop, "formulir": proyek.formulir, "jabatan": proyek.jabatan, "peraturan": proyek.peraturan
        }  # fmt: skip
        self._named = {}
        for slug, revisions in self._revisions():
            texts = _texts(revisions)
            self._named[slug] = {kind: texts & known.keys() for kind, known in ids.items()}

    def _revisions(self) -> Iterator[tuple[str, list[Sop]]]:
        """Every SOP with all its revisions, also those that are only in the archive."""
        proyek = self._proyek
        for slug in dict.fromkeys((*proyek.sop, *proyek.arsip)):
            found = [proyek.sop.get(slug), proyek.terbit.get(slug), proyek.draf.get(slug)]
            found += proyek.arsip.get(slug, {}).values()
            yield slug, [sop for sop in found if sop is not None]

    def semua(self) -> Iterator[Irisan]:
        """All parts of the project, in a fixed order."""
        proyek = self._proyek
        yield from (self._sop(slug) for slug in dict.fromkeys((*proyek.sop, *proyek.arsip)))
        yield from (self._others("formulir", id) for id in proyek.formulir)
        yield from (self._others("pelaksana", id) for id in proyek.jabatan)
        yield from (self._others("peraturan", id) for id in proyek.peraturan)

    def _sop(self, slug: str) -> Irisan:
        near = [other for other in self._proyek.sop if slug in self._named[other]["sop"]]
        return self._cut(Nama("sop", slug), [slug], near, [slug])

    def _others(self, kind: Jenis, id: str) -> Irisan:
        where = {"formulir": "formulir", "pelaksana": "jabatan", "peraturan": "peraturan"}[kind]
        whole = [slug for slug, named in self._named.items() if id in named[where]]
        # What changed for an actor is told from the earlier revisions.
        return self._cut(Nama(kind, id), whole, [], whole if kind == "pelaksana" else [])

    def _cut(self, nama: Nama, whole: list[str], near: list[str], archived: list[str]) -> Irisan:
        """The slice with the SOPs ``whole`` and all that they name, and those in ``near`` for their titles."""
        proyek = self._proyek
        named = {
            kind: set().union(*(self._named[slug][kind] for slug in whole))
            for kind in ("sop", "formulir", "jabatan", "peraturan")
        }
        for kind, ids in (("formulir", proyek.formulir), ("peraturan", proyek.peraturan)):
            if nama.jenis == kind and nama.id in ids:
                named[kind].add(nama.id)
        if nama.jenis == "pelaksana":
            named["jabatan"].add(nama.id)
        cut = replace(
            proyek,
            jabatan=_pick(proyek.jabatan, named["jabatan"]),
            peraturan=_pick(proyek.peraturan, named["peraturan"]),
            formulir=_pick(proyek.formulir, named["formulir"]),
            sop=_pick(proyek.sop, {*whole, *near, *named["sop"]}),
            arsip=_pick(proyek.arsip, set(archived)),
            terbit=_pick(proyek.terbit, set(archived)),
            draf=_pick(proyek.draf, set(archived)),
            sumber={},
        )
        return Irisan(nama, cut, self._sidik(nama, cut))

    def _sidik(self, nama: Nama, cut: Proyek) -> str:
        said = [str(nama), self._agency, str(cut.hari)]
        for kind in ("jabatan", "peraturan", "formulir", "sop"):
            said += [f"{kind}/{id}={self._digests[kind, id]}" for id in getattr(cut, kind)]
        kept = ("arsip", "terbit", "draf")
        said += [f"{kind}/{id}={self._digests[kind, id]}" for kind in kept for id in getattr(cut, kind)]
        return sha256("\n".join(said).encode()).hexdigest()

    @cached_property
    def _agency(self) -> str:
        files = [f"{name}={sha256(content).hexdigest()}" for name, content in self._proyek.lampiran.items()]
        return " ".join([_digest(self._proyek.instansi), *files])

    @cached_property
    def _digests(self) -> Mapping[tuple[str, str], str]:
        proyek = self._proyek
        found = {
            (kind, id): _digest(value)
            for kind in ("jabatan", "peraturan", "formulir", "sop", "terbit", "draf")
            for id, value in getattr(proyek, kind).items()
        }
        for slug, revisions in proyek.arsip.items():
            found["arsip", slug] = " ".join(f"{n}={_digest(sop)}" for n, sop in revisions.items())
        return found


def _pick(values: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    return {id: value for id, value in values.items() if id in ids}


@per_object
def _digest(value: BaseModel) -> str:
    return sha256(value.model_dump_json().encode()).hexdigest()


def _texts(models: Iterable[BaseModel]) -> set[str]:
    """Every text in these models. An id is among them wherever it stands, so no field can be forgotten; that a text
    happens to equal an id only makes a slice larger."""
    return set().union(*map(_texts_of, models))


@per_object
def _texts_of(model: BaseModel) -> set[str]:
    found: set[str] = set()
    _gather(model.model_dump(), found)
    return found


def _gather(value: Any, found: set[str]) -> None:
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, dict):
        for key, part in value.items():
            found.add(key)
            _gather(part, found)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _gather(part, found)
