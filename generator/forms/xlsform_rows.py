"""The questions of a phone form (rows of the sheet ``survey``) and the words of its choices.

Ids of the data have no hyphen, so every name that is made here has one and can never be that of a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.data.formulir import FormField, FormSection, FormTable, Formulir, SignatureBlock
from generator.data.rumus import ColumnSum, Pohon, parse_rumus, parts, read_aloud
from generator.forms import form_limits
from generator.forms.field_limits import NIP_LIMITS, FieldLimits, kind_limits, limits_of
from generator.forms.form_limits import plain
from generator.forms.formula_xpath import nth, xpath
from generator.forms.limits_xpath import constraint
from generator.forms.numbered_columns import groups, label_of
from generator.forms.row_series import RowSeries, rows_of

SurveyRow = dict[str, str]
"""A row: name of a column of the sheet -> its text."""

LABEL, HINT = "label::Indonesia (id)", "hint::Indonesia (id)"
PESAN_SYARAT, PESAN_WAJIB = "constraint_message::Indonesia (id)", "required_message::Indonesia (id)"
LAIN = "lainnya"
"""The choice that asks for another word."""
YA_TIDAK = "ya-tidak"
"""The list of a single box."""
_LONGEST_CODE = 40
_RESERVED = ("data", "meta")
"""Names of the root of a filled form and of what it says about itself."""


def name_of(id: str) -> str:
    """The name of a field, table or signature on the phone: its id, unless XForms keep that word for themselves."""
    return f"{id}-isian" if id in _RESERVED else id


def words(text: str) -> str:
    """A text for people: ``${x}`` would be read as the value of a field, so an invisible joiner parts it."""
    return plain(text).replace("${", "$\u2060{")


_MARKS = re.compile(r"[\\*_]")
_OPENERS = re.compile(
    r"^(?=[ \t]*(?:#|>|[-+][ \t]|\d+[.)][ \t]|={3}|-{3}))"
    r"|(?<=<)(?=[a-zA-Z/!?])|(?<=&)(?=#?\w+;)|(?<=\])(?=[(\[:])",
    re.MULTILINE,
)


def choice_words(text: str) -> str:
    """A text as a choice: an invisible joiner parts what would begin a heading, a list, a link or a tag. Web forms show
    a choice as it is written, so no backslash goes before emphasis."""
    return _OPENERS.sub("\u2060", words(text))


def label_words(text: str) -> str:
    """A text as a label or hint, which phones and web forms take for Markdown: a backslash goes before emphasis too."""
    return _MARKS.sub(r"\\\g<0>", choice_words(text))


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
        yield _choice(YA_TIDAK, "ya", "Ya")
        yield _choice(YA_TIDAK, "tidak", "Tidak")
    for field in fields:
        if field.kind.way == "kotak":
            for word, code in codes(field).items():
                yield _choice(field.id, code, choice_words(word))
            if field.lainnya and field.pilihan:
                yield _choice(field.id, LAIN, "Lainnya")


def _choice(name: str, code: str, label: str) -> SurveyRow:
    return {"list_name": name, "name": code, LABEL: label}


class Survey:
    """Makes the rows of the sheet ``survey``. The form must have passed ``check_formulir``."""

    def __init__(self, formulir: Formulir) -> None:
        self._formulir = formulir
        self._deret = rows_of(formulir)
        columns = [c for _, tabel in formulir.tabel() for c in tabel.kolom]
        self._fields = {field.id: field for field in (*(f for _, f in formulir.isian()), *columns)}

    def rows(self) -> Iterator[SurveyRow]:
        """All rows, in the order of the form; its instructions come first, where a phone shows them in time."""
        for number, text in enumerate(self._formulir.petunjuk, 1):
            yield _row("note", f"petunjuk-{number}", text)
        for number, bagian in enumerate(self._formulir.bagian, 1):
            yield from self._section(f"bagian-{number}", bagian)
        yield from self._sums()

    def _section(self, name: str, bagian: FormSection) -> Iterator[SurveyRow]:
        inside = [_row("note", f"{name}-teks-{number}", text) for number, text in enumerate(bagian.teks, 1)]
        for field in (*bagian.isian, *bagian.kanan):
            inside += self._question(field)
        deret = self._deret.get(bagian.tabel.id) if bagian.tabel else None
        alone = deret is None and bagian.judul
        if inside and alone:
            yield from _group(name, bagian.judul or "", inside)
        else:
            yield from inside
        if deret:
            yield from self._repeat(deret)
        for block in bagian.tanda_tangan:
            yield from _group(name_of(block.id), (block.sebutan or "Tanda tangan").rstrip(","), list(_signature(block)))

    def _repeat(self, deret: RowSeries) -> Iterator[SurveyRow]:
        """One row of a table and of its continuations: the columns, in groups as the table's heads have them."""
        stated = deret.tabel[0][1]
        count = {"repeat_count": str(len(stated.isi))} if stated.isi else {}
        yield _row("begin_repeat", name_of(deret.id), deret.judul) | count
        for column in stated.printed_columns:
            words = [row.get(column.id, "") for row in stated.isi]
            yield {"type": "calculate", "name": name_of(column.id), "calculation": nth(words)}
        for heading, tabel in deret.tabel:
            inside = [_shown(tabel)] if tabel.isi else []
            for number, (head, run) in enumerate(groups(tabel), 1):
                asked = [column for column in run if column in tabel.filled_columns]
                questions = [row for column in asked for row in self._question(column)]
                inside += _group(f"{tabel.id}-kelompok-{number}", head, questions) if head and asked else questions
            together = len(deret.tabel) > 1 or tabel.isi
            yield from _group(f"{tabel.id}-kolom", heading or self._formulir.judul, inside) if together else inside
        yield {"type": "end_repeat"}

    def _question(self, isian: FormField) -> list[SurveyRow]:
        """The question, and the one for another word than the choices."""
        kind, appearance = isian.kind.phone
        if isian.kind.way == "kotak":
            kind = f"select_one {YA_TIDAK}"
            if isian.pilihan:
                kind = f"{'select_one' if isian.jenis == 'pilihan' else 'select_multiple'} {isian.id}"
        row = _row(kind, name_of(isian.id), label_of(isian), appearance=appearance)
        row |= _limits(limits_of(isian)) | (_required() if isian.wajib and not isian.kind.calculated else {})
        formula = read_aloud(parse_rumus(isian.rumus), lambda id: self._fields[id].label) if isian.rumus else ""
        if help_text := " ".join(filter(None, (isian.petunjuk, f"= {formula}" if formula else ""))):
            row[HINT] = label_words(help_text)
        if isian.rumus:
            row |= {"calculation": self._calculation(parse_rumus(isian.rumus)), "read_only": "yes"}
        if not (isian.lainnya and isian.pilihan):
            return [row]
        other = _row("text", f"{isian.id}-{LAIN}", f"{isian.label}: lainnya") | _limits(_TEXT) | _required()
        return [row, other | {"relevant": f"selected(${{{name_of(isian.id)}}}, '{LAIN}')"}]

    def _calculation(self, tree: Pohon) -> str:
        def code(field: str, word: str) -> str:
            return codes(self._fields[field])[word]

        # Inside a repeat a phone sums only the row it is in, so sums stand outside: see _sums.
        return xpath(tree, lambda id: f"${{{name_of(id)}}}", lambda id: f"${{jumlah-{id}}}", code)

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


