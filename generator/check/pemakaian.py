"""Forms as people see them, and the steps that use them (codes F121-F123)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.tingkat import rows
from generator.data.proyek import Proyek, file_of
from generator.data.source import Loc
from generator.findings import Finding


def check_pemakaian(proyek: Proyek) -> Iterator[Finding]:
    """Forms that no step uses, and steps that name a form without a link to it."""
    # An SOP that could not be read may use any form.
    all_read = sum(file.startswith("sop/") for file in proyek.sumber) == len(proyek.sop)
    used = {id for sop in proyek.sop.values() for _, row in rows(sop) for id in row.data.formulir}
    for slug in proyek.formulir:
        if all_read and slug not in used:
            remedy = f"tulis 'formulir: {slug}' pada langkah yang memakainya, atau hapus berkas ini"
            message = "formulir ini tidak dipakai satu langkah pun"
            yield proyek.finding(file_of("formulir", slug), "F121", "saran", ("judul",), message, remedy)
    yield from _not_linked(proyek)
    yield from _labels(proyek)


def _not_linked(proyek: Proyek) -> Iterator[Finding]:
    """F122: a document of a step is called like a form of this library, and the step does not use that form."""
    titles = {" ".join(form.judul.casefold().split()): slug for slug, form in proyek.formulir.items()}
    for sop_slug, sop in proyek.sop.items():
        told: set[str] = set()
        for loc, row in rows(sop):
            for index, text in enumerate(row.data.mutu_baku.kelengkapan):
                slug = titles.get(" ".join(text.casefold().split()))
                if slug and slug not in row.data.formulir and slug not in told:
                    told.add(slug)
                    message = f"'{text}' adalah formulir pada pustaka ini, tetapi langkah ini tidak memakainya"
                    place = (*loc, "mutu_baku", "kelengkapan", index)
                    yield proyek.finding(
                        file_of("sop", sop_slug), "F122", "saran", place, message, f"tulis 'formulir: {slug}'"
                    )


def _labels(proyek: Proyek) -> Iterator[Finding]:
    """F123: two fields of one section, or two columns under one head, that a reader cannot tell apart."""
    for slug, formulir in proyek.formulir.items():
        fields = [(loc[:2], loc, "", field.label) for loc, field in formulir.isian()]
        for loc, tabel in formulir.tabel():
            fields += [(loc, (*loc, "kolom", i), c.kelompok or "", c.label) for i, c in enumerate(tabel.kolom)]
        seen: set[tuple[Loc, str, str]] = set()
        for section, loc, head, label in fields:
            name = (tuple(section), head.casefold(), label.casefold())
            if name in seen:
                message = f"label '{label}' dipakai dua kali pada bagian ini"
                remedy = "beri label yang berbeda supaya pengisi tahu bedanya"
                place = (*loc, "label")
                yield proyek.finding(file_of("formulir", slug), "F123", "saran", place, message, remedy)
            seen.add(name)
