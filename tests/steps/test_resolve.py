"""What the short forms of the data format mean: implied links, joint steps, names that targets may use."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from generator.data.instansi import Instansi, Jabatan
from generator.data.library import Library
from generator.data.sop import Sop
from generator.steps.resolve import ResolvedSop, resolve


def laid_out(**data: Any) -> ResolvedSop:
    """An SOP "x" of an agency with the positions a to e."""
    sop = Sop.model_validate({"judul": "X", "pelaksana": ["a", "b", "c", "d", "e"], **data})
    jabatan = {id: Jabatan(nama=id.upper()) for id in "abcde"}
    return resolve(Library(Path(), Instansi(pemerintah="P", nama="N"), jabatan, sop={"x": sop}), "x")


def step(who: Any = "a", **data: Any) -> dict[str, Any]:
    return {"uraian": "Menulis", "pelaksana": who, **data}


def arrows(sop: ResolvedSop) -> list[str]:
    return [alur.nama for prosedur in sop.prosedur for alur in prosedur.bagan.alur if not alur.bersama]


def test_rows_follow_each_other_and_ends_are_capsules() -> None:
    sop = laid_out(langkah=[step(), step("b"), step("c")])
    assert arrows(sop) == ["1->2", "2->3"]
    assert [s.jenis for s in sop.prosedur[0].bagan.simbol] == ["terminator", "proses", "terminator"]


def test_joint_steps_are_a_chain_beside_the_leader() -> None:
    """No joint line runs through another partner, whoever leads."""
    for actors in (["a", "b", "c"], ["b", "a", "c"], ["c", "a", "b", "e"]):
        bagan = laid_out(langkah=[step(actors), step()]).prosedur[0].bagan
        column = {s.id: s.kolom for s in bagan.simbol}
        row = sorted(column[s.id] for s in bagan.simbol if s.baris == 0)
        joint = [sorted((column[a.dari], column[a.ke])) for a in bagan.alur if a.bersama]
        assert sorted(joint) == [list(pair) for pair in itertools.pairwise(row)]
        assert [a.nama for a in bagan.alur if not a.bersama] == ["1->2"]


def test_a_written_number_wins_over_a_made_up_kode() -> None:
    sop = laid_out(langkah=[step(no="2.2"), step(no="21", lanjut="22"), step(no="22")])
    assert [langkah.kode for langkah in sop.langkah] == ["22", "21", "22-2"]
    assert arrows(sop) == ["22->21", "21->22-2"]


def test_several_symbols_lead_to_the_next_and_the_last_to_the_next_row() -> None:
    simbol = [{"id": "p", "pelaksana": "a"}, {"id": "q", "pelaksana": "b", "keputusan": {"ya": "3", "tidak": "p"}}]
    sop = laid_out(langkah=[step(), {"uraian": "Memeriksa", "simbol": simbol}, step("c")])
    assert arrows(sop) == ["1->p", "p->q", "q->3", "q->p"]


def test_neighbours_of_a_step() -> None:
    sop = laid_out(langkah=[step(), step(keputusan={"ya": "3", "tidak": "1"}), step()])
    assert [(s.kode, s.label, s.kembali) for s in sop.find("2").sesudah] == [("3", "Ya", False), ("1", "Tidak", True)]
    assert [(s.kode, s.kembali) for s in sop.find("1").sebelum] == [("2", True)]


def test_the_flow_ends_where_it_says() -> None:
    sop = laid_out(langkah=[step(lanjut=["2", "3"]), step(lanjut="selesai"), step("b", jenis="selesai"), step("c")])
    assert arrows(sop) == ["1->2", "1->3"]


def test_procedures_count_anew_and_confirmations_name_one_step() -> None:
    note = {"bagian": "langkah.pelaksana", "judul": "Siapa", "sebab": "Kosong", "perkiraan": "ya"}
    sop = laid_out(
        prosedur=[{"langkah": [step(), step()]}, {"langkah": [step(), step()]}],
        konfirmasi=[{**note, "langkah": ["2-1"]}],
        catatan_kaki={"*": "Berlaku untuk semua"},
    )
    assert [(langkah.kode, langkah.no) for langkah in sop.langkah] == [
        ("1-1", "1"),
        ("1-2", "2"),
        ("2-1", "1"),
        ("2-2", "2"),
    ]
    assert [langkah.kode for langkah in sop.langkah if langkah.perkiraan] == ["2-1"]
    assert [prosedur.bagan.catatan_kaki for prosedur in sop.prosedur] == [(("*", "Berlaku untuk semua"),)] * 2


def test_merged_cells_span_the_rows_below() -> None:
    waktu = {"waktu": "1 hari"}
    sop = laid_out(langkah=[step(mutu_baku=waktu), step(mutu_baku={"gabung": "waktu"}), step(mutu_baku=waktu)])
    assert [baris.mutu[1].rentang for baris in sop.prosedur[0].bagan.baris] == [2, 0, 1]


def test_a_unit_in_the_head_is_not_repeated_in_the_cell() -> None:
    sop = laid_out(
        tabel={"mutu_baku": {"waktu": "Waktu (Menit)"}},
        langkah=[step(mutu_baku={"waktu": "15 menit"}), step(mutu_baku={"waktu": "2 jam"})],
    )
    bagan = sop.prosedur[0].bagan
    assert [baris.mutu[0].butir for baris in bagan.baris] == [("15",), ("2 jam",)]
    assert bagan.kepala_mutu == ("Waktu (Menit)",)