def _row(kind: str, name: str, label: str, appearance: str = "") -> SurveyRow:
    row = {"type": kind, "name": name, LABEL: label_words(label)}
    if kind == "image":
        row["parameters"] = "max-pixels=1024"
    return row | ({"appearance": appearance} if appearance else {})


def _group(name: str, label: str, inside: Sequence[SurveyRow]) -> Iterator[SurveyRow]:
    """Questions that a phone shows on one page."""
    nested = any(row["type"].startswith("begin") for row in inside)
    yield _row("begin_group", name, label, appearance="" if nested else "field-list")
    yield from inside
    yield {"type": "end_group"}


def _signature(block: SignatureBlock) -> Iterator[SurveyRow]:
    if block.tempat_tanggal:
        yield _row("text", f"{block.id}-tempat", "Tempat") | _limits(_TEXT)
        yield _row("date", f"{block.id}-tanggal", "Tanggal") | _limits(_DAY)
    if block.tanggal:
        yield _row("date", f"{block.id}-diterima", block.tanggal) | _limits(_DAY)
    if block.jabatan:
        yield _row("text", f"{block.id}-jabatan", "Jabatan") | _limits(_TEXT)
    yield _row("image", f"{block.id}-tanda-tangan", "Tanda tangan", appearance="signature")
    yield _row("text", f"{block.id}-nama", "Nama") | _limits(_TEXT)
    if block.pangkat:
        yield _row("text", f"{block.id}-pangkat", "Pangkat") | _limits(_TEXT)
    if block.nip:
        yield _row("text", f"{block.id}-nip", "NIP", appearance="numbers") | _limits(NIP_LIMITS)


_TEXT, _DAY = kind_limits("teks"), kind_limits("tanggal")


def _limits(batas: FieldLimits) -> SurveyRow:
    condition = constraint(batas)
    return {"constraint": condition, PESAN_SYARAT: batas.message} if condition else {}


def _required() -> SurveyRow:
    return {"required": "yes", PESAN_WAJIB: form_limits.PESAN_WAJIB}
