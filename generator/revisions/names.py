"""What ids are called: today, and in an SOP that was signed; what was renamed between the two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.data.fingerprint import form_fingerprint, names_fingerprint
from generator.data.instansi import Instansi, Label
from generator.data.library import Library
from generator.data.memo import per_object
from generator.data.references import keys_naming
from generator.data.signed_names import SignedNames
from generator.data.sop import Sop
from generator.revisions.in_force import TERBIT

KATA_INSTANSI = ("pemerintah", "nama", "nama_tampil", "tempat", "tanda_tangan", "kaki_elektronik")
"""The fields of the agency that an SOP prints as they are written; ``alamat`` and ``logo`` are kept beside them."""
SEBUTAN: Mapping[str, str] = {
    "instansi": "instansi", "label": "label", "unit": "nama unit", "jabatan": "nama jabatan",
    "jabatan_lengkap": "nama lengkap jabatan", "peraturan": "judul peraturan",
    "peraturan_singkat": "nama singkat peraturan", "sop": "judul SOP", "formulir": "judul formulir",
    "kode_formulir": "isi formulir",
}  # fmt: skip
"""What is renamed, in the reader's words, by the part of ``SignedNames``."""
_BAGIAN_INSTANSI: Mapping[str, str] = {
    "pemerintah": "nama pemerintah daerah", "nama": "nama instansi", "nama_tampil": "nama instansi dalam kalimat",
    "tempat": "tempat pada formulir", "alamat": "alamat instansi", "tanda_tangan": "cara tanda tangan",
    "kaki_elektronik": "kaki tanda tangan elektronik", "logo": "gambar logo",
}  # fmt: skip


_BAWAAN: Mapping[tuple[str, str], str] = {
    ("instansi", "tanda_tangan"): Instansi.model_fields["tanda_tangan"].default,
    **{("label", key): field.default for key, field in Label.model_fields.items()},
}
"""What is printed where the agency says nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id; an id without a name is called by itself. ``kini``: the project of today's names."""

    jabatan: Mapping[str, str] = field(default_factory=dict)
    formulir: Mapping[str, str] = field(default_factory=dict)
    peraturan: Mapping[str, str] = field(default_factory=dict)
    sop: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    kini: Library | None = None

    def rujukan(self, nilai: Mapping[str, Any]) -> str:
        """A reference to another SOP (``judul`` or ``sop``) as read."""
        slug = str(nilai.get("sop", ""))
        return str(nilai["judul"]) if "judul" in nilai else f"SOP {self.sop.get(slug, slug)}"


def library_names(*proyek: Library) -> Names:
    """The names of data folders; where several know an id, the last one's name counts."""
    return Names(
        {id: jabatan.nama for p in proyek for id, jabatan in p.jabatan.items()},
        {id: formulir.judul for p in proyek for id, formulir in p.formulir.items()},
        {id: law.singkat or law.judul for p in proyek for id, law in p.peraturan.items()},
        {slug: sop.judul for p in proyek for slug, sop in p.sop.items()},
        {id: unit.nama for p in proyek for id, unit in p.instansi.unit.items()},
        proyek[-1] if proyek else None,
    )


@dataclass(frozen=True, slots=True)
class Renaming:
    """Something that is called otherwise. ``jenis``: the part of ``SignedNames``; ``lama`` or ``baru`` "" = none."""

    jenis: str
    id: str
    lama: str
    baru: str

    @property
    def hal(self) -> str:
        """What it is, in the reader's words."""
        if self.jenis == "instansi":
            return _BAGIAN_INSTANSI.get(self.id, self.id)
        return f"{SEBUTAN[self.jenis]} '{self.id}'" if self.jenis in ("label", "kode_formulir") else SEBUTAN[self.jenis]

    @property
    def coded(self) -> bool:
        """Whether only a fingerprint is kept of it (a form's content, the emblem): prints have today's."""
        return self.jenis == "kode_formulir" or (self.jenis, self.id) == ("instansi", "logo")

    @property
    def sentence(self) -> str:
        """The change in a sentence without its capital."""
        if self.coded:
            return f"{self.hal} berubah"
        lines = (words.replace("\n", " / ") for words in (self.lama, self.baru))
        was, now = (f"'{line}'" if line else "kosong" for line in lines)
        return f"{self.hal} berubah dari {was} menjadi {now}"


