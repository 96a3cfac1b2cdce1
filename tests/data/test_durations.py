"""Standard times as people write them: each is a duration, a range, or says why it is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.durations import UNIT_WORDS, Duration, Unsummed, add_durations, parse_duration, read_time
from generator.data.number_words import numbers_as_digits


@pytest.mark.parametrize(
    ("teks", "spoken"),
    [
        ("±15 menit", "15 menit"), ("+/- 15 menit", "15 menit"), ("kurang lebih 15 menit", "15 menit"),
        ("Maks. 30 menit", "30 menit"), ("maksimal 2 hari", "2 hari"), ("paling lama 3 hari kerja", "3 hari kerja"),
        ("30 menit (maks)", "30 menit"), ("30 menit maksimal", "30 menit"), ("< 1 jam", "60 menit"),
        ("1 jam 30 menit", "90 menit"), ("1 jam dan 15 menit", "75 menit"), ("1jam30menit", "90 menit"),
        ("1x24 jam", "1 hari"), ("2 × 24 jam", "2 hari"),
        ("3 x 24 jam", "3 hari"), ("2 x 30 menit", "60 menit"), ("24 jam", "1.440 menit"),
        ("30'", "30 menit"), ("30′", "30 menit"), ("30 ’", "30 menit"), ("1 jam 15'", "75 menit"),
        ("2-3 hari", "2-3 hari"), ("2 – 3 hari", "2-3 hari"), ("2 s.d. 3 hari", "2-3 hari"),
        ("10 s/d 15 menit", "10-15 menit"), ("30 menit - 1 jam", "30-60 menit"), ("antara 2 dan 3 hari", "2-3 hari"),
        ("2 atau 3 hari", "2-3 hari"), ("2 - 2 hari", "2 hari"), ("±1-2 jam", "60-120 menit"),
        ("½ jam", "30 menit"), ("1½ jam", "90 menit"), ("1 1/2 jam", "90 menit"), ("1,5 jam", "90 menit"),
        ("setengah jam", "30 menit"), ("satu setengah jam", "90 menit"), ("satu hari", "1 hari"),
        ("lima belas menit", "15 menit"), ("dua puluh lima menit", "25 menit"), ("seminggu", "1 minggu"),
        ("5 (lima) menit", "5 menit"), ("14 (empat belas) hari kerja", "14 hari kerja"), ("lima (5) menit", "5 menit"),
        ("30 mnt", "30 menit"), ("1 bln", "1 bulan"), ("2 HK", "2 hari kerja"), ("1 hari (kerja)", "1 hari kerja"),
        ("1 hari kalender", "1 hari"), ("30 detik", "30 detik"), ("1.500 menit", "1.500 menit"),
        ("15 menit.", "15 menit"), ("1 jam (60 menit)", "60 menit"), ("1 jam = 60 menit", "60 menit"),
    ],
)  # fmt: skip
def test_what_is_counted(teks: str, spoken: str) -> None:
    lama, why = read_time(teks)
    assert (lama.spoken if lama else why) == spoken


@pytest.mark.parametrize(
    ("teks", "why"),
    [
        ("", "kata"), ("-", "kata"), ("Segera", "kata"), ("Pukul 10.00", "kata"), ("3 kali", "kata"), ("H-1", "kata"),
        ("H+3 hari", "kata"), ("setiap 2 minggu", "kata"), ("2 minggu sekali", "kata"), ("3 lembar", "kata"),
        ("15", "satuan"), ("15-20", "satuan"), ("0 menit", "nol"), ("0", "satuan"), ("0,0 jam", "nol"),
        ("120 Menit / 3 Hari", "dua"), ("5 menit atau 1 hari", "dua"), ("1 hari 2 jam", "dua"),
        ("10 menit\n5 menit", "dua"), ("1 minggu/7 hari", "dua"), ("1 hari - 1 minggu", "dua"),
        ("1 jam (50 menit)", "beda"), ("5 (enam) menit", "beda"), ("20 - 3 hari", "terbalik"),
        ("min. 30 menit", "bawah"), ("> 1 jam", "bawah"), ("lebih dari 2 hari", "bawah"), ("02-Mar", "tanggal"),
        ("1.30 jam", "jarum jam"), ("0:15:00", "jarum jam"), ("10 menit/berkas", "lain"), ("15”", "lain"),
        ("10 menit per orang", "lain"), ("3 hari setelah surat diterima", "lain"), ("2 - 3 - 4 hari", "lain"),
    ],
)  # fmt: skip
def test_what_is_not_counted_says_why(teks: str, why: Unsummed) -> None:
    assert read_time(teks) == (None, why)


@pytest.mark.parametrize(
    ("teks", "kepala", "spoken"),
    [
        ("15", "Waktu (Menit)", "15 menit"), ("5-10", "Waktu (Menit)", "5-10 menit"),
        ("2 jam", "Waktu (Menit)", "kepala"),
        ("120 menit (2 jam)", "Waktu (Menit)", "120 menit"), ("± 15", "Waktu (Menit)", "15 menit"),
        ("0", "Waktu (Menit)", "nol"),
        ("2", "Waktu (dalam jam)", "120 menit"),
        ("2 hari", "Waktu (Hari Kerja)", "kepala"),
        ("2 hari kerja", "Waktu (hari)", "kepala"), ("2 jam", "Waktu (lama)", "120 menit"),
    ],
)  # fmt: skip
def test_the_head_of_the_column(teks: str, kepala: str, spoken: str) -> None:
    lama, why = read_time(teks, kepala)
    assert (lama.spoken if lama else why) == spoken


@pytest.mark.slow
@given(st.text(max_size=40) | st.from_regex(r"\A[0-9 ±x.,/()-]{1,12} ?(menit|jam|hari|hari kerja|minggu)?\Z"))
def test_any_text_is_read_or_says_why(teks: str) -> None:
    lama, why = read_time(teks)
    assert (lama is None) == bool(why)
    assert lama is None or (lama.nilai >= lama.shortest > 0 and lama.satuan in UNIT_WORDS.values())


@pytest.mark.slow
@given(st.integers(1, 9999), st.sampled_from(sorted(set(UNIT_WORDS))))
def test_every_unit_is_counted_and_none_becomes_another_but_the_hour(number: int, unit: str) -> None:
    meant = UNIT_WORDS[unit]
    expected = Duration(number * 60, "menit") if meant == "jam" else Duration(number, meant)
    for written in (f"{number} {unit}", f"{number}{unit.upper()}", f"± {number} {unit}."):
        assert parse_duration(written) == expected


def test_sums_keep_units_apart() -> None:
    parts = [Duration(3, "hari", 2), Duration(5, "menit"), Duration(1, "hari"), Duration(1, "hari kerja")]
    assert [part.spoken for part in add_durations(parts)] == ["1 hari kerja", "3-4 hari", "5 menit"]
    assert add_durations([]) == ()


@pytest.mark.parametrize(
    ("teks", "digits"),
    [("sebelas", "11"), ("dua puluh", "20"), ("seratus dua puluh", "120"), ("puluh", "puluh"),
     ("satu dua", "satu dua"), ("sehari", "1 hari"), ("segera", "segera"), ("5 (lima)", "5"), ("5 (enam)", "5 (6)"),
     ("1/2", "0,5"), ("1/25", "1/25")],
)  # fmt: skip
def test_numbers_in_words(teks: str, digits: str) -> None:
    assert numbers_as_digits(teks) == digits
