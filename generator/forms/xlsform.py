"""The blank form for phones: XLSForm, which ODK and KoboToolbox take, and the XForm that it is converted to."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from pyxform.xls2xform import convert
from xlsxwriter import Workbook

from generator.data.formulir import Formulir
from generator.data.library import Library
from generator.declared import SiteFile, output
from generator.facts.site_forms import SiteForm
from generator.forms import xlsform_parts as baris
from generator.forms.form_limits import clip
from generator.forms.xlsform_parts import SurveyRow
from generator.forms.xlsform_rows import Survey, choices

BAHASA = "Indonesia (id)"
_SURVEY = (
    "type", "name", baris.LABEL, baris.HINT, "required", baris.PESAN_WAJIB, "constraint", baris.PESAN_SYARAT,
    "relevant", "default", "repeat_count", "calculation", "read_only", "appearance", "parameters",
)  # fmt: skip
_COLUMNS: dict[str, tuple[str, ...]] = {
    "survey": _SURVEY,
    "choices": ("list_name", "name", baris.LABEL),
    "settings": ("form_title", "form_id", "version", "default_language"),
}
_WIDTHS = {"type": 24, "name": 24, baris.LABEL: 44, baris.HINT: 44}
_OPTIONS = {"in_memory": True}
_CREATED = datetime.datetime(2000, 1, 1)


@output("formulir", 20)
def phone_forms(_: Library, form: SiteForm) -> Iterator[SiteFile]:
    """The form to fill in on a phone, as a workbook and as what the phone loads."""
    path, key, words = form.path_stem, form.kunci, "Untuk KoboToolbox dan ODK"
    yield SiteFile(f"{path}.xlsform.xlsx", write(form.data, form.id), key, words, "XLSForm")
    yield SiteFile(f"{path}.xform.xml", to_xform(form.data, form.id).encode(), key, words, "XForm")


def write(formulir: Formulir, slug: str) -> bytes:
    """The XLSForm. ``slug`` is the form's file name and so its ``form_id``: it stays when the title changes.

    The version is a hash of the questions: it changes with them and only with them.
    The form must have passed ``check_formulir``.
    """
    sheets = _sheets(formulir, slug)
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties({"title": clip(sheets["settings"][0]["form_title"], 255), "created": _CREATED})
    for name, rows in sheets.items():
        _sheet(book, name, _COLUMNS[name], rows)
    book.close()
    return target.getvalue()


def to_xform(formulir: Formulir, slug: str) -> str:
    """The XForm (XML) of the same form."""
    return convert_with_warnings(formulir, slug)[0]


def convert_with_warnings(formulir: Formulir, slug: str) -> tuple[str, list[str]]:
    """The XForm, and what pyxform says about the form. ODK Validate, which needs Java, is not asked."""
    # The rows as pyxform would read them from the workbook: that takes longer than all the rest.
    sheets: dict[str, Any] = {"sheet_names": list(_COLUMNS)}
    for name, rows in _sheets(formulir, slug).items():
        sheets[name] = [_cells(name, row) for row in rows]
    result = convert(sheets, form_name="data", validate=False, pretty_print=True)
    return str(result.xform), [str(warning) for warning in result.warnings]


def _sheets(formulir: Formulir, slug: str) -> dict[str, list[SurveyRow]]:
    """The sheets of the workbook with their rows."""
    survey, lists = list(Survey(formulir).rows()), list(choices(formulir))
    title = baris.words(formulir.judul).replace("\n", " ")
    content = json.dumps([title, survey, lists], ensure_ascii=True, sort_keys=True)
    settings = {
        "form_title": title,
        "form_id": slug,
        "version": hashlib.sha256(content.encode()).hexdigest()[:12],
        "default_language": BAHASA,
    }
    return {"survey": survey, "choices": lists, "settings": [settings]}


def _cells(name: str, row: SurveyRow) -> SurveyRow:
    """The cells of a row that hold something, as a reader of the workbook gets them."""
    found = {column: row[column].strip().replace("\u00a0", " ") for column in _COLUMNS[name] if row.get(column)}
    return {column: text for column, text in found.items() if text}


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Sequence[SurveyRow]) -> None:
    worksheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "bottom": 1})
    for number, column in enumerate(columns):
        worksheet.set_column(number, number, _WIDTHS.get(column, 18))
        worksheet.write_string(0, number, column, head)
        for line, row in enumerate(rows, 1):
            if row.get(column):
                worksheet.write_string(line, number, row[column])
    worksheet.freeze_panes(1, 0)
