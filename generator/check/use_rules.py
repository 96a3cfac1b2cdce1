"""Forms as people see them, and the steps that use them (codes F121-F123)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import rows
from generator.data.formulir import Formulir
from generator.data.langkah import Langkah
from generator.data.library import Library, file_of
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.source import Loc


@rule("F121", "saran", of="pustaka", needs=("sop/",))
def check_unused(proyek: Library) -> Iterator[Finding]:
    """F121: forms that no step uses."""
    used = {id for sop in proyek.sop.values() for step in _steps(sop) for id in step.formulir}
    for slug in proyek.formulir:
        if slug not in used:
            remedy = f"tulis 'formulir: {slug}' pada langkah yang memakainya, atau hapus berkas ini"
            message = "formulir ini tidak dipakai satu langkah pun"
            yield proyek.finding(file_of("formulir", slug), "F121", ("judul",), message, remedy)


def _steps(sop: Sop) -> tuple[Langkah, ...]:
    return (*sop.langkah, *(step for prosedur in sop.prosedur for step in prosedur.langkah))


@rule("F122", "saran")
def check_document_links(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """F122: a document of a step is called like a form of this library, and the step does not use that form."""
    told: set[str] = set()
    for loc, row in rows(sop):
        for index, text in enumerate(row.data.mutu_baku.kelengkapan):
            slug = lingkup.form_titled(text)
            if slug and slug not in row.data.formulir and slug not in told:
                told.add(slug)
                message = f"'{text}' adalah formulir pada pustaka ini, tetapi langkah ini tidak memakainya"
                place = (*loc, "mutu_baku", "kelengkapan", index)
                yield lingkup.finding("F122", place, message, f"tulis 'formulir: {slug}'")


@rule("F123", "saran", of="formulir")
def check_label(lingkup: RuleContext, formulir: Formulir) -> Iterator[Finding]:
    """F123: two fields of one section, or two columns under one head, that a reader cannot tell apart."""
    fields = [(loc[:2], loc, "", field.label) for loc, field in formulir.isian()]
    for loc, tabel in formulir.tabel():
        fields += [(loc, (*loc, "kolom", i), c.kelompok or "", c.label) for i, c in enumerate(tabel.kolom)]
    seen: set[tuple[Loc, str, str]] = set()
    for section, loc, head, label in fields:
        name = (tuple(section), head.casefold(), label.casefold())
        if name in seen:
            message = f"label '{label}' dipakai dua kali pada bagian ini"
            remedy = "beri label yang berbeda supaya pengisi tahu bedanya"
            yield lingkup.finding("F123", (*loc, "label"), message, remedy)
        seen.add(name)
