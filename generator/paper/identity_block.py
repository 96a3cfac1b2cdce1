"""The identity page: labels of the agency, values or the mark that they are not set, and the type that fits a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.data.base import TANPA_TANGGAL
from generator.data.blocks import grouped_numbers, is_subheading, list_numbers
from generator.data.library import Library
from generator.data.paper_size import Lembar
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.facts.print_words import BELUM_DIISI, BELUM_DITETAPKAN
from generator.facts.review_words import recorded_reviews
from generator.facts.revision_rows import RevisionRow, revision_rows
from generator.paper.common import PT, break_words, fold, jabatan_title
from generator.paper.signature_boxes import Signature, box_rows, signatures, whole_nips
from generator.steps.chart_table import title_of
from generator.text.measure import wrap

UKURAN = (11, 10.5, 10, 9.5, 9, 8.5)
"""Type sizes tried (pt), the largest that fits wins."""
UKURAN_LANJUT = 9.5
"""Where none fits, the identity goes on on a second page in this size."""
KOLOM = (0.40, 0.245, 0.355)
"""Shares of the width in the top block: agency, labels, values."""
_ISI = 4.0
"""Space left and right in a cell (mm)."""
_BARIS, _LONGGAR = 1.19, 0.5
"""Distance of two lines, and the part of it that a single line does not take (em)."""
_JUDUL, _LAMBANG, _RUANG_TANDA = 15.0, 27.0, 25.0
"""Heights (mm): the page's title with where the SOP stands, the emblem, the room for the signature."""

_NOMOR, _HARI = 22.0, 42.0
"""Widths of the columns of the table of revisions: the number, the day (mm)."""
DITINJAU = "Ditinjau sebelum terbit oleh"
"""Above the list of those who reviewed it."""
Pasangan = tuple[str, str]


class TextBox(NamedTuple):
    """The heading of a box and its items; ``headed``: some of them may be sub-headings."""

    title: str
    items: Sequence[str]
    headed: bool = False


def identitas_data(proyek: Library, slug: str, sop: Sop, lembar: Lembar, points: float | None = None) -> dict[str, Any]:
    """The page of a version of the SOP ``slug`` as data of the template; ``points``: its type size, None = the largest
    that fits."""
    label = proyek.instansi.label
    doubtful = {k.bagian for k in sop.konfirmasi if k.perkiraan}

    def mark(nama: str, *bagian: str) -> str:
        return nama + (" (?)" if doubtful & set(bagian) else "")

    made, effective = (format_date(day) if day else None for day in (sop.tanggal.pembuatan, sop.tanggal.efektif))
    fields = [
        (mark(label.nomor, "nomor"), sop.nomor or BELUM_DITETAPKAN),
        (mark(label.tanggal_pembuatan, "tanggal"), made or BELUM_DITETAPKAN),
        (mark(label.tanggal_revisi, "tanggal", "revisi"), _revised(sop) or BELUM_DITETAPKAN),
        (mark(label.tanggal_efektif, "tanggal"), effective or BELUM_DITETAPKAN),
        (mark(label.nama_sop, "judul"), sop.judul),
    ]
    signers = signatures(proyek, sop, doubtful="pengesahan" in doubtful)
    unit = _unit(proyek, sop)
    heads = [name for name in (proyek.instansi.pemerintah, proyek.instansi.nama) if name]
    address = proyek.instansi.alamat if proyek.instansi.alamat_identitas else ()
    agency = [*heads, *([mark(unit, "unit")] if unit else []), *address]
    peraturan = [proyek.peraturan[id].judul if id in proyek.peraturan else id for id in sop.dasar_hukum]
    headed = sop.anak_judul
    boxes = [
        TextBox(mark(label.dasar_hukum, "dasar_hukum"), peraturan),
        TextBox(mark(label.kualifikasi, "kualifikasi"), sop.kualifikasi, headed),
        TextBox(mark(label.keterkaitan, "keterkaitan"), [title_of(proyek, r) for r in sop.keterkaitan]),
        TextBox(mark(label.peralatan, "peralatan"), sop.peralatan, headed),
        TextBox(mark(label.peringatan, "peringatan"), sop.peringatan, headed),
        TextBox(mark(label.pencatatan, "pencatatan"), sop.pencatatan, headed),
    ]
    above = [TextBox(label.maksud_tujuan, sop.maksud_tujuan, headed)] if sop.maksud_tujuan else []
    below: list[TextBox] = []
    for section in sop.bagian_lain:
        title = mark(section.judul.removesuffix(":"), "bagian_lain")
        (below if section.di_bawah else above).append(TextBox(title, section.isi or [BELUM_DIISI], headed))
    if proyek.instansi.cetak_tinjauan and (reviews := _reviews(proyek, sop)):
        below.append(TextBox(DITINJAU, reviews))
    history = revision_rows(proyek, slug, sop) if proyek.instansi.cetak_riwayat else ()
    placed = _in_columns(agency, fields, signers, (above, boxes, below), history, lembar, points)
    return {**placed, "kepala_tebal": len(heads)}


