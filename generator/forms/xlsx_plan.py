"""The layout of a form as worksheets: every cell with its place and what it is for. Nothing is written here."""

from __future__ import annotations

from generator.data.formulir import FormSection, FormTable, Formulir, SignatureBlock
from generator.data.instansi import Instansi
from generator.forms.form_sheet import form_sheet
from generator.forms.numbered_columns import (
    columns,
    formulas,
    groups,
    label_of,
    notes_below,
    numbers_of,
    on_sheets,
    row_count,
)
from generator.forms.xlsx_cells import BARIS, CellInput, Gaya, PlannedSheet, input_of
from generator.forms.xlsx_fields import LABEL, FieldBlock
from generator.forms.xlsx_grid import fit, grid, nearest, table_edges, text_height, with_room

_SIGNATURE_KEYS = ("tempat", "tanggal", "diterima", "sebutan", "jabatan", "ruang", "nama", "pangkat", "nip")
"""The lines of signature blocks from top to bottom."""
_SIGNATURE_WIDTH = 58.0
"""Width that a signature needs, mm."""
_SIGNATURE = 18.0
"""Height of the room to sign, mm."""


def plan(formulir: Formulir, instansi: Instansi, tanda: str = "") -> list[PlannedSheet]:
    """The worksheets of a form: one for each of its sheets. The form must have passed ``check_formulir``; ``tanda``:
    what tells its version."""
    parts = on_sheets(formulir)
    return [
        _SheetPlanner(formulir, instansi, tanda, number, len(parts)).sheet(part) for number, part in enumerate(parts, 1)
    ]


