"""Each shape that real SOPs contain is present in the example that shows it, on the laid out graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

import pytest

from generator.data.library import Library
from generator.steps.graph import Chart, ChartArrow, ChartSymbol
from generator.steps.resolve import ResolvedSop

Has = Callable[[Chart], bool]


def _symbol(bagan: Chart, id: str) -> ChartSymbol:
    return next(simbol for simbol in bagan.simbol if simbol.id == id)


def _span(bagan: Chart, alur: ChartArrow) -> int:
    """Rows that an arrow leads down; negative = back up."""
    return _symbol(bagan, alur.ke).baris - _symbol(bagan, alur.dari).baris


def _arrows(bagan: Chart) -> list[ChartArrow]:
    return [alur for alur in bagan.alur if not alur.bersama]


def _loops(bagan: Chart, target: str) -> list[ChartArrow]:
    """Arrows back up to a symbol of this kind."""
    return [a for a in _arrows(bagan) if _span(bagan, a) < 0 and _symbol(bagan, a.ke).jenis == target]


def _starts(bagan: Chart) -> int:
    return sum(
        s.jenis == "terminator" and not bagan.arrows_in(s.id) and bool(bagan.arrows_out(s.id)) for s in bagan.simbol
    )


def _ends(bagan: Chart) -> int:
    return sum(
        s.jenis == "terminator" and not bagan.arrows_out(s.id) and not _is_partner(bagan, s) for s in bagan.simbol
    )


def _end_in_mid_table(bagan: Chart) -> bool:
    inner = [s for s in bagan.simbol if 0 < s.baris < len(bagan.baris) - 1]
    return any(s.jenis == "terminator" and not bagan.arrows_out(s.id) for s in inner)


def _is_partner(bagan: Chart, simbol: ChartSymbol) -> bool:
    return any(alur.bersama and alur.ke == simbol.id for alur in bagan.alur)


def _exits(bagan: Chart, jenis: str) -> set[int]:
    """How many arrows leave the symbols of this kind."""
    return {len(bagan.arrows_out(s.id)) for s in bagan.simbol if s.jenis == jenis}


def _labels(bagan: Chart, jenis: str) -> set[str]:
    return {alur.label for s in bagan.simbol if s.jenis == jenis for alur in bagan.arrows_out(s.id)} - {""}


def _only_yes_and_no(bagan: Chart) -> bool:
    return _exits(bagan, "keputusan") == {2} and _labels(bagan, "keputusan") == {"Ya", "Tidak"}


def _cells(bagan: Chart) -> Counter[tuple[int, int]]:
    return Counter((s.baris, s.kolom) for s in bagan.simbol)


def _kinds_in_cell(bagan: Chart) -> list[list[str]]:
    """The kinds of symbols, top to bottom, of the cells that hold several."""
    cells = [cell for cell, count in _cells(bagan).items() if count > 1]
    return [[s.jenis for s in bagan.simbol if (s.baris, s.kolom) == cell] for cell in cells]


def _chain(bagan: Chart) -> int:
    """Symbols of the longest chain of arrows within one row, across columns."""
    inside = [a for a in _arrows(bagan) if _span(bagan, a) == 0]
    rows = Counter(_symbol(bagan, a.dari).baris for a in inside)
    return max(rows.values(), default=0) + 1


def _decisions_in_row(bagan: Chart) -> int:
    return max(Counter(s.baris for s in bagan.simbol if s.jenis == "keputusan").values())


def _joint(bagan: Chart, *, atau: bool) -> int:
    """The most pelaksana that act together (``atau``: either/or) in one row."""
    lines = [a for a in bagan.alur if a.bersama and a.atau == atau]
    rows = Counter(_symbol(bagan, a.dari).baris for a in lines)
    return max(rows.values(), default=0) + 1


def _joint_decision(bagan: Chart) -> bool:
    return any(a.bersama and _symbol(bagan, a.dari).jenis == "keputusan" for a in bagan.alur)


def _merges(bagan: Chart) -> bool:
    """A symbol that two forward arrows reach."""
    forward = Counter(a.ke for a in _arrows(bagan) if _span(bagan, a) > 0)
    return max(forward.values()) >= 2


def _parallel(bagan: Chart) -> bool:
    """Two branches of a fork that both cross at least one whole row: they are cut together at a page's end."""
    forks = [bagan.arrows_out(s.id) for s in bagan.simbol if s.jenis == "proses" and len(bagan.arrows_out(s.id)) > 1]
    return any(max(_span(bagan, a) for a in fork) >= 3 for fork in forks)


