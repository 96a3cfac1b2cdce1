"""What ids are called: positions, forms, regulations, other SOPs, units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.data.proyek import Proyek


@dataclass(frozen=True, slots=True)
class Nama:
    """Names by id; an id without a name is called by itself."""

    jabatan: Mapping[str, str] = field(default_factory=dict)
    formulir: Mapping[str, str] = field(default_factory=dict)
    peraturan: Mapping[str, str] = field(default_factory=dict)
    sop: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)

    def rujukan(self, nilai: Mapping[str, Any]) -> str:
        """A reference to another SOP (``judul`` or ``sop``) as read."""
        slug = str(nilai.get("sop", ""))
        return str(nilai["judul"]) if "judul" in nilai else f"SOP {self.sop.get(slug, slug)}"


def nama_dari(*proyek: Proyek) -> Nama:
    """The names of data folders; where several know an id, the last one's name counts."""
    return Nama(
        {id: jabatan.nama for p in proyek for id, jabatan in p.jabatan.items()},
        {id: formulir.judul for p in proyek for id, formulir in p.formulir.items()},
        {id: law.singkat or law.judul for p in proyek for id, law in p.peraturan.items()},
        {slug: sop.judul for p in proyek for slug, sop in p.sop.items()},
        {id: unit.nama for p in proyek for id, unit in p.instansi.unit.items()},
    )