@per_object
def ids_of(sop: Sop) -> Mapping[str, tuple[str, ...]]:
    """The ids that an SOP names, by kind (jabatan, peraturan, formulir, sop, unit), in the order of the file."""
    return ids_in(sop.model_dump(mode="json", exclude_defaults=True, exclude={"nama_terbit"}))


def ids_in(written: Any) -> dict[str, tuple[str, ...]]:
    """The same of an SOP as plain values."""
    keys = keys_naming(Sop)
    found: dict[str, dict[str, None]] = {kind: {} for kind in keys.values()}

    def walk(value: Any, kind: str) -> None:
        if isinstance(value, str):
            if kind:
                found[kind][value] = None
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                walk(inner, keys.get(key, "") if not isinstance(inner, Mapping) else "")
        elif isinstance(value, (list, tuple)):
            for item in value:
                walk(item, kind)

    walk(written, "")
    return {kind: tuple(ids) for kind, ids in found.items()}


def freeze_names(proyek: Library, sop: Sop) -> SignedNames:
    """The names that ``sop`` prints, as they are in ``proyek``."""
    ids = ids_of(sop)
    jabatan = {id: proyek.jabatan[id] for id in ids["jabatan"] if id in proyek.jabatan}
    laws = {id: proyek.peraturan[id] for id in ids["peraturan"] if id in proyek.peraturan}
    forms = {id: proyek.formulir[id] for id in ids["formulir"] if id in proyek.formulir}
    unit = proyek.instansi.unit
    names = SignedNames(
        sidik="-",
        instansi=_agency(proyek),
        label=proyek.instansi.label.model_dump(exclude_defaults=True),
        unit={id: unit[id].nama for id in ids["unit"] if id in unit},
        jabatan={id: one.nama for id, one in jabatan.items()},
        jabatan_lengkap={id: one.lengkap for id, one in jabatan.items() if one.lengkap},
        peraturan={id: law.judul for id, law in laws.items()},
        peraturan_singkat={id: law.singkat for id, law in laws.items() if law.singkat},
        sop={slug: proyek.sop[slug].judul for slug in ids["sop"] if slug in proyek.sop},
        formulir={id: form.judul for id, form in forms.items()},
        kode_formulir={id: form_fingerprint(form) for id, form in forms.items()},
    )
    return names.model_copy(update={"sidik": names_fingerprint(sop.sidik, names)})


def _agency(proyek: Library) -> dict[str, str]:
    instansi = proyek.instansi
    words: dict[str, str | None] = {key: getattr(instansi, key) for key in KATA_INSTANSI}
    words |= {"alamat": "\n".join(instansi.alamat), "logo": logo_mark(proyek)}
    return {key: value for key, value in words.items() if value and value != _BAWAAN.get(("instansi", key))}


def logo_mark(proyek: Library) -> str:
    """The fingerprint of the agency's emblem (16 hex digits); "" = it has none."""
    return hashlib.sha256(proyek.logo).hexdigest()[:16] if proyek.logo else ""


def names_of(sop: Sop, proyek: Library | None) -> SignedNames | None:
    """The names that ``sop`` is printed with: those it was signed with; of a draft those in ``proyek``. None: it was
    published before names were kept, so nobody knows what they were."""
    if sop.nama_terbit is not None or proyek is None or sop.status in TERBIT:
        return sop.nama_terbit
    return freeze_names(proyek, sop)


def renamed(lama: SignedNames | None, baru: SignedNames | None) -> Iterator[Renaming]:
    """What both know under other names. What the agency has only in one of them counts too."""
    if lama is None or baru is None:
        return
    for kind in SEBUTAN:
        old, new = getattr(lama, kind), getattr(baru, kind)
        for id in dict.fromkeys((*old, *new)):
            was, now = (names.get(id, _BAWAAN.get((kind, id), "")) for names in (old, new))
            if was != now and _in_both(lama, baru, kind, id):
                yield Renaming(kind, id, was, now)


def _in_both(lama: SignedNames, baru: SignedNames, kind: str, id: str) -> bool:
    """Whether both versions name the thing at all: a position that joined has no other name than before."""
    base = kind.removesuffix("_lengkap").removesuffix("_singkat")
    return kind in ("instansi", "label") or (id in getattr(lama, base) and id in getattr(baru, base))
