"""Forms: what a field says about itself fits its kind and its place (codes F114 to F117)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.formulir import HARI_INI, TICKED, FormField, Formulir, number_limit, text_lengths
from generator.data.near_words import suggest
from generator.findings import Finding
from generator.forms.field_limits import accepts, is_limit, limits_of
from generator.forms.numbered_columns import PlacedField, placed_fields
from generator.reading.source import Loc

_EXAMPLES = {"angka": "min: 0", "tanggal": "maks: hari ini", "jam": "min: 08:00"}


@rule("F114", "galat", of="formulir")
def check_limits(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F114: limits of a kind that the field has not, that cannot be read, or between which nothing lies."""
    for one in placed_fields(formulir):
        for key, message, remedy in _limit_problems(one.data):
            yield lingkup.finding("F114", (*one.loc, key), message, remedy)


def _limit_problems(field: FormField) -> Iterator[tuple[str, str, str]]:
    """(key, message, remedy) of each limit that cannot be one."""
    value = field.kind.value if field.kind.typed else ""
    for key, text in (("min", field.min), ("maks", field.maks)):
        if text and value not in _EXAMPLES:
            yield key, f"isian berjenis '{field.jenis}' tidak mempunyai '{key}'", f"hapus '{key}', atau ganti jenisnya"
        elif text and not is_limit(value, text):
            yield key, f"'{text}' bukan {value}", f"tulis misalnya {_EXAMPLES[value]}"
    for key, given in (("bulat", field.bulat), ("desimal", field.desimal)):
        if given and value != "angka":
            yield key, f"'{key}' hanya untuk isian berjenis angka", f"hapus '{key}', atau pakai jenis: angka"
    if field.bulat and field.desimal:
        yield "desimal", "bilangan bulat tidak mempunyai angka di belakang koma", "hapus 'bulat' atau 'desimal'"
    if field.panjang and value != "teks":
        yield "panjang", "'panjang' hanya untuk isian yang berupa tulisan", "pakai 'min' dan 'maks' untuk angka"
    elif field.panjang:
        lengths = text_lengths(field.panjang)
        if lengths is None:
            yield "panjang", f"'{field.panjang}' bukan banyaknya huruf", "tulis misalnya panjang: 16 atau 10-16"
        elif lengths[1] > field.kind.longest:
            most = field.kind.longest
            yield (
                "panjang",
                f"isian berjenis '{field.jenis}' memuat paling banyak {most} huruf",
                f"tulis panjang: {most}",
            )
    if (
        field.min
        and field.maks
        and is_limit(value, field.min)
        and is_limit(value, field.maks)
        and _crossed(field, value)
    ):
        yield "maks", f"'maks' ({field.maks}) lebih kecil daripada 'min' ({field.min})", "tukar keduanya"


def _crossed(field: FormField, value: str) -> bool:
    least, most = field.min or "", field.maks or ""
    if HARI_INI in (least, most):
        return False
    if value == "angka":
        return Decimal(number_limit(least) or 0) > Decimal(number_limit(most) or 0)
    return least > most


@rule("F115", "galat", of="formulir")
def check_defaults(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F115: a ``bawaan`` that the field itself would not take, or in a table, whose blank rows say nothing."""
    for one in placed_fields(formulir):
        field, text = one.data, one.data.bawaan
        if text is None:
            continue
        place = (*one.loc, "bawaan")
        if one.deret:
            yield lingkup.finding(
                "F115", place, "kolom tabel tidak mempunyai 'bawaan'", "hapus 'bawaan' pada kolom ini"
            )
        elif field.kind.way == "kotak":
            words = field.pilihan or (TICKED,)
            if text not in words:
                message = f"'{text}' bukan pilihan isian ini"
                yield lingkup.finding("F115", place, message, suggest(text, words))
        elif not field.kind.typed:
            message = f"isian berjenis '{field.jenis}' tidak mempunyai 'bawaan'"
            yield lingkup.finding("F115", place, message, "hapus 'bawaan'")
        elif not list(_limit_problems(field)) and not _fits(field, text):
            yield lingkup.finding("F115", place, f"isian ini sendiri menolak '{text}'", limits_of(field).message)


def _fits(field: FormField, text: str) -> bool:
    return (field.kind.value == "tanggal" and text == HARI_INI) or accepts(limits_of(field), text)


@rule("F116", "galat", of="formulir")
def check_details(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F116: ``rincian`` names a choice of the same field, and stands outside tables, where there is room for it."""
    for one in placed_fields(formulir):
        for index, word in enumerate(one.data.rincian):
            place = (*one.loc, "rincian", index)
            if one.deret:
                message = "kolom tabel tidak mempunyai tempat untuk rincian"
                yield lingkup.finding("F116", place, message, "tambahkan kolom untuk rinciannya")
            elif word not in one.data.pilihan:
                message = f"'{word}' bukan pilihan isian ini"
                yield lingkup.finding("F116", place, message, suggest(word, one.data.pilihan))


@rule("F117", "galat", of="formulir")
def check_places(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F117: something that has no place where it stands: a sentence in a table, a field without a label, signatures
    beside fields that are not there."""
    for one in placed_fields(formulir):
        for key, message, remedy in _place_problems(one):
            yield lingkup.finding("F117", (*one.loc, key), message, remedy)
    for number, bagian in enumerate(formulir.bagian):
        if bagian.samping and not (bagian.tanda_tangan and bagian.isian and not bagian.kanan and not bagian.tabel):
            message = "'samping' memerlukan tanda tangan dan isian, tanpa 'kanan' dan tanpa tabel"
            place: Loc = ("bagian", number, "samping")
            yield lingkup.finding("F117", place, message, "hapus 'samping', atau pindahkan isian ke bagian ini")
        if bagian.samping and len(bagian.tanda_tangan) > 1:
            message = "hanya satu tanda tangan muat di sebelah isian"
            yield lingkup.finding(
                "F117", ("bagian", number, "samping"), message, "pindahkan yang lain ke bagian berikutnya"
            )


def _place_problems(one: PlacedField) -> Iterator[tuple[str, str, str]]:
    field = one.data
    if not field.label and not (one.deret and field.kelompok):
        remedy = "isi 'label'; hanya kolom di bawah 'kelompok' boleh tanpa tulisan"
        yield "label", f"isian '{field.id}' tidak berlabel", remedy
    if field.kind.way == "kalimat" and one.deret:
        yield "jenis", "kalimat tidak dapat menjadi kolom tabel", "tulis kalimatnya pada 'teks' bagian ini"
    if field.kind.way == "kalimat" and field.wajib:
        yield "wajib", "kalimat tidak diisi, jadi tidak dapat wajib", "hapus 'wajib'"
