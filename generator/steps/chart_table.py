"""The table around the flow: heads, columns and text cells of one procedure, as its SOP names and orders them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.data.italics import lines_of
from generator.data.langkah import CellColumn, Langkah, MutuKolom, SopReference
from generator.data.library import Library
from generator.steps.graph import BLANK, Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol
from generator.steps.rows import NO_ACTOR, WrittenDiagram, left_blank, merged_from

JOINT_COLUMN = "Alur"
"""The head of the one column of symbols in a table without lanes."""


def make_bagan(
    proyek: Library,
    diagram: WrittenDiagram,
    judul: str,
    id: str,
    simbol: tuple[ChartSymbol, ...],
    alur: tuple[ChartArrow, ...],
) -> Chart:
    """The chart of one procedure; ``id`` is unique among all charts of the site."""
    baris, tabel = diagram.baris, diagram.tabel
    label = proyek.instansi.label
    heads: Mapping[MutuKolom, str] = {"kelengkapan": label.kelengkapan, "waktu": label.waktu, "output": label.output}
    chosen = tabel.mutu_baku if tabel.mutu_baku is not None else dict.fromkeys(heads)
    columns = {nama: chosen[nama] or heads[nama] for nama in chosen}
    order = tuple(columns)
    steps = [row.data for row in baris]
    merged = {nama: _spans(steps, nama) for nama in order}
    remarks = _spans(steps, "keterangan")
    return Chart(
        id=id,
        judul=judul,
        kolom=(ChartColumn(NO_ACTOR, tabel.pelaksana or JOINT_COLUMN),)
        if tabel.tanpa_pelaksana
        else tuple(
            ChartColumn(id, proyek.jabatan[id].nama if id in proyek.jabatan else id, kelompok.kelompok or "")
            for kelompok in diagram.prosedur.pelaksana or ()
            for id in kelompok.pelaksana
        ),
        baris=tuple(
            ChartRow(
                kode=row.kode,
                no=row.no,
                uraian=_cell(lines_of(row.data.uraian)),
                mutu=tuple(_mutu(proyek, row.data, nama, columns[nama], merged[nama][row.urut]) for nama in order),
                keterangan=_remarks(proyek, row.data, remarks[row.urut]),
                fase=row.data.fase or "",
            )
            for row in baris
        ),
        simbol=simbol,
        alur=alur,
        kepala_no=tabel.no or label.no,
        kepala_uraian=tabel.uraian or label.uraian,
        kepala_pelaksana=""
        if tabel.tanpa_kepala_pelaksana or tabel.tanpa_pelaksana
        else tabel.pelaksana or label.pelaksana,
        kepala_kelompok_mutu=tabel.kepala_mutu_baku or label.mutu_baku,
        kepala_mutu=tuple(columns.values()),
        waktu_ke=order.index("waktu") if "waktu" in order else -1,
        kepala_keterangan="" if tabel.tanpa_keterangan else tabel.keterangan or label.keterangan,
        catatan_kaki=tuple(diagram.prosedur.catatan_kaki.items()),
        nomor_kolom=tabel.nomor_kolom,
        sambungan_nomor=(tabel.sambungan or proyek.instansi.sambungan) == "nomor",
        simbol_berisi=proyek.instansi.simbol_berisi,
    )


def _spans(langkah: Sequence[Langkah], nama: CellColumn) -> list[int]:
    """How many rows the cell of each row covers in the column ``nama``; 0 = covered by the one above."""
    tops = Counter(merged_from(langkah, nama))
    return [tops[place] for place in range(len(langkah))]


def _cell(items: Sequence[str], links: Sequence[tuple[str, str]] = (), span: int = 1) -> ChartCell:
    return ChartCell(tuple(items), span, tuple(links))


def _mutu(proyek: Library, langkah: Langkah, nama: MutuKolom, head: str, span: int) -> ChartCell:
    value = getattr(langkah.mutu_baku, nama)
    items = (_without_unit(value, head),) if isinstance(value, str) else value or ()
    if left_blank(langkah, nama):
        return replace(BLANK, rentang=span)
    return _cell(items, form_links(proyek, langkah, items), span)


def _without_unit(waktu: str, head: str) -> str:
    """The time without a unit that the head already says: "15" under "Waktu (Menit)"."""
    unit = re.search(r"\((\w+)\)\s*$", head)
    return re.sub(rf"\s+{unit[1]}$", "", waktu, flags=re.IGNORECASE) if unit else waktu


def form_links(proyek: Library, langkah: Langkah, items: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Items that are the name of a blank form which the step uses, with the form's target key."""
    forms = {proyek.formulir[id].judul.casefold(): f"formulir/{id}" for id in langkah.formulir if id in proyek.formulir}
    return tuple((item, forms[item.casefold()]) for item in items if item.casefold() in forms) if forms else ()


def _remarks(proyek: Library, langkah: Langkah, span: int) -> ChartCell:
    """The remarks, linked where they name an SOP of this library that the step refers to."""
    linked = {title_of(proyek, r).casefold(): f"sop/{r.sop}" for r in langkah.sop_terkait if r.sop in proyek.sop}
    links = [(item, linked[item.casefold()]) for item in langkah.keterangan if item.casefold() in linked]
    return _cell(langkah.keterangan, links, span)


def title_of(proyek: Library, rujukan: SopReference) -> str:
    """The title of a referenced SOP as printed: "SOP ..." ."""
    if rujukan.judul is not None:
        return rujukan.judul
    sop = proyek.sop.get(rujukan.sop or "")
    return f"SOP {sop.judul}" if sop else f"SOP {rujukan.sop}"
