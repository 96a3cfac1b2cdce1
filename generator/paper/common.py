"""What several printed documents say: head of the agency, number and revision, status, foot; and text that breaks."""

from __future__ import annotations

from typing import Any

from generator.chart.box_text import shorten
from generator.data.blocks import blocks, plain
from generator.data.italics import rich
from generator.data.library import Library
from generator.data.pictures import safe_picture
from generator.facts.print_marks import PrintMarks, print_marks
from generator.facts.print_words import BELUM_DITETAPKAN, CAP, PERKIRAAN, ended, meaning_of_mark, revision_of
from generator.facts.qr_code import qr_png
from generator.steps.resolve import ResolvedSop
from generator.text.measure import em_width, text_width, wrap

PT = 25.4 / 72
"""One point in mm."""
_HURUF_KOP, _HURUF_KAKI = 10 * PT, 7.5 * PT
"""Type sizes of the head and of the foot of a page (mm)."""
_CELAH = "\u200b"
"""Where a word may break; it has no width."""


def break_words(text: str, lebar: float, ukuran: float, *, tebal: bool = False) -> str:
    """``text``, where words that are wider than a column of ``lebar`` mm may break; ``ukuran``: type size in mm."""
    room = lebar * 0.97
    words = [word for line in text.split("\n") for word in line.split(" ")]
    for word in sorted(set(words), key=len, reverse=True):
        if text_width(word, ukuran, tebal) > room:
            text = text.replace(word, _CELAH.join(wrap(word, room, ukuran, tebal)))
    return text


def fold(text: str, lebar: float, ukuran: float, *, tebal: bool = False) -> str | list[dict[str, Any]]:
    """A text that may have several paragraphs, for ``baris`` of the templates, with the breaks of ``break_words``:
    the text, or its lines, each with how far in its further lines stand (em), behind a number that it brings."""
    text = rich(text)
    if plain(text):
        return break_words(text, lebar, ukuran, tebal=tebal)
    lines = [(line.whole, em_width(line.mark, tebal)) for line in blocks(text)]
    return [
        {"teks": break_words(line, lebar - hang * ukuran, ukuran, tebal=tebal), "gantung": hang} for line, hang in lines
    ]


def letterhead(proyek: Library) -> dict[str, Any]:
    """The head of every sheet: the agency and its emblem."""
    instansi = proyek.instansi
    return {
        "pemerintah": break_words(instansi.pemerintah, 90, _HURUF_KOP),
        "nama": break_words(instansi.nama, 90, _HURUF_KOP, tebal=True),
        "nama_situs": break_words(shorten(instansi.nama_situs, 60), 40, _HURUF_KAKI),
        "logo": safe_picture(proyek.logo).content,
        "alt": f"Logo {instansi.plain_name}",
    }


def code_data(cetakan: PrintMarks) -> dict[str, Any]:
    """The code of a print, a PNG, and its side (mm), or what is said in its place."""
    code = qr_png(cetakan.alamat) if cetakan.alamat else b""
    return {"qr": code, "sisi_qr": cetakan.qr_side, "tanpa_qr": cetakan.without_qr}


def base_data(proyek: Library, tersusun: ResolvedSop, judul_pdf: str) -> dict[str, Any]:
    """What every template needs, among it how the print can be checked later."""
    sop = tersusun.data
    marks = any(k.perkiraan for k in sop.konfirmasi)
    cetakan = print_marks(proyek.instansi, tersusun.slug, sop)
    return {
        "judul_pdf": judul_pdf,
        "kop": letterhead(proyek),
        "cap": CAP[sop.status],
        "cap_ket": ended(sop),
        "kaki": {
            "tanda": meaning_of_mark(proyek, tersusun.slug, sop),
            "perkiraan": PERKIRAAN if marks else "",
            "judul": break_words(f"SOP {shorten(sop.judul, 60)}", 60, _HURUF_KAKI),
            "nomor": break_words(
                f"{shorten(proyek.instansi.label.nomor, 40)}: {shorten(sop.nomor or BELUM_DITETAPKAN, 80)}",
                60,
                _HURUF_KAKI,
            ),
            "revisi": f"Revisi: {revision_of(sop)}",
            "data_per": cetakan.age,
            **code_data(cetakan),
        },
    }


def jabatan_title(proyek: Library, id: str | None) -> str:
    """The full title of a position, "" for none; the id itself where the data do not know it."""
    return proyek.jabatan[id].full_name if id and id in proyek.jabatan else id or ""
