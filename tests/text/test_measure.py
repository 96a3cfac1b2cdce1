"""Text metrics: widths of the embedded font, and lines that fit."""

from __future__ import annotations

import struct
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import letters
from generator.text.measure import LONGEST, MeasuredText, pieces, text_width, wrap
from tests.support.tools import ROOT

FONTS = ROOT / "generator" / "paper" / "fonts"

TEXTS = st.text(alphabet="abcdefgh ijklmn OPQR /-–0123 éü", max_size=120)


def test_widths_are_those_of_arial() -> None:
    assert round(text_width("A", 1000)) == 667
    assert round(text_width("A", 1000, bold=True)) == 722
    assert round(text_width(" ", 1000)) == 278
    assert text_width("", 12) == 0
    assert text_width("漢", 12) > 0


@given(TEXTS, st.floats(20, 300))
def test_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, width, 12)
    assert lines
    assert all(text_width(line, 12) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.slow
@given(TEXTS, st.lists(st.floats(1, 30), min_size=2, max_size=6), st.sampled_from([0.0, 0.5, 1.25]))
def test_a_text_breaks_the_same_whatever_it_was_broken_for_before(text: str, rooms: list[float], hang: float) -> None:
    teks = MeasuredText(text, hang=hang)
    for room in rooms:
        fresh = MeasuredText(text, hang=hang).lines(room)
        assert (teks.lines(room), teks.count(room)) == (fresh, len(fresh))
    assert teks.length == text_width(" ".join(text.split()), 1)


@given(TEXTS, st.sampled_from([0.0, 0.5]), st.sampled_from([0.0, 1.25]))
def test_in_the_least_room_no_piece_is_cut(text: str, indent: float, hang: float) -> None:
    """A column that is as wide as the widest piece breaks texts at spaces and where words may break, nowhere else."""
    teks = MeasuredText(text, indent=indent, hang=hang)
    lines = teks.lines(teks.widest)
    parts = [part for word in text.split() for part in pieces(word) if text_width(part, 1) <= LONGEST]
    assert all(any(part in line for line in lines) for part in parts)
    if max(map(text_width, parts, [1] * len(parts)), default=0) < teks.widest - indent - hang:
        return
    ends = set(accumulate(len(part) for word in text.split() for part in pieces(word)))
    assert set(accumulate(len(line.replace(" ", "")) for line in lines)) <= ends | {0}


@given(TEXTS, st.floats(2, 30), st.sampled_from([0.0, 0.5]), st.sampled_from([0.0, 1.25]))
def test_lines_that_stand_in_are_shorter(text: str, room: float, indent: float, hang: float) -> None:
    teks = MeasuredText(text, indent=indent, hang=hang)
    lines = teks.lines(room)
    starts = teks.indents(len(lines))
    assert starts == [indent, *([indent + hang] * (len(lines) - 1))]
    ends = [start + text_width(line, 1) for start, line in zip(starts, lines, strict=True)]
    assert all(end <= room + 1e-9 or len(line) == 1 for end, line in zip(ends, lines, strict=True))
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Kabupaten/Kota", ["Kabupaten/", "Kota"]),
        ("masing-masing", ["masing-", "masing"]),
        ("Ketua/Wakil/Sekretaris", ["Ketua/", "Wakil/", "Sekretaris"]),
        ("pertanggungjawabannya", ["pertanggungjawabannya"]),
        ("1-20", ["1-20"]),
        ("-5", ["-5"]),
        ("e-mail", ["e-mail"]),
        ("S1/D4", ["S1/D4"]),
        ("PER/9/M.PAN/5/2007", ["PER/9/M.PAN/5/2007"]),
        ("https://contoh.example/koleksi", ["https://contoh.example/", "koleksi"]),
        ("tamu@contoh.example", ["tamu@", "contoh.example"]),
        ("x" * 200, ["x" * 200]),
        ("000.8.3.2/1234/BAPPEDALITBANG/SOP/2026/LAMPIRAN", None),
    ],
)
def test_where_a_word_may_break(word: str, parts: list[str] | None) -> None:
    assert parts is None or list(pieces(word)) == parts
    assert "".join(pieces(word)) == word
    assert parts is not None or max(map(text_width, pieces(word), [1] * 20)) < LONGEST


def test_words_stay_whole_where_they_can() -> None:
    assert wrap("Berkas permohonan", 70, 12) == ["Berkas", "permohonan"]
    assert wrap("Persyaratan/Perlengkapan", 80, 12) == ["Persyaratan/", "Perlengkapan"]
    assert wrap("", 50, 12) == [""]


def advances(font: Path) -> dict[int, int]:
    """Code point -> advance, from the tables cmap (format 4), hhea and hmtx of a TrueType file."""
    data = font.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    table = {data[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", data, 20 + 16 * n)[0] for n in range(count)}
    (long,) = struct.unpack_from(">H", data, table[b"hhea"] + 34)
    cmap = table[b"cmap"]
    records = [
        struct.unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(struct.unpack_from(">H", data, cmap + 2)[0])
    ]
    at = next(cmap + start for platform, encoding, start in records if (platform, encoding) == (3, 1))
    (form, _, _, twice) = struct.unpack_from(">HHHH", data, at)
    assert form == 4
    lists = [at + 14, at + 16 + twice, at + 16 + 2 * twice, at + 16 + 3 * twice]
    found = {}
    for n in range(twice // 2):
        end, start, delta, offset = (struct.unpack_from(">H", data, base + 2 * n)[0] for base in lists)
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = (
                code
                if not offset
                else struct.unpack_from(">H", data, lists[3] + 2 * n + offset + 2 * (code - start))[0]
            )
            if glyph or not offset:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                found[code] = struct.unpack_from(">H", data, table[b"hmtx"] + 4 * min(glyph, long - 1))[0]
    return found


@pytest.mark.parametrize(("name", "widths"), [("Regular", letters.REGULAR), ("Bold", letters.BOLD)])
def test_widths_are_those_of_the_shipped_font(name: str, widths: dict[str, float]) -> None:
    font = advances(FONTS / f"LiberationSans-{name}.ttf")
    assert {char for char in widths if ord(char) not in font} == {"\u2011"}
    wrong = {char: (width * 2048, font[ord(char)]) for char, width in widths.items() if ord(char) in font}
    assert {char: pair for char, pair in wrong.items() if round(pair[0]) != pair[1]} == {}
    assert widths["\u2011"] == widths["-"]
    assert widths[" "] == letters.REGULAR[" "], "lines are measured with one width of spaces"
    assert all(chr(code) in widths for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
