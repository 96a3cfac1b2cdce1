"""CSV for programs: a head for each part of a form, and a list of all its fields in words.

A head holds ids and not labels: ids are the names in the JSON Schema, in the workbook and on the phone, stand once, and
stay when somebody words a label better. What each id means is in the list of fields.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from generator.data.formulir import FormField, Formulir
from generator.data.library import Library
from generator.data.rumus import parse_rumus, read_aloud
from generator.declared import SiteFile, output
from generator.facts.site_forms import SiteForm
from generator.forms.field_help import field_help
from generator.forms.field_limits import limits_of
from generator.forms.form_limits import plain
from generator.forms.numbered_columns import whole_label
from generator.forms.row_series import rows_of

ISIAN = "isian-formulir"
"""Name of the part that holds the fields outside tables; no table can have it as its id."""
KAMUS = ("bagian", "id", "label", "jenis", "satuan", "wajib", "pilihan", "rumus", "bila", "batas")
"""Head of the list of fields."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def protect(text: str) -> str:
    """The text for a cell: where a spreadsheet would take it for a formula, an apostrophe stands before it."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


@output("formulir", 40)
def csv_files(_: Library, form: SiteForm) -> Iterator[SiteFile]:
    """The list of fields, and the head of each part."""
    path, key, words = form.path_stem, form.kunci, "Untuk program"
    yield SiteFile(f"{path}.isian.csv", fields(form.data).encode(), key, words, "CSV daftar isian")
    for part, head in heads(form.data).items():
        yield SiteFile(f"{path}.{part}.csv", head.encode(), key, words, f"CSV {part}")


def heads(formulir: Formulir) -> dict[str, str]:
    """Part -> its CSV: ``isian-formulir`` for the fields; a table's id for its rows, continuations too.

    One line, and one for each row of a table that is printed already, with what it says.
    """
    stated = {tabel.id: tabel.isi for _, tabel in formulir.tabel()}
    found: dict[str, str] = {}
    for name, fields in _parts(formulir):
        ids = [field.id for field in fields]
        found[name] = _csv([ids, *([row.get(id, "") for id in ids] for row in stated.get(name, ()))])
    return found


def fields(formulir: Formulir) -> str:
    """The list of all fields, one a line. It begins with a byte order mark, without which Excel misreads it."""
    labels = {field.id: field.label for _, parts in _parts(formulir) for field in parts}
    when = field_help(formulir).conditions(formulir)
    rows: list[Sequence[str]] = [KAMUS]
    for name, parts in _parts(formulir):
        for field in parts:
            formula = read_aloud(parse_rumus(field.rumus), labels.__getitem__) if field.rumus else ""
            required, choices = "ya" if field.wajib else "tidak", "; ".join(field.pilihan)
            batas = limits_of(field)
            rows.append((
                name, field.id, whole_label(field), field.jenis, field.satuan or "", required, choices, formula,
                when.get(field.id, ""), batas.message if batas.own else "",
            ))  # fmt: skip
    return "\ufeff" + _csv(rows)


def _parts(formulir: Formulir) -> list[tuple[str, tuple[FormField, ...]]]:
    outside = tuple(field for _, field in formulir.isian() if field.kind.asked)
    inside = [(deret.id, deret.kolom) for deret in rows_of(formulir).values()]
    return ([(ISIAN, outside)] if outside else []) + inside


def _csv(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerows([protect(plain(cell)) for cell in row] for row in rows)
    return target.getvalue()
