"""What one actor does: the index of all actors, and one page for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.instansi import Jabatan
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.halaman import Halaman
from generator.pages.lembar import LembarLangkah
from generator.pages.situs import Situs, waktu_of
from generator.pages.tampilan import make_halaman

_JENIS = {"jabatan": "Jabatan", "tim": "Tim", "luar": "Pihak luar", "sistem": "Sistem"}


@dataclass(frozen=True, slots=True)
class _Bagian:
    """The steps of one actor in one SOP."""

    sop: SopTersusun
    lembar: tuple[LembarLangkah, ...]


def render_pelaksana(situs: Situs, lembar: dict[str, Sequence[LembarLangkah]]) -> list[Halaman]:
    """The page pelaksana/ and one for each actor; ``lembar``: slug of an SOP -> the sheets of its steps."""
    return [_index(situs), *(_page(situs, id, lembar) for id in situs.pelaksana)]


def _index(situs: Situs) -> Halaman:
    groups: dict[str, list[tuple[str, Jabatan | None, int, int]]] = {}
    for id, uses in situs.pelaksana.items():
        known = situs.proyek.jabatan.get(id)
        kind = _JENIS[known.jenis if known else "jabatan"]
        groups.setdefault(kind, []).append((id, known, len(uses), len({use.sop.slug for use in uses})))
    return make_halaman(situs, "pelaksana_index.html", "pelaksana", "Pelaksana", kelompok=groups)


def _page(situs: Situs, id: str, lembar: dict[str, Sequence[LembarLangkah]]) -> Halaman:
    uses = situs.pelaksana[id]
    slugs = dict.fromkeys(use.sop.slug for use in uses)
    own = {slug: tuple(sheet for sheet in lembar[slug] if id in sheet.langkah.pelaksana) for slug in slugs}
    parts = [_Bagian(situs.sop[slug], sheets) for slug, sheets in own.items()]
    steps = tuple(use.langkah for use in uses)
    return make_halaman(
        situs,
        "pelaksana.html",
        f"pelaksana/{id}",
        situs.nama_jabatan(id),
        id_pelaksana=id,
        jabatan=situs.proyek.jabatan.get(id),
        jenis=_JENIS[situs.proyek.jabatan[id].jenis] if id in situs.proyek.jabatan else _JENIS["jabatan"],
        bagian=parts,
        jumlah=len(steps),
        waktu=waktu_of(steps),
        perlu=sum(1 for step in steps if step.konfirmasi),
        formulir=_forms(situs, steps),
    )


def _forms(situs: Situs, steps: Sequence[LangkahTersusun]) -> list[str]:
    ids = dict.fromkeys(id for step in steps for id in step.data.formulir)
    return [id for id in ids if id in situs.proyek.formulir]