def _nested_heads(bagan: Chart) -> bool:
    return any(a.kelompok and a.kelompok == b.kelompok for a, b in pairwise(bagan.kolom))


def _merged_cells(bagan: Chart) -> bool:
    return any(sel.rentang == 2 for baris in bagan.baris for sel in baris.mutu)


def _cell_list(bagan: Chart) -> bool:
    return any(len(sel.butir) > 1 for baris in bagan.baris for sel in (*baris.mutu, baris.keterangan))


def _longest(bagan: Chart) -> int:
    return max(sum(map(len, baris.uraian.butir)) for baris in bagan.baris)


def _empty_times(bagan: Chart) -> bool:
    return any(not baris.mutu[bagan.waktu_ke].butir and baris.mutu[bagan.waktu_ke].rentang for baris in bagan.baris)


SHAPES: list[tuple[str, str, Has]] = [
    ("straight", "surat-masuk-buku-agenda", lambda b: [_span(b, a) for a in b.alur] == [1] * (len(b.baris) - 1)),
    ("two exits", "surat-masuk", _only_yes_and_no),
    ("three exits", "surat-keluar", lambda b: 3 in _exits(b, "keputusan")),
    ("free labels", "peminjaman-kendaraan", lambda b: "Roda empat" in _labels(b, "keputusan")),
    ("labels on a process", "pengaduan-warga", lambda b: _labels(b, "proses") == {"Tuntas", "Terkendala"}),
    ("loop to a terminator", "surat-keterangan", lambda b: bool(_loops(b, "terminator"))),
    ("loop to a decision", "surat-keluar", lambda b: bool(_loops(b, "keputusan"))),
    ("skip over seven rows", "surat-keterangan", lambda b: any(_span(b, a) == 8 for a in _arrows(b))),
    ("long skip to another end", "pengaduan-warga", lambda b: any(_span(b, a) == 10 for a in _arrows(b))),
    ("fork", "pengaduan-warga", lambda b: 2 in _exits(b, "proses")),
    ("merge", "peminjaman-kendaraan", _merges),
    ("parallel branches", "perjalanan-dinas", _parallel),
    ("several starts", "peminjaman-ruang-rapat", lambda b: _starts(b) == 2),
    ("several ends", "peminjaman-ruang-rapat", lambda b: _ends(b) == 2),
    ("end in mid-table", "pelayanan-tamu", _end_in_mid_table),
    ("no end in the last row", "penghapusan-barang-rusak", lambda b: b.simbol[-1].jenis == "proses"),
    ("joint, two", "peminjaman-ruang-rapat", lambda b: _joint(b, atau=False) == 2),
    ("joint, three", "perjalanan-dinas", lambda b: _joint(b, atau=False) == 3),
    ("joint decision", "perjalanan-dinas", _joint_decision),
    ("either/or", "peminjaman-kendaraan", lambda b: _joint(b, atau=True) == 2),
    ("chain across columns", "pengaduan-warga", lambda b: _chain(b) >= 3),
    ("process and decision in a cell", "pengaduan-warga", lambda b: ["proses", "keputusan"] in _kinds_in_cell(b)),
    ("two decisions in a row", "pengaduan-warga", lambda b: _decisions_in_row(b) == 2),
    ("text in a symbol", "pelayanan-tamu", lambda b: {"Mulai", "Ada?", "Selesai"} <= {s.teks for s in b.simbol}),
    ("nested column heads", "surat-keluar", _nested_heads),
    ("renamed columns", "surat-keterangan", lambda b: b.kepala_mutu == ("Persyaratan", "Lama Pelayanan", "Hasil")),
    ("renamed kegiatan", "surat-keterangan", lambda b: b.kepala_uraian == "Uraian Kegiatan"),
    ("renamed keterangan", "surat-keterangan", lambda b: b.kepala_keterangan == "Catatan"),
    ("reordered columns", "surat-keluar", lambda b: b.waktu_ke == 2 and len(b.kepala_mutu) == 3),
    ("unit in the head", "surat-keluar", lambda b: {r.mutu[b.waktu_ke].butir for r in b.baris} >= {("60",), ("20",)}),
    ("absent column", "pelayanan-tamu", lambda b: b.kepala_mutu == ("Waktu", "Output") and b.waktu_ke == 0),
    ("absent keterangan", "peminjaman-kendaraan", lambda b: b.kepala_keterangan == ""),
    ("own title of the table", "surat-keluar", lambda b: b.judul.startswith("Alur Pemeriksaan")),
    ("merged cells", "peminjaman-kendaraan", _merged_cells),
    ("row without a number", "surat-keterangan", lambda b: b.baris[2].no == "" and b.baris[3].no == "3"),
    ("footnotes", "pengaduan-warga", lambda b: [mark for mark, _ in b.catatan_kaki] == ["*", "**"]),
    ("list in a cell", "surat-keluar", _cell_list),
    ("paragraphs", "pengaduan-warga", lambda b: any(len(baris.uraian.butir) == 3 for baris in b.baris)),
    ("a step of some 650 letters", "pengaduan-warga", lambda b: 640 <= _longest(b) <= 700),
    ("empty times", "perjalanan-dinas", _empty_times),
    ("two columns", "pelayanan-tamu", lambda b: len(b.kolom) == 2),
    ("ten columns", "perjalanan-dinas", lambda b: len(b.kolom) == 10),
    ("thirty steps", "perjalanan-dinas", lambda b: len(b.baris) >= 30),
    ("assumed pelaksana", "peminjaman-ruang-rapat", lambda b: any(s.perkiraan for s in b.simbol)),
    ("assumed flow", "peminjaman-ruang-rapat", lambda b: any(a.perkiraan for a in b.alur)),
]


