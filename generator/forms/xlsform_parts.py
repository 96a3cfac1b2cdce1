"""Rows of a phone form as every question has them: names, words for people, limits, groups, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.data.formulir import SignatureBlock
from generator.forms.field_limits import NIP_LIMITS, FieldLimits, kind_limits
from generator.forms.form_limits import plain
from generator.forms.limits_xpath import constraint

SurveyRow = dict[str, str]
"""A row: name of a column of the sheet -> its text."""

LABEL, HINT = "label::Indonesia (id)", "hint::Indonesia (id)"
PESAN_SYARAT, PESAN_WAJIB = "constraint_message::Indonesia (id)", "required_message::Indonesia (id)"
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


def question_row(kind: str, name: str, label: str, appearance: str = "") -> SurveyRow:
    row = {"type": kind, "name": name, LABEL: label_words(label)}
    if kind == "image":
        row["parameters"] = "max-pixels=1024"
    return row | ({"appearance": appearance} if appearance else {})


def group_rows(
    name: str, label: str, inside: Sequence[SurveyRow], *, relevant: str = "", appearance: str = "field-list"
) -> Iterator[SurveyRow]:
    """Questions that a phone shows on one page. ``relevant``: the condition under which it asks them, "" = always."""
    nested = any(row["type"].startswith("begin") for row in inside)
    row = question_row("begin_group", name, label, appearance="" if nested else appearance)
    yield row | ({"relevant": relevant} if relevant else {})
    yield from inside
    yield {"type": "end_group"}


def signature_rows(block: SignatureBlock) -> Iterator[SurveyRow]:
    if block.tempat_tanggal:
        yield question_row("text", f"{block.id}-tempat", "Tempat") | limit_cells(_TEXT)
        yield question_row("date", f"{block.id}-tanggal", "Tanggal") | limit_cells(_DAY)
    if block.tanggal:
        yield question_row("date", f"{block.id}-diterima", block.tanggal) | limit_cells(_DAY)
    if block.pejabat:
        officer = block.pejabat
        lines = (officer.jabatan, officer.nama, officer.pangkat, officer.nip and f"NIP. {officer.nip}")
        yield question_row("note", f"{block.id}-pejabat", "\n".join(filter(None, lines)))
        yield question_row("image", f"{block.id}-tanda-tangan", "Tanda tangan", appearance="signature")
        return
    if block.jabatan:
        yield question_row("text", f"{block.id}-jabatan", "Jabatan") | limit_cells(_TEXT)
    yield question_row("image", f"{block.id}-tanda-tangan", "Tanda tangan", appearance="signature")
    yield question_row("text", f"{block.id}-nama", "Nama") | limit_cells(_TEXT)
    if block.pangkat:
        yield question_row("text", f"{block.id}-pangkat", "Pangkat") | limit_cells(_TEXT)
    if block.nip:
        yield question_row("text", f"{block.id}-nip", "NIP", appearance="numbers") | limit_cells(NIP_LIMITS)


_TEXT, _DAY = kind_limits("teks"), kind_limits("tanggal")


def limit_cells(batas: FieldLimits) -> SurveyRow:
    condition = constraint(batas)
    return {"constraint": condition, PESAN_SYARAT: batas.message} if condition else {}


def required_cells() -> SurveyRow:
    return {"required": "yes", PESAN_WAJIB: "Isian ini wajib diisi."}
