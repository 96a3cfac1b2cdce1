"""What a workbook calls the things that data files name by id, one name for each and each only once."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from generator.data.actor_labels import labels_of
from generator.data.library import Library

ShownKind = Literal["jabatan", "peraturan", "unit", "formulir", "sop"]
_SURE = 0.75
"""How alike two names must be for one to be proposed for the other."""


@dataclass(frozen=True, slots=True)
class ShownNames:
    """Name of each id, by kind; ``label``: what the agency calls the parts of an SOP."""

    jabatan: Mapping[str, str] = field(default_factory=dict)
    peraturan: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    formulir: Mapping[str, str] = field(default_factory=dict)
    sop: Mapping[str, str] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: ShownKind) -> Mapping[str, str]:
        """The names of one kind."""
        named: Mapping[str, str] = getattr(self, kind)
        return named

    def name(self, kind: ShownKind, id: str) -> str:
        """The name of an id; the id itself where it has none."""
        return self.of(kind).get(id, id)

    def id(self, kind: ShownKind, words: str) -> str | None:
        """The id that is called so, whatever the case; an id stands for itself."""
        known = self.of(kind)
        exact = next((id for id, name in known.items() if name == words), None)
        if exact is not None:
            return exact
        meant = plain_words(words)
        found = [id for id, name in known.items() if plain_words(name) == meant]
        return found[0] if len(found) == 1 else (words if words in known else None)

    def nearest(self, kind: ShownKind, words: str) -> str:
        """The name that is most like these words, "" = none is."""
        names = {plain_words(name): name for name in self.of(kind).values()}
        found = difflib.get_close_matches(plain_words(words), names, 1, _SURE)
        return names[found[0]] if found else ""

    def with_more(self, kind: ShownKind, more: Mapping[str, str]) -> ShownNames:
        """These and more names of one kind; those that are known stay."""
        parts = {name: getattr(self, name) for name in ("jabatan", "peraturan", "unit", "formulir", "sop", "label")}
        return ShownNames(
            **parts | {kind: {**self.of(kind), **{id: name for id, name in more.items() if id not in self.of(kind)}}}
        )

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def parsed(cls, text: str) -> ShownNames:
        """What ``dump`` wrote. ValueError: it is something else."""
        parts = json.loads(text)
        if not isinstance(parts, dict):
            raise ValueError
        clean = {
            kind: {str(id): str(name) for id, name in named.items()}
            for kind, named in parts.items()
            if kind in cls.__dataclass_fields__ and isinstance(named, dict)
        }
        return cls(**clean)


def plain_words(text: str) -> str:
    """A name by which two spellings of it are the same."""
    return " ".join(text.split()).casefold()


def shown_names(proyek: Library) -> ShownNames:
    """The names of everything that an SOP of ``proyek`` can name."""
    told = labels_of(proyek)
    return ShownNames(
        _unique(
            {id: told.get(id, one.nama) if _twice(proyek, one.nama) else one.nama for id, one in proyek.jabatan.items()}
        ),
        _unique({id: one.judul for id, one in proyek.peraturan.items()}),
        _unique({id: one.nama for id, one in proyek.instansi.unit.items()}),
        _unique({id: one.judul for id, one in proyek.formulir.items()}),
        _unique({id: one.judul for id, one in proyek.sop.items()}),
        proyek.instansi.label.model_dump(),
    )


def _twice(proyek: Library, name: str) -> bool:
    return sum(plain_words(one.nama) == plain_words(name) for one in proyek.jabatan.values()) > 1


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    """In one line each; where several are called alike, or one like the id of another, with their ids."""
    lines = {id: " ".join(name.split()) for id, name in names.items()}
    count = Counter(map(plain_words, lines.values()))
    return {
        id: f"{name} ({id})" if count[plain_words(name)] > 1 or (name in lines and name != id) else name
        for id, name in lines.items()
    }
