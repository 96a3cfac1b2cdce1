"""What an SOP is connected with: the SOPs, forms and regulations that it names, and the SOPs that name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.data.proyek import Proyek
from generator.data.sop import Rujukan, Sop
from generator.flow.bagan import title_of
from generator.flow.baris import diagrams
from generator.pages.halaman import path_of, url_from
from generator.pages.peta_svg import Garis, Kotak, gambar
from generator.pages.situs import Situs

BANYAK_TETANGGA = 8
"""So many neighbours of each kind stand around an SOP on its page; its lists have all."""
_SALING = "SOP, saling merujuk"


@dataclass(frozen=True, slots=True)
class Tetangga:
    """All that an SOP names: SOPs by slug, titles of SOPs that are not in the library, forms, regulations; and the
    SOPs that name it (``dirujuk``)."""

    sop: tuple[str, ...]
    belum: tuple[str, ...]
    formulir: tuple[str, ...]
    peraturan: tuple[str, ...]
    dirujuk: tuple[str, ...]


def tetangga_of(situs: Situs, slug: str) -> Tetangga:
    """The neighbours of an SOP, each once, in the order in which it names them."""
    proyek = situs.proyek
    sop = proyek.sop[slug]
    named = list(_references(sop))
    steps = [row.data for diagram in diagrams(sop) for row in diagram.baris]
    return Tetangga(
        _once(r.sop for r in named if r.sop in proyek.sop and r.sop != slug),
        _once(title_of(proyek, r) for r in named if r.sop not in proyek.sop),
        _once(id for step in steps for id in step.formulir if id in proyek.formulir),
        _once(id for id in sop.dasar_hukum if id in proyek.peraturan),
        tuple(other for other in situs.dirujuk.get(slug, ()) if other != slug),
    )


def _references(sop: Sop) -> Iterable[Rujukan]:
    yield from sop.keterkaitan
    for diagram in diagrams(sop):
        for row in diagram.baris:
            yield from row.data.sop_terkait


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def ket_peraturan(proyek: Proyek, id: str) -> str:
    """What stands below a regulation's name in a picture."""
    return "Peraturan, dicabut" if proyek.peraturan[id].status == "dicabut" else "Peraturan"


def gambar_tetangga(situs: Situs, slug: str) -> str:
    """An SOP with its neighbours around it: left what it rests on and who names it, right what it names and uses."""
    proyek, near = situs.proyek, tetangga_of(situs, slug)
    left = [
        *(Kotak(f"peraturan/{id}", "peraturan", proyek.peraturan[id].nama_singkat, f"peraturan/{id}",
                ket_peraturan(proyek, id)) for id in near.peraturan[:BANYAK_TETANGGA]),
        *(Kotak(f"dari/{other}", "sop", proyek.sop[other].judul, f"sop/{other}", "SOP, merujuk ke sini")
          for other in near.dirujuk[:BANYAK_TETANGGA] if other not in near.sop),
    ]  # fmt: skip
    right = [
        *(Kotak(f"sop/{other}", "sop", proyek.sop[other].judul, f"sop/{other}",
                _SALING if other in near.dirujuk else "SOP") for other in near.sop[:BANYAK_TETANGGA]),
        *(Kotak(f"belum/{title}", "belum", title, "", "belum ada di pustaka")
          for title in near.belum[:BANYAK_TETANGGA]),
        *(Kotak(f"formulir/{id}", "formulir", proyek.formulir[id].judul, f"formulir/{id}", "Formulir")
          for id in near.formulir[:BANYAK_TETANGGA]),
    ]  # fmt: skip
    if not left and not right:
        return ""
    middle = Kotak("ini", "pusat", proyek.sop[slug].judul)
    lines = [
        *(Garis(box.id, "ini", box.jenis == "sop") for box in left),
        *(Garis("ini", box.id, box.jenis in ("sop", "belum"), box.ket == _SALING) for box in right),
    ]
    columns = [[box.id for box in left], ["ini"], [box.id for box in right]]
    return gambar([*left, middle, *right], lines, url_from(path_of(f"sop/{slug}")), columns)