class _SheetPlanner:
    """Lays out one worksheet from top to bottom; ``row`` is the next free row."""

    def __init__(self, formulir: Formulir, instansi: Instansi, tanda: str, nomor: int, banyak: int) -> None:
        self.formulir = formulir
        self.instansi = instansi
        self.tanda = tanda
        self.lebar = form_sheet(instansi, formulir).room[0]
        self.nomor = nomor
        self.banyak = banyak
        self.words = formulas(formulir)
        self.row = 0

    def sheet(self, sections: list[FormSection]) -> PlannedSheet:
        """All of it."""
        tables = [bagian.tabel for bagian in sections if bagian.tabel]
        name = f"Lembar {self.nomor}" if self.banyak > 1 else "Formulir"
        self.lembar = PlannedSheet(name, self._edges(sections, tables))
        self._head(any(tabel.sambungan and tabel.nomor for tabel in tables))
        for bagian in sections:
            self._section(bagian)
        self._foot()
        return self.lembar

    def _edges(self, sections: list[FormSection], tables: list[FormTable]) -> list[float]:
        """Those of the tables. Only where these leave no room for signatures or for fields in two columns, more."""
        width = self.lebar
        edges = grid(tables, width)
        for bagian in sections:
            if bagian.kanan:
                edges = with_room(edges, [(LABEL, 26.0), (width / 2 - LABEL, 28.0)] * 2)
            for blocks in self._side_by_side(bagian.tanda_tangan):
                edges = with_room(edges, _signature_parts(len(blocks), width))
        return edges

    def _line(self, gaya: Gaya, text: str) -> None:
        self.lembar.put(self.row, 0, self.lembar.end_column, gaya, text)
        self.row += 1

    def _gap(self, height: float = 2.5) -> None:
        self.lembar.tinggi[self.row] = height
        self.row += 1

    def _head(self, continues: bool) -> None:
        if self.nomor > 1:
            self._line("lanjutan", f"{self.formulir.judul} · {self.instansi.plain_name}")
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
        if self.tanda:
            self._gap()
            self._line("kecil", self.tanda)

    def _section(self, bagian: FormSection) -> None:
        if bagian.judul:
            self._line("subjudul", bagian.judul)
        for text in bagian.teks:
            self._line("teks", text)
        if bagian.isian or bagian.kanan:
            fields = FieldBlock(self.lembar, self.instansi, self.words)
            self.row = fields.place(self.row, bagian.isian, bagian.kanan)
            self._gap()
        if bagian.tabel:
            self._table(bagian.tabel)
        for blocks in self._side_by_side(bagian.tanda_tangan):
            self._gap()
            self._signatures(blocks)
        self._gap()

    def _table(self, tabel: FormTable) -> None:
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
                    start, end = (lembar.tepi[edge] for edge in place[c.id])
                    lembar.grow(top + 1, text_height(text, end - start, 10) - BARIS)
        self.row += 1 + nested
        if tabel.nomor:
            lembar.put(self.row, 0, edges[1], "angka_kolom", "1")
        for id, number in numbers_of(tabel, by_id, self.words).items():
            lembar.put(self.row, *place[id], "angka_kolom", number)
        lembar.kepala = (top, self.row)
        self.row += 1
        self._rows(tabel, place)
        for note in notes_below(tabel, by_id, self.words):
            self._line("kecil", note)

    def _rows(self, tabel: FormTable, place: dict[str, tuple[int, int]]) -> None:
        lembar, count = self.lembar, row_count(self.formulir, tabel)
        lembar.deret |= {id: (self.row, self.row + count - 1, start) for id, (start, _) in place.items()}
        for number in range(1, count + 1):
            if tabel.nomor:
                lembar.put(self.row, 0, place[tabel.kolom[0].id][0], "nomor", str(number))
            for c in tabel.printed_columns:
                lembar.put(self.row, *place[c.id], "tercetak", tabel.isi[number - 1].get(c.id, ""))
            for c in tabel.filled_columns:
                gaya: Gaya = "ttd" if c.jenis == "tanda tangan" else "isian"
                lembar.put(self.row, *place[c.id], gaya, isi=None if gaya == "ttd" else input_of(c, "", in_table=True))
            lembar.grow(self.row, tabel.tinggi)
            self.row += 1

    def _side_by_side(self, blocks: tuple[SignatureBlock, ...]) -> list[tuple[SignatureBlock, ...]]:
        """As many signatures as the sheet is wide enough for, and the rest below."""
        most = int(self.lebar // _SIGNATURE_WIDTH)
        return [blocks[start : start + most] for start in range(0, len(blocks), most)]

    def _signatures(self, blocks: tuple[SignatureBlock, ...]) -> None:
        """Side by side, a single one at the right edge. Lines of one kind stand on one row, as on a letter."""
        lembar = self.lembar
        wanted = _signature_parts(len(blocks), lembar.tepi[-1])
        cuts = fit(lembar.tepi, 0, lembar.end_column, wanted)
        assert cuts is not None, "the edges were made for it"
        places = [cuts[i : i + 3] for i in range(int(len(blocks) < 2), len(cuts) - 2, 3)]
        lines = [self._signature_lines(block) for block in blocks]
        for key in (key for key in _SIGNATURE_KEYS if any(key in own for own in lines)):
            for block, own, (first, middle, last) in zip(blocks, lines, places, strict=True):
                if key in ("sebutan", "ruang") and key in own:
                    lembar.put(self.row, first, last, "teks", own[key])
                elif key in own:
                    kind = "tanggal" if key in ("tanggal", "diterima") else "teks"
                    lembar.put(self.row, first, middle, "label", own[key])
                    isi = CellInput(f"isian_{block.id}.{key}", own[key], kind)
                    lembar.put(self.row, middle, last, "isian", isi=isi)
            if key == "ruang":
                lembar.grow(self.row, _SIGNATURE)
            self.row += 1

    def _signature_lines(self, block: SignatureBlock) -> dict[str, str]:
        """Which lines a block has, and their words."""
        town = self.instansi.tempat
        lines = {"ruang": "", "nama": "Nama"}
        if block.tempat_tanggal:
            lines |= {"tanggal": f"{town},"} if town else {"tempat": "Tempat", "tanggal": "Tanggal"}
        if block.tanggal:
            lines["diterima"] = block.tanggal
        if block.sebutan:
            lines["sebutan"] = block.sebutan
        for wanted, key, words in (
            (block.jabatan, "jabatan", "Jabatan"),
            (block.pangkat, "pangkat", "Pangkat"),
            (block.nip, "nip", "NIP."),
        ):
            if wanted:
                lines[key] = words
        return lines


def _signature_parts(count: int, width: float) -> list[tuple[float, float]]:
    """Label and line of each block, and the gaps between, as ``fit`` wants them."""
    size = min(80.0, (width - 8.0 * (count - 1)) / count)
    label = size * 0.36
    block = [(label, min(0.8 * label, 17.0)), (size - label, min(0.8 * (size - label), 26.0))]
    if count < 2:
        return [(width - size, 0.0), *block]
    gap = (width - size * count) / (count - 1)
    return block + [(gap, 4.0), *block] * (count - 1)
