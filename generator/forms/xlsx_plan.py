"""The layout of a form as worksheets: every cell with its place and what it is for. Nothing is written here."""

from __future__ import annotations

from generator.data.formulir import AnswerMatrix, FormSection, FormTable, Formulir, SignatureBlock
from generator.data.instansi import Instansi
from generator.forms.field_help import field_help
from generator.forms.form_sheet import form_sheet
from generator.forms.numbered_columns import (
    column_head,
    columns,
    formulas,
    groups,
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
_BESIDE = 0.62
"""The share of a sheet's width that fields have beside a signature."""
_ROOM_ROWS = 3
"""Rows of fields beside which there is room to sign."""
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
        self.helps = field_help(formulir)
        self.row = 0

    def sheet(self, sections: list[FormSection]) -> PlannedSheet:
        """All of it."""
        tables = [bagian.tabel for bagian in sections if bagian.tabel]
        name = f"Lembar {self.nomor}" if self.banyak > 1 else "Formulir"
        self.lembar = PlannedSheet(name, self._edges(sections, tables))
        self.lembar.pictures = any(field.jenis == "foto" for bagian in sections for field in bagian.fields)
        self._head(any(tabel.sambungan and tabel.nomor for tabel in tables))
        for bagian in sections:
            top = self.row
            self._section(bagian)
            if bagian.bila:
                self.lembar.hidden.append((top, 0, self.row - 1, self.lembar.end_column - 1, bagian.bila))
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
            if self.instansi.pemerintah:
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
        if bagian.bila:
            self._line("kecil", self.helps.bagian[self.formulir.bagian.index(bagian)])
        for text in bagian.teks:
            self._line("teks", text)
        if bagian.isian or bagian.kanan:
            fields = FieldBlock(self.lembar, self.instansi, self.helps.isian)
            top, end = self.row, self._beside if bagian.samping else self.lembar.end_column
            after = fields.place(top, bagian.isian, bagian.kanan, end)
            if bagian.samping:
                self._signature_beside(bagian.tanda_tangan[0], end)
            self.row = max(self.row, after)
            self._gap()
        if bagian.matriks:
            self._matrix(bagian.matriks)
            self._gap()
        if bagian.tabel:
            self._table(bagian.tabel)
        for blocks in self._side_by_side(() if bagian.samping else bagian.tanda_tangan):
            self._gap()
            self._signatures(blocks)
        self._gap()

    @property
    def _beside(self) -> int:
        """The edge at which a signature begins that stands beside fields."""
        return nearest(self.lembar.tepi, self.lebar * _BESIDE)

    def _signature_beside(self, block: SignatureBlock, start: int) -> None:
        """One signature from edge ``start`` on, in the rows of the fields; its room takes some of these rows."""
        lembar, end = self.lembar, self.lembar.end_column
        start += int(end - start > 2)  # a little apart from the fields
        cuts = fit(lembar.tepi, start, end, [(22.0, 12.0), (40.0, 20.0)]) or [start, start, end]
        own = self._signature_lines(block)
        for key in (key for key in _SIGNATURE_KEYS if key in own):
            if key == "ruang":
                lembar.put(self.row, start, end, "teks", rows=_ROOM_ROWS)
                for extra in range(_ROOM_ROWS):
                    lembar.grow(self.row + extra, BARIS)
                self.row += _ROOM_ROWS
            else:
                self._signature_line(block, key, own[key], cuts)
                self.row += 1

    def _matrix(self, matriks: AnswerMatrix) -> None:
        """A row for each statement, with the list of its answers."""
        lembar, width = self.lembar, self.lembar.tepi[-1]
        parts = [(width * 0.65, width * 0.4), (width * 0.35, width * 0.2)]
        cuts = fit(lembar.tepi, 0, lembar.end_column, parts) or [0, lembar.end_column - 1, lembar.end_column]
        start, middle, end = cuts
        lembar.put(self.row, start, middle, "kepala", matriks.kepala)
        lembar.put(self.row, middle, end, "kepala", "Jawaban" + (" *" if matriks.wajib else ""))
        self.row += 1
        for isian in matriks.fields:
            lembar.put(self.row, start, middle, "tercetak", isian.label)
            lembar.put(self.row, middle, end, "isian", isi=input_of(isian, f"isian_{isian.id}"))
            self.row += 1

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
                text = column_head(c) + (" *" if c.wajib else "")
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
        for note in notes_below(tabel, by_id, self.words, self.helps.isian):
            self._line("kecil", note)

    def _rows(self, tabel: FormTable, place: dict[str, tuple[int, int]]) -> None:
        lembar, count = self.lembar, row_count(self.formulir, tabel)
        lembar.deret |= {id: (self.row, self.row + count - 1, start) for id, (start, _) in place.items()}
        lembar.conditions |= {c.id: c.bila for c in tabel.kolom if c.bila}
        for number in range(1, count + 1):
            if tabel.nomor:
                lembar.put(self.row, 0, place[tabel.kolom[0].id][0], "nomor", str(number))
            for c in tabel.printed_columns:
                lembar.put(self.row, *place[c.id], "tercetak", tabel.isi[number - 1].get(c.id, ""))
            for c in tabel.filled_columns:
                gaya: Gaya = "ttd" if not c.kind.value and c.kind.way != "kotak" else "isian"
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
                if key in own:
                    self._signature_line(block, key, own[key], [first, middle, last])
            if key == "ruang":
                lembar.grow(self.row, _SIGNATURE)
            self.row += 1

    def _signature_line(self, block: SignatureBlock, key: str, words: str, cuts: list[int]) -> None:
        """One line of a signature between the edges ``cuts``: words alone, or words and a place to write."""
        first, middle, last = cuts
        printed = block.pejabat is not None and key in ("jabatan", "nama", "pangkat", "nip")
        if printed or key in ("sebutan", "ruang"):
            self.lembar.put(self.row, first, last, "teks", words)
            return
        kind = "tanggal" if key in ("tanggal", "diterima") else "teks"
        self.lembar.put(self.row, first, middle, "label", words)
        isi = CellInput(f"isian_{block.id}.{key}", words, kind)
        self.lembar.put(self.row, middle, last, "isian", isi=isi)

    def _signature_lines(self, block: SignatureBlock) -> dict[str, str]:
        """Which lines a block has, and their words."""
        town, officer = self.instansi.tempat, block.pejabat
        lines = {"ruang": "", "nama": "Nama"}
        if block.tempat_tanggal:
            lines |= {"tanggal": f"{town},"} if town else {"tempat": "Tempat", "tanggal": "Tanggal"}
        if block.tanggal:
            lines["diterima"] = block.tanggal
        if block.sebutan:
            lines["sebutan"] = block.sebutan
        if officer:
            lines["nama"] = officer.nama
            named = (("jabatan", officer.jabatan), ("pangkat", officer.pangkat))
            lines |= {key: words for key, words in named if words}
            return lines | ({"nip": f"NIP. {officer.nip}"} if officer.nip else {})
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
