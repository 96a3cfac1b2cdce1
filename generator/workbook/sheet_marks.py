"""What is written into a workbook for those who read it back: names of sheets, marks in hidden cells, keys of lists."""

from __future__ import annotations

from typing import Final

GUIDE, IDENTITAS, KONFIRMASI, FORMULIR, DAFTAR = "Petunjuk", "Identitas", "Konfirmasi", "Formulir", "Daftar"
"""Names of the sheets beside those of the steps."""
HEAD, GROUP, KEYS = "kepala", "kelompok", "kunci"
"""Marks in the hidden first column: the row of heads, the row of heads above them, the row of columns' keys."""
ROW, QUESTION = "L", "K"
"""How the keys of rows of steps and of konfirmasi begin; a number follows."""
ACTOR_LISTS: Final = ("jabatan.id", "jabatan.nama", "jabatan.lengkap", "jabatan.jenis")
LAW_LISTS: Final = ("peraturan.id", "peraturan.judul", "peraturan.singkat")
KONFIRMASI_KEYS: Final = ("bagian", "langkah", "judul", "sebab", "perkiraan")
"""Keys of columns."""
CELL_MAX: Final = 32_000
"""Letters that a cell takes; longer texts are shown in part and stay as they are."""
