"""The blank form for phones: XLSForm, which ODK and KoboToolbox take, and the XForm that it is converted to."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
from collections.abc import Sequence

from pyxform.xls2xform import convert
from xlsxwriter import Workbook

from generator.data.formulir import Formulir
from generator.forms import xlsform_baris as baris
from generator.forms.batas import clip
from generator.forms.xlsform_baris import Baris, Survei, choices

BAHASA = "Indonesia (id)"
_SURVEY = (
    "type", "name", baris.LABEL, baris.HINT, "required", baris.PESAN_WAJIB, "constraint", baris.PESAN_SYARAT,
    "relevant", "repeat_count", "calculation", "read_only", "appearance", "parameters",
)  # fmt: skip
_CHOICES = ("list_name", "name", baris.LABEL)
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_WIDTHS = {"type": 24, "name": 24, baris.LABEL: 44, baris.HINT: 44}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = datetime.datetime(2000, 1, 1)


def write(formulir: Formulir, slug: str) -> bytes:
    """The XLSForm. ``slug`` is the form's file name and so its ``form_id``: it stays when the title changes.

    The version is a hash of the questions: it changes with them and only with them.
    The form must have passed ``check_formulir``.
    """
    survey, lists = list(Survei(formulir).rows()), list(choices(formulir))
    title = baris.words(formulir.judul).replace("\n", " ")
    content = json.dumps([title, survey, lists], ensure_ascii=True, sort_keys=True)
    settings = {
        "form_title": title,
        "form_id": slug,
        "version": hashlib.sha256(content.encode()).hexdigest()[:12],
        "default_language": BAHASA,
    }
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties({"title": clip(title, 255), "created": _CREATED})
    _sheet(book, "survey", _SURVEY, survey)
    _sheet(book, "choices", _CHOICES, lists)
    _sheet(book, "settings", _SETTINGS, [settings])
    book.close()
    return target.getvalue()


def to_xform(formulir: Formulir, slug: str) -> str:
    """The XForm (XML) of the same form."""
    return convert_with_warnings(formulir, slug)[0]


def convert_with_warnings(formulir: Formulir, slug: str) -> tuple[str, list[str]]:
    """The XForm, and what pyxform says about the form. ODK Validate, which needs Java, is not asked."""
    result = convert(write(formulir, slug), file_type=".xlsx", form_name="data", validate=False, pretty_print=True)
    return str(result.xform), [str(warning) for warning in result.warnings]


def _sheet(book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Baris]) -> None:
    worksheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EDEDED", "bottom": 1})
    for number, column in enumerate(columns):
        worksheet.set_column(number, number, _WIDTHS.get(column, 18))
        worksheet.write_string(0, number, column, head)
        for line, row in enumerate(rows, 1):
            if row.get(column):
                worksheet.write_string(line, number, row[column])
    worksheet.freeze_panes(1, 0)
