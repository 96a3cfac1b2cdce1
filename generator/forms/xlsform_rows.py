"""The questions of a phone form (rows of the sheet ``survey``) and the words of its choices.

Ids of the data have no hyphen, so every name that is made here has one and can never be that of a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.data.formulir import HARI_INI, TICKED, FormField, FormSection, FormTable, Formulir, number_limit
from generator.data.rumus import ColumnSum, parse_condition, parse_rumus, parts, read_aloud
from generator.forms.field_limits import kind_limits, limits_of
from generator.forms.form_limits import plain
from generator.forms.formula_xpath import XPathNames, literal, nth, xpath, xpath_condition
from generator.forms.numbered_columns import groups, label_of
from generator.forms.row_series import RowSeries, rows_of
from generator.forms.xlsform_parts import (
    HINT,
    LABEL,
    SurveyRow,
    choice_words,
    group_rows,
    label_words,
    limit_cells,
    name_of,
    question_row,
    required_cells,
    signature_rows,
)

LAIN = "lainnya"
"""The choice that asks for another word."""
YA_TIDAK = "ya-tidak"
"""The list of a single box."""
_LONGEST_CODE = 40


def codes(isian: FormField) -> dict[str, str]:
    """Word of a choice -> its code in the data: "sangat segera" -> "sangat_segera"."""
    taken = {LAIN} if isian.lainnya else set()
    found: dict[str, str] = {}
    for number, word in enumerate(isian.pilihan, 1):
        code = re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")[:_LONGEST_CODE]
        if not code or code in taken:
            code = f"pilihan_{number}"
        while code in taken:
            code += "_"
        taken.add(code)
        found.setdefault(word, code)
    return found


def choices(formulir: Formulir) -> Iterator[SurveyRow]:
    """Rows of the sheet ``choices``: one list for each field with choices, named as the field."""
    fields = [field for _, field in formulir.isian()] + [c for _, tabel in formulir.tabel() for c in tabel.kolom]
    if any(field.jenis == "centang" and not field.pilihan for field in fields):
        yield _choice(YA_TIDAK, TICKED, "Ya")
        yield _choice(YA_TIDAK, "tidak", "Tidak")
    lists = shared_lists(formulir)
    for name in dict.fromkeys(lists.values()):
        first = next(field for field in fields if lists.get(field.id) == name)
        for word, code in codes(first).items():
            yield _choice(name, code, choice_words(word))
    for field in fields:
        if field.kind.way == "kotak" and field.id not in lists:
            for word, code in codes(field).items():
                yield _choice(field.id, code, choice_words(word))
            if field.lainnya and field.pilihan:
                yield _choice(field.id, LAIN, "Lainnya")


def shared_lists(formulir: Formulir) -> dict[str, str]:
    """Id of each statement of a matrix -> the list of its answers, which they share."""
    matrices = [(n, bagian.matriks) for n, bagian in enumerate(formulir.bagian, 1) if bagian.matriks]
    return {one.id: f"jawaban-{n}" for n, matrix in matrices for one in matrix.pernyataan}


def default_of(isian: FormField) -> str:
    """What a phone shows before anybody answers."""
    from pyxform.utils import default_is_dynamic  # not above: papers only ask for codes, and it takes long to load

    text = isian.bawaan or ""
    if isian.pilihan:
        return codes(isian)[text]
    if isian.kind.value == "angka":
        return number_limit(text) or ""
    if text == HARI_INI and isian.kind.value == "tanggal":
        return "today()"
    if isian.kind.value == "jam":
        return f"{text}:00.000"
    # What pyxform would take for a formula ("Seksi A + B") is one: that of a text.
    formula = isian.kind.value == "teks" and default_is_dynamic(text, "text")
    return f"concat({literal(text)}, '')" if formula else plain(text)


def _choice(name: str, code: str, label: str) -> SurveyRow:
    return {"list_name": name, "name": code, LABEL: label}


class Survey:
    """Makes the rows of the sheet ``survey``. The form must have passed ``check_formulir``."""

    def __init__(self, formulir: Formulir) -> None:
        self._formulir = formulir
        self._deret = rows_of(formulir)
        columns = [c for _, tabel in formulir.tabel() for c in tabel.kolom]
        self._fields = {field.id: field for field in (*(f for _, f in formulir.isian()), *columns)}
        self._lists = shared_lists(formulir)
        self._names = XPathNames(
            lambda id: f"${{{name_of(id)}}}",
            # Inside a repeat a phone sums only the row it is in, so sums stand outside: see _sums.
            lambda id: f"${{jumlah-{id}}}",
            lambda field, word: codes(self._fields[field]).get(word, word),
            frozenset(id for id, field in self._fields.items() if field.kind.value == "tanggal"),
            frozenset(id for id, field in self._fields.items() if field.jenis == "centang" and field.pilihan),
        )

    def rows(self) -> Iterator[SurveyRow]:
        """All rows, in the order of the form; its instructions come first, where a phone shows them in time."""
        for number, text in enumerate(self._formulir.petunjuk, 1):
            yield question_row("note", f"petunjuk-{number}", text)
        for number, bagian in enumerate(self._formulir.bagian, 1):
            yield from self._section(f"bagian-{number}", bagian)
        yield from self._sums()

    def _section(self, name: str, bagian: FormSection) -> Iterator[SurveyRow]:
        if not bagian.bila:
            yield from self._parts(name, bagian)
            return
        # What decides about all of it stands round all of it.
        bare = bagian.model_copy(update={"judul": None})
        inside = list(self._parts(name, bare))
        when = xpath_condition(parse_condition(bagian.bila), self._names)
        yield from group_rows(name, bagian.judul or self._formulir.judul, inside, relevant=when)

    def _parts(self, name: str, bagian: FormSection) -> Iterator[SurveyRow]:
        inside = [question_row("note", f"{name}-teks-{number}", text) for number, text in enumerate(bagian.teks, 1)]
        for field in (*bagian.isian, *bagian.kanan):
            inside += self._question(field)
        if bagian.matriks:
            rows = [row for field in bagian.matriks.fields for row in self._question(field)]
            inside += group_rows(f"{name}-matriks", bagian.matriks.kepala, rows, appearance="table-list")
        deret = self._deret.get(bagian.tabel.id) if bagian.tabel else None
        alone = deret is None and bagian.judul
        if inside and alone:
            yield from group_rows(name, bagian.judul or "", inside)
        else:
            yield from inside
        if deret:
            yield from self._repeat(deret)
        for block in bagian.tanda_tangan:
            title = (block.sebutan or "Tanda tangan").rstrip(",")
            yield from group_rows(name_of(block.id), title, list(signature_rows(block)))

    def _repeat(self, deret: RowSeries) -> Iterator[SurveyRow]:
        """One row of a table and of its continuations: the columns, in groups as the table's heads have them."""
        stated = deret.tabel[0][1]
        count = {"repeat_count": str(len(stated.isi))} if stated.isi else {}
        yield question_row("begin_repeat", name_of(deret.id), deret.judul) | count
        for column in stated.printed_columns:
            words = [row.get(column.id, "") for row in stated.isi]
            yield {"type": "calculate", "name": name_of(column.id), "calculation": nth(words)}
        for heading, tabel in deret.tabel:
            inside = [_shown(tabel)] if tabel.isi else []
            for number, (head, run) in enumerate(groups(tabel), 1):
                asked = [column for column in run if column in tabel.filled_columns]
                questions = [row for column in asked for row in self._question(column)]
                inside += group_rows(f"{tabel.id}-kelompok-{number}", head, questions) if head and asked else questions
            together = len(deret.tabel) > 1 or tabel.isi
            yield from group_rows(f"{tabel.id}-kolom", heading or self._formulir.judul, inside) if together else inside
        yield {"type": "end_repeat"}

    def _question(self, isian: FormField) -> list[SurveyRow]:
        """The question, and those for other words than the choices."""
        kind, appearance = isian.kind.phone
        if isian.kind.way == "kotak":
            several = isian.jenis == "centang"
            kind = f"{'select_multiple' if several else 'select_one'} {self._lists.get(isian.id, isian.id)}"
            kind = kind if isian.pilihan else f"select_one {YA_TIDAK}"
        row = question_row(kind, name_of(isian.id), label_of(isian), appearance=appearance)
        row |= {} if isian.kind.device else limit_cells(limits_of(isian))
        row |= required_cells() if isian.wajib and not isian.kind.calculated else {}
        formula = read_aloud(parse_rumus(isian.rumus), lambda id: self._fields[id].label) if isian.rumus else ""
        if help_text := " ".join(filter(None, (isian.petunjuk, f"= {formula}" if formula else ""))):
            row[HINT] = label_words(help_text)
        if isian.rumus:
            row |= {"calculation": xpath(parse_rumus(isian.rumus), self._names), "read_only": "yes"}
        if isian.bila:
            row["relevant"] = xpath_condition(parse_condition(isian.bila), self._names)
        if isian.bawaan:
            row["default"] = default_of(isian)
        return [row, *self._other_words(isian)]

    def _other_words(self, isian: FormField) -> Iterator[SurveyRow]:
        """The questions that a choice asks: of which other word, and what stands beside it."""
        asked = [(LAIN, LAIN, LAIN)] if isian.lainnya and isian.pilihan else []
        asked += [(f"rincian-{n}", word, codes(isian)[word]) for n, word in enumerate(isian.rincian, 1)]
        for name, word, code in asked:
            row = question_row("text", f"{isian.id}-{name}", f"{isian.label}: {word}")
            row |= limit_cells(kind_limits("teks")) | required_cells()
            yield row | {"relevant": f"selected(${{{name_of(isian.id)}}}, '{code}')"}

    def _sums(self) -> Iterator[SurveyRow]:
        trees = [parse_rumus(field.rumus) for field in self._fields.values() if field.rumus]
        summed = dict.fromkeys(p.kolom for tree in trees for p in parts(tree) if isinstance(p, ColumnSum))
        for column in summed:
            filled = f"${{{name_of(column)}}}[. != '']"
            calculation = f"if(count({filled}) > 0, sum({filled}), '')"
            yield {"type": "calculate", "name": f"jumlah-{column}", "calculation": calculation}


def _shown(tabel: FormTable) -> SurveyRow:
    """The words of a row that is printed already, above what is asked about it."""
    lines = [f"{label_words(column.label)}: ${{{name_of(column.id)}}}" for column in tabel.printed_columns]
    return {"type": "note", "name": f"{tabel.id}-tercetak", LABEL: "\n".join(lines)}
