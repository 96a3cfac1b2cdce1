"""The table of printable characters is that of the font files, and what it lacks is found in the data."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from generator.check import check
from generator.data.library import Library
from generator.data.loader import load
from generator.findings import Finding
from generator.paper import typesetting
from generator.text.glyphs import _RANGES, can_print, missing, printable
from tests.support import made_up
from tests.support.pdf import text_of
from tests.support.whole import make_official

FONTS = sorted((typesetting.FOLDER / "fonts").glob("*.ttf"))


def characters(font: Path) -> set[int]:
    """The code points of a TrueType font, from its character map of format 4."""
    data = font.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)
        at = cmap + offset
        if platform == 3 and struct.unpack_from(">H", data, at)[0] == 4:
            return _format_4(data, at)
    raise AssertionError("no character map of format 4")


def _format_4(data: bytes, at: int) -> set[int]:
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", data, at + 16 + 4 * segments)
    base = at + 16 + 6 * segments
    offsets = struct.unpack_from(f">{segments}H", data, base)
    found = set()
    for n in range(segments):
        for code in range(starts[n], ends[n] + 1):
            glyph = code
            if offsets[n]:
                (glyph,) = struct.unpack_from(">H", data, base + 2 * n + offsets[n] + 2 * (code - starts[n]))
            if code != 0xFFFF and (glyph + deltas[n]) % 65536 and (glyph or not offsets[n]):
                found.add(code)
    return found


@pytest.mark.slow
def test_table_is_that_of_the_fonts() -> None:
    assert len(FONTS) == 4
    assert (typesetting.FOLDER / "fonts" / "OFL.txt").is_file()
    parts = [(part.split("-") * 2)[:2] for part in _RANGES.split()]
    stated = {code for first, last in parts for code in range(int(first, 16), int(last, 16) + 1)}
    assert stated == set.intersection(*map(characters, FONTS))


@pytest.mark.slow
def test_every_printable_character_can_be_set() -> None:
    """The engine refuses a character without a glyph: so none of the table may be wrong."""
    codes = [code for code in range(32, 0x10000) if can_print(chr(code))]
    assert len(codes) > 2000
    step = 400
    for start in range(0, len(codes), step):
        text = " ".join(map(chr, codes[start : start + step]))
        assert len(make_official(made_up.proyek({"a": made_up.sop(kualifikasi=[f"x {text}"])}), "a")) > 10_000


def test_printable() -> None:
    assert printable("Surat\nmasuk – 1/2 “x” é") == "Surat\nmasuk – 1/2 “x” é"
    assert printable("a\U0001f600b") == "a□b"
    assert printable("a\u202eb\x00c") == "abc"
    assert missing("ꦱꦸ ꦱ a") == ["ꦱ", "ꦸ"]


def folder_with(folder: Path, logo: bytes = b"") -> Library:
    (folder / "sop").mkdir()
    (folder / "instansi.yml").write_text("pemerintah: A\nnama: B\n" + ("logo: l.png\n" if logo else ""), "utf-8")
    (folder / "jabatan.yml").write_text("staf: {nama: Staf ꦱ}\n", "utf-8")
    (folder / "sop" / "a.yml").write_text(
        "judul: Rapat \U0001f600\npelaksana: staf\nlangkah:\n  - uraian: Mencatat 表 rapat\n    pelaksana: staf\n"
        "konfirmasi:\n  - {bagian: judul, judul: Apa ꦱ, sebab: x}\n",
        "utf-8",
    )
    if logo:
        (folder / "l.png").write_bytes(logo)
    proyek, findings = load(folder)
    assert proyek is not None, findings
    return proyek


def printing(proyek: Library) -> list[Finding]:
    """The findings about what paper cannot show."""
    return [found for found in check(proyek) if found.code in ("S404", "S405")]


def test_characters_that_cannot_be_printed_are_found(tmp_path: Path) -> None:
    found = printing(folder_with(tmp_path))
    places = {(f.code, f.severity, f.file, f.line, f.field) for f in found}
    assert places == {
        ("S404", "peringatan", "jabatan.yml", 1, "staf.nama"),
        ("S404", "peringatan", "sop/a.yml", 1, "judul"),
        ("S404", "peringatan", "sop/a.yml", 4, "langkah.1.uraian"),
    }
    assert "U+1F600" in next(f.message for f in found if f.field == "judul")


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"bukan gambar", True), (b"%PDF-1.7", True), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
        *((picture(kind), False) for kind in ("PNG", "JPEG", "WEBP", "GIF")),
        *((picture(kind)[:-40], True) for kind in ("PNG", "WEBP")), (b"\xff\xd8\xff\xe0", True), (b"GIF89a", True),
    ],
)  # fmt: skip
def test_a_logo_that_is_not_an_image_is_found(tmp_path: Path, content: bytes, wrong: bool) -> None:
    codes = [f.code for f in printing(folder_with(tmp_path, content)) if f.code != "S404"]
    assert codes == (["S405"] if wrong else [])


@pytest.mark.slow
def test_both_agencies_can_be_printed_whole(seed: Library, contoh: Library) -> None:
    assert [*printing(seed), *printing(contoh)] == []


@pytest.mark.slow
def test_a_broken_picture_does_not_stop_a_document(tmp_path: Path) -> None:
    proyek = folder_with(tmp_path, b"\x89PNG\r\n\x1a\n rusak")
    assert "Mencatat □ rapat" in text_of(make_official(proyek, "a"))
