"""The table round the drawing: which cells there are, how wide the columns and how high the rows.

The cells are the same for SVG, HTML and paper; the sizes follow from a type size (``Huruf``) and the texts, measured
with embedded font metrics, and are never smaller than the drawing needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil

from generator.flow.graph import Bagan, Sel
from generator.flow.measure import text_width, wrap
from generator.flow.place import Posisi
from generator.flow.route import Rencana, TitikTabel

BELUM_DIISI = "belum diisi"
BUTIR = "• "
BARIS_TERBANYAK = 9
"""A text column grows, up to twice its width, before its longest cell takes more lines than this."""


@dataclass(frozen=True, slots=True)
class Huruf:
    """Type and column widths of one table (px). ``aman`` widens measured texts, for fonts that run wider."""

    ukuran: float = 12
    baris: float = 15
    isi_x: float = 6
    isi_y: float = 7
    kepala: float = 12
    lebar_no: float = 34
    lebar_uraian: float = 210
    lebar_mutu: float = 100
    lebar_waktu: float = 74
    lebar_keterangan: float = 90
    lebar_pelaksana: float = 78
    aman: float = 1.0


@dataclass(frozen=True, slots=True)
class SelKepala:
    """A head cell: its text, its place and span in head rows and table columns, and what it heads."""

    teks: str
    baris: int
    kolom: int
    rentang_baris: int
    rentang_kolom: int
    peran: str  # "no", "uraian", "pelaksana", "mutu", "keterangan" or "kelompok" (a head over heads)
    indeks: int = 0  # of the pelaksana or mutu column


@dataclass(frozen=True, slots=True)
class SelIsi:
    """A text cell of the body: its row, column and span, and its lines as they break (text, is an empty mark)."""

    baris: int
    kolom: int
    rentang: int
    peran: str
    sel: Sel
    teks: tuple[str, ...]
    kosong: bool


@dataclass(frozen=True, slots=True)
class Tata:
    """A laid-out table (px). Column 0 is No, 1 the kegiatan, then the pelaksana, mutu baku and keterangan.

    ``x`` is where each column starts and where the last one ends, ``y`` the same of the body rows; the head is above.
    """

    bagan: Bagan
    rencana: Rencana
    huruf: Huruf
    lebar: tuple[float, ...]
    tinggi_kepala: tuple[float, ...]
    tinggi: tuple[float, ...]
    kepala: tuple[SelKepala, ...]
    isi: tuple[SelIsi, ...]
    x: tuple[float, ...] = field(init=False)
    y: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", (0.0, *accumulate(self.lebar)))
        object.__setattr__(self, "y", tuple(accumulate(self.tinggi, initial=sum(self.tinggi_kepala))))

    def titik(self, place: TitikTabel) -> tuple[float, float]:
        """A logical point of the drawing in px of the table."""
        x, y = place
        return Posisi(x.indeks + 2, x.fraksi, x.geser).at(self.x, self.lebar), y.at(self.y, self.tinggi)


def lay_out(
    bagan: Bagan, rencana: Rencana, huruf: Huruf | None = None, lebar: float = 0, kolom: Sequence[float] = ()
) -> Tata:
    """Lay the table out. With ``lebar``, the columns share what is left of that width (px); ``kolom`` sets theirs."""
    huruf = huruf or Huruf()
    widths = list(kolom) or natural_widths(bagan, rencana, huruf)
    if lebar > sum(widths):
        widths = _stretched(bagan, widths, lebar)
    isi = tuple(_body_cells(bagan, widths, huruf))
    kepala = tuple(head_cells(bagan))
    return Tata(
        bagan, rencana, huruf, tuple(widths), _head_heights(kepala, widths, huruf),
        _row_heights(isi, rencana, huruf), kepala, isi,
    )  # fmt: skip


def head_cells(bagan: Bagan) -> list[SelKepala]:
    """The head, nested as the SOP has it: two rows, or three where pelaksana are grouped."""
    n, m = len(bagan.kolom), len(bagan.kepala_mutu)
    rows = 3 if any(k.kelompok for k in bagan.kolom) else 2
    cells = [
        SelKepala(bagan.kepala_no, 0, 0, rows, 1, "no"),
        SelKepala(bagan.kepala_uraian, 0, 1, rows, 1, "uraian"),
        SelKepala(bagan.kepala_pelaksana, 0, 2, 1, n, "kelompok"),
    ]
    if m:
        cells.append(SelKepala(bagan.kepala_kelompok_mutu, 0, 2 + n, 1, m, "kelompok"))
    if bagan.kepala_keterangan:
        cells.append(SelKepala(bagan.kepala_keterangan, 0, 2 + n + m, rows, 1, "keterangan"))
    for c, kolom in enumerate(bagan.kolom):
        if kolom.kelompok and (c == 0 or bagan.kolom[c - 1].kelompok != kolom.kelompok):
            span = next((k for k in range(c, n) if bagan.kolom[k].kelompok != kolom.kelompok), n) - c
            cells.append(SelKepala(kolom.kelompok, 1, 2 + c, 1, span, "kelompok"))
    for c, kolom in enumerate(bagan.kolom):
        row = 2 if kolom.kelompok else 1
        cells.append(SelKepala(kolom.nama, row, 2 + c, rows - row, 1, "pelaksana", c))
    cells += [SelKepala(nama, 1, 2 + n + k, rows - 1, 1, "mutu", k) for k, nama in enumerate(bagan.kepala_mutu)]
    return sorted(cells, key=lambda cell: (cell.baris, cell.kolom))


def natural_widths(bagan: Bagan, rencana: Rencana, huruf: Huruf) -> list[float]:
    """The natural width of each column."""
    mutu = [huruf.lebar_waktu if k == bagan.waktu_ke else huruf.lebar_mutu for k in range(len(bagan.kepala_mutu))]
    keterangan = [huruf.lebar_keterangan] if bagan.kepala_keterangan else []
    texts = [huruf.lebar_no, huruf.lebar_uraian, *mutu, *keterangan]
    heads = [bagan.kepala_no, bagan.kepala_uraian, *bagan.kepala_mutu, bagan.kepala_keterangan]
    words = [_longest_words(bagan, k, huruf) for k in range(len(texts))]
    texts = [
        max(width, _word_width(head, huruf), min(longest, 1.5 * width))
        for width, head, longest in zip(texts, heads, words, strict=False)
    ]
    texts = [max(width, min(_room_for_longest(bagan, k, huruf), 2 * width)) for k, width in enumerate(texts)]
    narrow = rencana.gaya.terbesar[0] + 2 * rencana.gaya.jarak_x
    names = [min(_word_width(kolom.nama, huruf), 1.6 * narrow) for kolom in bagan.kolom]
    usual = max(min(huruf.lebar_pelaksana, narrow), *names)
    actors = [max(least, usual) for least in rencana.lebar_min]
    return [float(ceil(width)) for width in (*texts[:2], *actors, *texts[2:])]


def _texts(bagan: Bagan, column: int) -> list[Sel]:
    """The cells of a text column; ``column`` counts text columns only."""
    return [(Sel((baris.no,)), baris.uraian, *baris.mutu, baris.keterangan)[column] for baris in bagan.baris]


def _room_for_longest(bagan: Bagan, column: int, huruf: Huruf) -> float:
    """The width at which the longest cell of a text column has about ``BARIS_TERBANYAK`` lines a row."""
    longest = max(
        (text_width(" ".join(cell.butir), huruf.ukuran) / max(cell.rentang, 1) for cell in _texts(bagan, column)),
        default=0,
    )
    return longest * huruf.aman / BARIS_TERBANYAK + 2 * huruf.isi_x


def _longest_words(bagan: Bagan, column: int, huruf: Huruf) -> float:
    """The width that keeps the words of a text column whole; ``column`` counts text columns only."""
    words = [word for cell in _texts(bagan, column) for item in cell.butir for word in item.replace("/", "/ ").split()]
    widest = max((text_width(word, huruf.ukuran) for word in words), default=0)
    return widest * huruf.aman + 2 * huruf.isi_x + 0.5


def _word_width(text: str, huruf: Huruf) -> float:
    """The width a head cell needs to keep its words whole."""
    words = [text_width(word, huruf.kepala, bold=True) for word in text.replace("/", "/ ").split()]
    return max(words, default=0) * huruf.aman + 2 * huruf.isi_x


def _stretched(bagan: Bagan, widths: list[float], lebar: float) -> list[float]:
    """Share spare width: most to the kegiatan, less to the other texts, a little to the pelaksana."""
    n = len(bagan.kolom)
    share = [0.0, 2.5] + [1.2 / max(n, 3)] * n + [1.2] * len(bagan.kepala_mutu) + [0.9] * bool(bagan.kepala_keterangan)
    if 0 <= bagan.waktu_ke < len(bagan.kepala_mutu):
        share[2 + n + bagan.waktu_ke] = 0.3
    spare = lebar - sum(widths)
    grown = [int(width + spare * part / sum(share)) for width, part in zip(widths, share, strict=True)]
    grown[1] += int(lebar) - sum(grown)
    return [float(width) for width in grown]


def _body_cells(bagan: Bagan, widths: list[float], huruf: Huruf) -> list[SelIsi]:
    """All text cells of the body that are not covered by the one above."""
    n, m = len(bagan.kolom), len(bagan.kepala_mutu)
    found = []
    for r, baris in enumerate(bagan.baris):
        cells = [(0, "no", Sel((baris.no,) if baris.no else ())), (1, "uraian", baris.uraian)]
        cells += [(2 + n + k, "waktu" if k == bagan.waktu_ke else "mutu", sel) for k, sel in enumerate(baris.mutu)]
        if bagan.kepala_keterangan:
            cells.append((2 + n + m, "keterangan", baris.keterangan))
        for column, peran, sel in cells:
            if sel.rentang > 0:
                span = min(sel.rentang, len(bagan.baris) - r)
                empty = not sel.butir and peran in ("mutu", "waktu", "uraian")
                lines = _lines(sel, peran, widths[column] - 2 * huruf.isi_x, huruf) if not empty else (BELUM_DIISI,)
                found.append(SelIsi(r, column, span, peran, sel, lines, empty))
    return found


def _lines(sel: Sel, peran: str, width: float, huruf: Huruf) -> tuple[str, ...]:
    """The lines of a cell; the items of a list get a bullet."""
    bullet = BUTIR if len(sel.butir) > 1 and peran in ("mutu", "keterangan") else ""
    width /= huruf.aman
    return tuple(line for item in sel.butir for line in wrap(bullet + item, width, huruf.ukuran))


def _head_heights(cells: tuple[SelKepala, ...], widths: list[float], huruf: Huruf) -> tuple[float, ...]:
    """The height of each head row."""
    rows = max(cell.baris + cell.rentang_baris for cell in cells)
    heights = [0.0] * rows
    for cell in sorted(cells, key=lambda c: c.rentang_baris):
        width = sum(widths[cell.kolom : cell.kolom + cell.rentang_kolom]) - 2 * huruf.isi_x
        count = len(wrap(cell.teks, width / huruf.aman, huruf.kepala, bold=True))
        _grow(heights, cell.baris, cell.rentang_baris, count * huruf.baris + 1.7 * huruf.isi_y)
    return tuple(float(ceil(height)) for height in heights)


def _row_heights(cells: tuple[SelIsi, ...], rencana: Rencana, huruf: Huruf) -> tuple[float, ...]:
    """The height of each body row: its texts, and never less than the drawing needs."""
    heights = list(rencana.tinggi_min)
    for cell in sorted(cells, key=lambda c: c.rentang):
        _grow(heights, cell.baris, cell.rentang, len(cell.teks) * huruf.baris + 2 * huruf.isi_y)
    return tuple(float(ceil(height)) for height in heights)


def _grow(heights: list[float], first: int, span: int, needed: float) -> None:
    """Make ``span`` rows high enough for ``needed``; what is missing goes to the last of them."""
    missing = needed - sum(heights[first : first + span])
    if missing > 0:
        heights[first + span - 1] += missing
