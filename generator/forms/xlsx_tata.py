"""The layout of a form as worksheets: every cell with its place and what it is for. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.data.formulir import BagianFormulir, Formulir, IsianFormulir, TabelFormulir, TandaTangan
from generator.data.instansi import Instansi
from generator.forms.kolom import columns, formulas, groups, label_of, row_count
from generator.forms.xlsx_kisi import LEBAR, fit, grid, nearest, table_edges, text_height, text_width

Gaya = Literal[
    "pemerintah", "instansi", "judul", "alamat", "lanjutan", "subjudul", "teks", "label", "kecil", "kepala",
    "angka_kolom", "nomor", "isian", "ttd", "tengah",
]  # fmt: skip
"""What a cell is: decides how it looks (``xlsx_gaya.py``)."""

HURUF: dict[Gaya, float] = {"judul": 14, "instansi": 11, "subjudul": 10.5, "kecil": 8, "angka_kolom": 8}
"""Size of letters where it is not 10 points."""
BARIS = 6.5
"""Height of a row, mm."""
_STACKED_FROM = 3
"""A field of so many lines has its label above it and not beside it."""
_LEAST = {"tanggal": 24.0, "jam": 16.0, "angka": 20.0, "rumus": 18.0}
"""The narrowest place to fill in, by kind; of the other kinds 28 mm."""


@dataclass(frozen=True, slots=True)
class Isi:
    """What a cell takes. ``nama``: the name by which programs find it; ``baris_tabel``: it is a part of a table."""

    nama: str
    label: str
    jenis: str
    wajib: bool = False
    petunjuk: str = ""
    satuan: str = ""
    pilihan: tuple[str, ...] = ()
    lainnya: bool = False
    rumus: str | None = None
    id: str = ""
    baris_tabel: bool = False


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell, or several that are one: rows ``baris``..``baris_akhir`` and columns ``kolom``..``kolom_akhir``."""

    baris: int
    kolom: int
    baris_akhir: int
    kolom_akhir: int
    gaya: Gaya
    teks: str = ""
    isi: Isi | None = None


@dataclass(slots=True)
class Lembar:
    """A worksheet. ``tepi``: edges of its columns, mm; ``tinggi``: row -> height, mm; ``kepala``: first and last row of
    the head that printed pages repeat; ``deret``: column id -> (first row, last row, column) of its cells."""

    nama: str
    tepi: list[float]
    sel: list[Sel] = field(default_factory=list)
    tinggi: dict[int, float] = field(default_factory=dict)
    kepala: tuple[int, int] | None = None
    deret: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    wajib: bool = False

    @property
    def akhir(self) -> int:
        """The column after the last."""
        return len(self.tepi) - 1

    def put(self, row: int, start: int, end: int, gaya: Gaya, teks: str = "", isi: Isi | None = None, rows: int = 1) -> None:
        """A cell between the edges ``start`` and ``end``; the row grows with its text."""
        self.sel.append(Sel(row, start, row + rows - 1, end - 1, gaya, teks, isi))
        self.wajib = self.wajib or (isi is not None and isi.wajib)
        self.tinggi.setdefault(row, BARIS)
        if teks and rows == 1:
            self.grow(row, text_height(teks, self.tepi[end] - self.tepi[start], HURUF.get(gaya, 10)))

    def grow(self, row: int, height: float) -> None:
        """The row is at least so high."""
        self.tinggi[row] = max(self.tinggi.get(row, 0.0), height)


def plan(formulir: Formulir, instansi: Instansi) -> list[Lembar]:
    """The worksheets of a form: one for each of its sheets. The form must have passed ``check_formulir``."""
    parts: list[list[BagianFormulir]] = [[]]
    for bagian in formulir.bagian:
        if bagian.lembar_baru and parts[-1]:
            parts.append([])
        parts[-1].append(bagian)
    return [
        _Penata(formulir, instansi, number, len(parts)).sheet(list(sections)) for number, sections in enumerate(parts, 1)
    ]