def _in_columns(
    agency: list[str],
    fields: list[Pasangan],
    signers: Sequence[Signature],
    texts: tuple[Sequence[TextBox], Sequence[TextBox], Sequence[TextBox]],
    history: Sequence[RevisionRow],
    lembar: Lembar,
    points: float | None = None,
) -> dict[str, Any]:
    """Choose the type size, and let words break that are wider than their column. One signer stands in the top block,
    several below it. ``texts``: wide boxes, those that stand in pairs, and wide ones below them;
    ``history``: () = not printed."""
    width, height = lembar.room
    above, boxes, below = texts
    whole = width - _ISI - 5
    last = width - _NOMOR - _HARI - _ISI
    left, middle, right = (share * width - _ISI for share in KOLOM)
    half = width / 2 - _ISI - 5
    single = signers[0] if len(signers) == 1 else None
    side_by_side = [] if single else [(row, width / len(row) - _ISI) for row in box_rows(signers, width)]

    def needed(points: float) -> float:
        em = points * PT

        def lines(text: str, room: float, bold: bool = False) -> float:
            return sum(len(wrap(line, room, em, bold)) for line in text.split("\n")) * _BARIS * em

        def box(items: Sequence[str], room: float) -> float:
            listed = sum(lines(item, room) + 0.05 * em for item in items or [""])
            return (_BARIS - 2 * _LONGGAR) * em + 1.2 + listed + 3.2

        rest = 2.6 - _LONGGAR * em
        rows = [max(lines(label, middle), lines(value, right, True)) + rest for label, value in fields]
        hand = _RUANG_TANDA + rest
        sign = sum(lines(text, right, True) for text in single[1:]) + hand if single else 0
        beside = sum(
            sum(max(lines(text, room, True) for text in level) for level in zip(*row, strict=True)) + hand
            for row, room in side_by_side
        )
        head = beside + max(sum(rows) + sign, _LAMBANG + sum(lines(name, left, True) for name in agency) + 2.6)
        pairs = zip(boxes[::2], boxes[1::2], strict=True)
        body = sum(max(box(one.items, half), box(other.items, half)) for one, other in pairs)
        wide = sum(box(items, whole) + lines(title, whole, True) - _BARIS * em for title, items, _ in (*above, *below))
        told = (max(lines("\n".join(row.changes), last), lines(row.day, _HARI - _ISI)) + rest for row in history)
        return _JUDUL + head + body + wide + (sum(told) + 2 * (_BARIS * em + rest) if history else 0)

    if points is None:
        fitting = [points for points in UKURAN if needed(points) <= height] or [UKURAN_LANJUT]
        unbroken = (
            points for points in fitting if all(whole_nips(row, room, points * PT) for row, room in side_by_side)
        )
        points = next(unbroken, fitting[0])
    em = points * PT
    folded = [(break_words(label, middle, em), break_words(value, right, em, tebal=True)) for label, value in fields]
    return {
        "ukuran": points,
        "tinggi": needed(points),
        "kolom": [share * 100 for share in KOLOM],
        "instansi": [break_words(name, left, em, tebal=True) for name in agency],
        "isian": folded[:-1],
        "nama_sop": folded[-1],
        "pengesahan": single.folded(middle, right, em) if single else None,
        "penanda_tangan": [[one.folded(room, room, em) for one in row] for row, room in side_by_side],
        "atas": [_box(one, whole, em) for one in above],
        "kotak": [_box(one._replace(items=one.items or [BELUM_DIISI]), half, em) for one in boxes],
        "bawah": [_box(one, whole, em) for one in below],
        "riwayat": [
            [break_words(row.number, _NOMOR - _ISI, em), row.day, fold("\n".join(row.changes), last, em)]
            for row in history
        ],
    }


def _box(box: TextBox, room: float, em: float) -> dict[str, Any]:
    """A box with its list; ``nomor``: the number of each item, 0 = it brings its own or needs none; ``anak``: which of
    them are sub-headings."""
    return {
        "judul": break_words(box.title, room, em, tebal=True),
        "butir": [fold(item, room, em) for item in box.items],
        "nomor": grouped_numbers(box.items) if box.headed else list_numbers(box.items),
        "anak": [box.headed and is_subheading(item) for item in box.items],
    }


def _reviews(proyek: Library, sop: Sop) -> list[str]:
    """Who reviewed the SOP and what came of it, as far as it was recorded."""
    lines = recorded_reviews(proyek.instansi, sop, lambda id: jabatan_title(proyek, id))
    return [f"{line.who}: {line.said}" for line in lines]


def _revised(sop: Sop) -> str | None:
    """The date of the revision, with its number where there is one; a first version has none ("-")."""
    day = format_date(sop.tanggal.revisi) if sop.tanggal.revisi else None
    if day == TANPA_TANGGAL:
        return day
    if not sop.revisi:
        return day or (TANPA_TANGGAL if sop.revisi == 0 else None)
    return f"{day} (revisi {sop.revisi})" if day else f"revisi {sop.revisi}, tanggal {BELUM_DITETAPKAN}"


def _unit(proyek: Library, sop: Sop) -> str:
    """The unit that owns the SOP, "" where that is the agency itself."""
    unit, instansi = proyek.instansi.unit.get(sop.unit or ""), proyek.instansi
    agency = {instansi.nama.casefold(), instansi.plain_name.casefold()}
    return unit.nama if unit and unit.nama.casefold() not in agency else ""