@pytest.mark.parametrize(("slug", "has"), [(slug, has) for _, slug, has in SHAPES], ids=[name for name, _, _ in SHAPES])
def test_shape(tersusun: Mapping[str, ResolvedSop], slug: str, has: Has) -> None:
    assert has(tersusun[slug].prosedur[0].bagan)


def test_no_shape_is_in_every_chart(tersusun: Mapping[str, ResolvedSop]) -> None:
    """A predicate that holds for everything would show nothing."""
    charts = list(_charts(tersusun))
    decisions = [b for b in charts if any(s.jenis == "keputusan" for s in b.simbol)]
    for name, _, has in SHAPES:
        assert not all(has(bagan) for bagan in decisions), name


def test_loops_over_one_to_eight_rows(tersusun: Mapping[str, ResolvedSop]) -> None:
    spans = {-_span(bagan, alur) for bagan in _charts(tersusun) for alur in _arrows(bagan)}
    assert {1, 2, 3, 4, 5, 6, 7, 8} <= spans


def test_times_of_every_kind(tersusun: Mapping[str, ResolvedSop]) -> None:
    times = {item for bagan in _charts(tersusun) for baris in bagan.baris for item in baris.mutu[bagan.waktu_ke].butir}
    wanted = {"15 menit", "1 jam", "1 hari kerja", "1 - 20 Hari Kerja", "5-10 menit", "1 minggu", "2 minggu", "1 bulan",
              "Segera", "Sesuai kebutuhan", "-"}  # fmt: skip
    assert wanted <= times


def test_several_procedures_with_restarting_numbers(tersusun: Mapping[str, ResolvedSop]) -> None:
    first, second, third = tersusun["persediaan-barang"].prosedur
    assert [[step.no for step in p.langkah][:3] for p in (first, second, third)] == [["1", "2", "3"]] * 3
    assert [step.kode for step in second.langkah][:2] == ["2-1", "2-2"]
    assert len({tuple(kolom.id for kolom in p.bagan.kolom) for p in (first, second, third)}) == 3
    assert len({p.bagan.kepala_mutu for p in (first, second, third)}) == 3
    assert {"terminator", "proses"} == set(_kinds_in_cell(first.bagan)[0])
    assert _chain(first.bagan) == 4
    assert _ends(first.bagan) == 2
    assert _joint(third.bagan, atau=True) == 2


def test_outsiders_teams_and_systems_act(proyek: Library, tersusun: Mapping[str, ResolvedSop]) -> None:
    columns = {kolom.id for bagan in _charts(tersusun) for kolom in bagan.kolom}
    acting = {bagan.kolom[s.kolom].id for bagan in _charts(tersusun) for s in bagan.simbol}
    assert columns == acting
    assert {proyek.jabatan[id].jenis for id in acting} == {"jabatan", "tim", "luar", "sistem"}


def test_related_by_slug_and_by_title(proyek: Library) -> None:
    related = [rujukan for sop in proyek.sop.values() for rujukan in sop.keterkaitan]
    assert any(rujukan.sop for rujukan in related)
    assert any(rujukan.judul for rujukan in related)


def test_revoked_regulation_names_its_successor(proyek: Library) -> None:
    revoked = {
        id for id, peraturan in proyek.peraturan.items() if peraturan.status == "dicabut" and peraturan.pengganti
    }
    assert any(revoked & set(sop.dasar_hukum) for sop in proyek.sop.values())


def _charts(tersusun: Mapping[str, ResolvedSop]) -> Iterable[Chart]:
    return (prosedur.bagan for sop in tersusun.values() for prosedur in sop.prosedur)