class _Penata:
    """Lays out one worksheet from top to bottom; ``row`` is the next free row."""

    def __init__(self, formulir: Formulir, instansi: Instansi, nomor: int, banyak: int) -> None:
        self.formulir = formulir
        self.instansi = instansi
        self.nomor = nomor
        self.banyak = banyak
        self.words = formulas(formulir)
        self.row = 0

    def sheet(self, sections: list[BagianFormulir]) -> Lembar:
        """All of it."""
        tables = [bagian.tabel for bagian in sections if bagian.tabel]
        name = "Formulir" if self.banyak == 1 else f"Lembar {self.nomor}"
        self.lembar = Lembar(name, grid(tables, LEBAR[self.formulir.arah]))
        self._head(any(tabel.sambungan and tabel.nomor for tabel in tables))
        for bagian in sections:
            self._section(bagian)
        self._foot()
        return self.lembar

    def _line(self, gaya: Gaya, text: str) -> None:
        self.lembar.put(self.row, 0, self.lembar.akhir, gaya, text)
        self.row += 1

    def _gap(self, height: float = 2.5) -> None:
        self.lembar.tinggi[self.row] = height
        self.row += 1

    def _head(self, continues: bool) -> None:
        if self.nomor > 1:
            self._line("lanjutan", f"{self.formulir.judul} · {self.instansi.nama_biasa}")
            if continues:
                self._line("kecil", "Nomor baris sama dengan nomor baris pada lembar sebelumnya.")
        else:
            self._line("pemerintah", self.instansi.pemerintah)
            self._line("instansi", self.instansi.nama)
            for address in self.instansi.alamat if self.formulir.kop else ():
                self._line("alamat", address)
            self._line("judul", self.formulir.judul)
        self._gap()

    def _foot(self) -> None:
        if self.nomor == self.banyak and self.formulir.petunjuk:
            self._gap()
            self._line("subjudul", "Petunjuk pengisian")
            for number, words in enumerate(self.formulir.petunjuk, 1):
                self._line("kecil", f"{number}. {words}")
        if self.lembar.wajib:
            self._gap()
            self._line("kecil", "* wajib diisi; sel yang masih kosong berwarna kuning.")

    def _section(self, bagian: BagianFormulir) -> None:
        if bagian.judul:
            self._line("subjudul", bagian.judul)
        for text in bagian.teks:
            self._line("teks", text)
        if bagian.isian or bagian.kanan:
            _Isian(self).place(bagian.isian, bagian.kanan)
            self._gap()
        if bagian.tabel:
            self._table(bagian.tabel)
        if bagian.tanda_tangan:
            self._gap()
            self._signatures(bagian.tanda_tangan)
        self._gap()

    def _table(self, tabel: TabelFormulir) -> None:
        lembar = self.lembar
        edges = [nearest(lembar.tepi, edge) for edge in table_edges(tabel, lembar.tepi[-1])]
        by_id = columns(self.formulir)
        first = int(tabel.nomor)
        place = {c.id: (edges[first + i], edges[first + i + 1]) for i, c in enumerate(tabel.kolom)}
        top, nested = self.row, any(c.kelompok for c in tabel.kolom)
        if tabel.nomor:
            lembar.put(top, 0, edges[1], "kepala", "No", rows=1 + nested)
        for head, run in groups(tabel):
            if head:
                lembar.put(top, place[run[0].id][0], place[run[-1].id][1], "kepala", head)
            for c in run:
                rows = 2 if nested and not head else 1
                text = label_of(c) + (" *" if c.wajib else "")
                lembar.put(top + (1 if head else 0), *place[c.id], "kepala", text, rows=rows)
                if rows == 2:
                    lembar.grow(top + 1, text_height(text, lembar.tepi[place[c.id][1]] - lembar.tepi[place[c.id][0]], 10) - BARIS)
        self.row += 1 + nested
        if tabel.nomor:
            lembar.put(self.row, 0, edges[1], "angka_kolom", "1")
        for c in tabel.kolom:
            lembar.put(self.row, *place[c.id], "angka_kolom", self.words.singkat.get(c.id, str(by_id[c.id].nomor)))
        lembar.kepala = (top, self.row)
        self.row += 1
        self._rows(tabel, place)
        for note in self.words.panjang[tabel.id]:
            self._line("kecil", note)
        for c in tabel.kolom:
            if c.petunjuk:
                self._line("kecil", f"Kolom {by_id[c.id].nomor}: {c.petunjuk}")

    def _rows(self, tabel: TabelFormulir, place: dict[str, tuple[int, int]]) -> None:
        lembar, count = self.lembar, row_count(self.formulir, tabel)
        lembar.deret |= {id: (self.row, self.row + count - 1, start) for id, (start, _) in place.items()}
        for number in range(1, count + 1):
            if tabel.nomor:
                lembar.put(self.row, 0, place[tabel.kolom[0].id][0], "nomor", str(number))
            for c in tabel.kolom:
                gaya: Gaya = "ttd" if c.jenis == "tanda tangan" else "isian"
                lembar.put(self.row, *place[c.id], gaya, isi=None if gaya == "ttd" else isi_of(c, "", in_table=True))
            lembar.grow(self.row, tabel.tinggi)
            self.row += 1

    def _signatures(self, blocks: tuple[TandaTangan, ...]) -> None:
        """Side by side, at the right edge of the sheet; as few side by side as there is room for."""
        edges, width = self.lembar.tepi, self.lembar.tepi[-1]
        size = min(80.0, (width - 8.0 * (len(blocks) - 1)) / len(blocks))
        gap = (width - size * len(blocks)) / max(len(blocks) - 1, 1)
        wanted: list[tuple[float, float]] = []
        if len(blocks) == 1:
            wanted.append((width - size, 0.0))
        for number in range(len(blocks)):
            wanted += [(gap, 0.0)] * (number > 0) + [(22.0, 17.0), (size - 22.0, 26.0)]
        cuts = fit(edges, 0, self.lembar.akhir, wanted)
        if cuts is None:
            for block in blocks:
                inside = fit(edges, 0, self.lembar.akhir, [(22.0, 17.0), (size, 26.0)])
                self.row += self._signature(block, self.row, inside or [0, 1, self.lembar.akhir])
                self._gap()
            return
        places = [cuts[i : i + 3] for i in range(int(len(blocks) == 1), len(cuts) - 2, 3)]
        self.row += max(self._signature(b, self.row, place) for b, place in zip(blocks, places, strict=True))

    def _signature(self, block: TandaTangan, row: int, cuts: list[int]) -> int:
        """The number of rows that the block takes."""
        first, middle, last = cuts
        lembar, start = self.lembar, row

        def line(key: str, label: str, kind: str = "teks") -> None:
            nonlocal row
            lembar.put(row, first, middle, "label", label)
            lembar.put(row, middle, last, "isian", isi=Isi(f"isian_{block.id}.{key}", label, kind))
            row += 1

        if block.tempat_tanggal:
            if not self.instansi.tempat:
                line("tempat", "Tempat")
            line("tanggal", f"{self.instansi.tempat}," if self.instansi.tempat else "Tanggal", "tanggal")
        if block.tanggal:
            line("diterima", block.tanggal, "tanggal")
        if block.sebutan:
            lembar.put(row, first, last, "teks", block.sebutan)
            row += 1
        if block.jabatan:
            line("jabatan", "Jabatan")
        lembar.put(row, first, last, "tengah")
        lembar.grow(row, 18.0)
        row += 1
        line("nama", "Nama")
        if block.pangkat:
            line("pangkat", "Pangkat")
        if block.nip:
            line("nip", "NIP.")
        return row - start


