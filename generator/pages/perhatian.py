"""What still needs a person: open confirmations by SOP and by part, and the findings of the check."""

from __future__ import annotations

from dataclasses import dataclass

from generator.data.sop import BAGIAN_KONFIRMASI, Konfirmasi
from generator.pages.halaman import Halaman
from generator.pages.situs import Situs
from generator.pages.tampilan import make_halaman


@dataclass(frozen=True, slots=True)
class _Berkas:
    """The open confirmations of one SOP or form, by part; ``kunci``: its page; ``slug``: of an SOP, else ""."""

    judul: str
    kunci: str
    slug: str
    bagian: dict[str, list[tuple[int, Konfirmasi]]]

    @property
    def jumlah(self) -> int:
        """How many are open."""
        return sum(len(notes) for notes in self.bagian.values())


def render_perhatian(situs: Situs) -> Halaman:
    """The page perhatian/."""
    files = _files(situs)
    by_part = {
        nama: [(file, number, note) for file in files for number, note in file.bagian.get(nama, ())]
        for nama in BAGIAN_KONFIRMASI.values()
    }
    return make_halaman(
        situs,
        "perhatian.html",
        "perhatian",
        "Perlu perhatian",
        {"search": {"exclude": True}},
        berkas=files,
        menurut_berkas=_sections(files),
        menurut_bagian={nama: notes for nama, notes in by_part.items() if notes},
        jumlah=sum(file.jumlah for file in files),
        temuan=situs.konteks.temuan,
    )


def _sections(files: list[_Berkas]) -> list[tuple[str, list[_Berkas]]]:
    """One section for each SOP ("" and itself), one for all forms, which have few confirmations each."""
    forms = [file for file in files if not file.slug]
    sops: list[tuple[str, list[_Berkas]]] = [("", [file]) for file in files if file.slug]
    return [*sops, ("Formulir", forms)] if forms else sops


def _files(situs: Situs) -> list[_Berkas]:
    """SOPs, then forms, most open confirmations first."""
    sops = [_file(sop.judul, f"sop/{slug}", slug, sop.konfirmasi) for slug, sop in situs.proyek.sop.items()]
    forms = [_file(f.judul, f"formulir/{slug}", "", f.konfirmasi) for slug, f in situs.proyek.formulir.items()]
    return [file for group in (sops, forms) for file in sorted(group, key=lambda f: -f.jumlah) if file.jumlah]


def _file(title: str, key: str, slug: str, notes: tuple[Konfirmasi, ...]) -> _Berkas:
    parts: dict[str, list[tuple[int, Konfirmasi]]] = {}
    for number, note in enumerate(notes, start=1):
        parts.setdefault(note.nama_bagian, []).append((number, note))
    ordered = {nama: parts[nama] for nama in BAGIAN_KONFIRMASI.values() if nama in parts}
    return _Berkas(title, key, slug, ordered)