class _Isian:
    """Places the fields of a section below each other and, where the grid has room, side by side."""

    def __init__(self, penata: _Penata) -> None:
        self.penata = penata
        self.lembar = penata.lembar
        self.instansi = penata.instansi

    def place(self, left: tuple[IsianFormulir, ...], right: tuple[IsianFormulir, ...]) -> None:
        end = self.lembar.akhir
        middle = nearest(self.lembar.tepi, self.lembar.tepi[-1] / 2)
        halves = [(0, middle), (middle, end)]
        if right and left and all(self._fits(f, *half) for fs, half in zip((left, right), halves, strict=True) for f in fs):
            top = self.penata.row
            self.penata.row = max(self._column(fields, top, *half) for fields, half in zip((left, right), halves, strict=True))
            return
        for run in _packed(left + right):
            cuts = self._cuts(run, 0, end) if len(run) > 1 else None
            if cuts:
                for index, field_ in enumerate(run):
                    self._beside(field_, self.penata.row, *cuts[2 * index : 2 * index + 3])
                self.penata.row += 1 + any(self._help(f) for f in run)
            else:
                self.penata.row = self._column(tuple(run), self.penata.row, 0, end)

    def _fits(self, isian: IsianFormulir, start: int, end: int) -> bool:
        return end - start > 1 if not _stacked(isian) else end > start and self._cuts([isian], start, end) is not None

    def _cuts(self, run: list[IsianFormulir], start: int, end: int) -> list[int] | None:
        width = self.lembar.tepi[end] - self.lembar.tepi[start]
        shares = [min(f.lebar or 12, 12) if len(run) > 1 else 12 for f in run]
        wanted: list[tuple[float, float]] = []
        for isian, share in zip(run, shares, strict=True):
            whole = width * share / sum(shares)
            least = min(max(text_width(word, 10) for word in self._label(isian).split()) + 3, 40.0)
            label = text_width(self._label(isian), 10) + 3 if len(run) > 1 else 0.0
            label = max(min(label or 0.3 * whole, 55.0), least) if len(run) > 1 else min(max(0.28 * whole, 34.0), 55.0)
            wanted += [(label, least), (whole - label, _LEAST.get(isian.jenis, 28.0))]
        return fit(self.lembar.tepi, start, end, wanted)

    def _column(self, fields: tuple[IsianFormulir, ...], row: int, start: int, end: int) -> int:
        """Fields below each other from ``row``; the answer is the next free row."""
        for isian in fields:
            if _stacked(isian):
                row = self._above(isian, row, start, end)
                continue
            cuts = self._cuts([isian], start, end) or [start, start + 1, end]
            row += self._beside(isian, row, *cuts)
        return row

    def _label(self, isian: IsianFormulir) -> str:
        if isian.tempat:
            return f"{self.instansi.tempat}," if self.instansi.tempat else "Tempat, tanggal"
        return label_of(isian) + (" *" if isian.wajib else "")

    def _help(self, isian: IsianFormulir) -> str:
        formula = self.penata.words.isian.get(isian.id)
        return " ".join(filter(None, (isian.petunjuk, f"= {formula}" if formula else "")))

    def _beside(self, isian: IsianFormulir, row: int, start: int, middle: int, end: int) -> int:
        """Label and place side by side, and help below: the number of rows."""
        self.lembar.put(row, start, middle, "label", self._label(isian))
        rows = max(isian.baris, 1) if isian.jenis == "paragraf" else 1
        # With "lainnya" the list takes any other word, so there is no second place for it.
        self.lembar.put(row, middle, end, "isian", isi=isi_of(isian, f"isian_{isian.id}"), rows=rows)
        for extra in range(rows):
            self.lembar.grow(row + extra, BARIS)
        if help_text := self._help(isian):
            self.lembar.put(row + rows, middle, end, "kecil", help_text)
            rows += 1
        return rows

    def _above(self, isian: IsianFormulir, row: int, start: int, end: int) -> int:
        """Label above its place, or above its boxes."""
        lembar = self.lembar
        lembar.put(row, start, end, "label", self._label(isian))
        row += 1
        if isian.jenis != "centang":
            lembar.put(row, start, end, "isian", isi=isi_of(isian, f"isian_{isian.id}"), rows=isian.baris)
            for extra in range(isian.baris):
                lembar.grow(row + extra, BARIS)
            row += isian.baris
        else:
            box = (fit(lembar.tepi, start, end, [(9.0, 6.0), (40.0, 20.0)]) or [start, start + 1, end])[1]
            for number, word in enumerate(isian.pilihan, 1):
                tick = Isi(f"isian_{isian.id}.{number}", word, "centang")
                lembar.put(row, start, box, "isian", isi=tick)
                lembar.put(row, box, end, "label", word)
                row += 1
            if isian.lainnya:
                other = Isi(f"isian_{isian.id}.lainnya", f"{isian.label}: lainnya", "teks")
                lembar.put(row, start, box, "tengah", "…")
                lembar.put(row, box, end, "isian", isi=other)
                row += 1
        if help_text := self._help(isian):
            lembar.put(row, start, end, "kecil", help_text)
            row += 1
        return row


def isi_of(isian: IsianFormulir, name: str, *, in_table: bool = False) -> Isi:
    """What the cell of a field takes."""
    return Isi(
        name, isian.label, isian.jenis, isian.wajib, isian.petunjuk or "", isian.satuan or "", isian.pilihan,
        isian.lainnya, isian.rumus, isian.id, in_table,
    )  # fmt: skip


def _stacked(isian: IsianFormulir) -> bool:
    return isian.baris >= _STACKED_FROM or (isian.jenis == "centang" and bool(isian.pilihan))


def _packed(fields: tuple[IsianFormulir, ...]) -> list[list[IsianFormulir]]:
    """Fields that share a line, as many as twelve twelfths hold; a stacked one has its line to itself."""
    runs: list[list[IsianFormulir]] = []
    used = 12
    for isian in fields:
        share = 12 if _stacked(isian) or isian.jenis == "paragraf" else min(isian.lebar or 12, 12)
        if used + share > 12:
            runs.append([])
            used = 0
        runs[-1].append(isian)
        used += share
    return runs
