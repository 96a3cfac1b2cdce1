"""What an SOP says of a step beside who, what, when and where to: one list for every output that shows the step.

A new fact of a step is added here and stands on the page of the SOP and of the step, on both checklists, on the page of
an actor and on the pocket list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.data.blocks import plain_items
from generator.data.italics import shaped
from generator.data.wording import join_words
from generator.facts.site_facts import SiteFacts
from generator.steps.chart_table import title_of
from generator.steps.quality import QualityValue
from generator.steps.resolve import Step, optional


class Fact(NamedTuple):
    """A line about a step: "Keterangan: Pengaduan tanpa nama tetap dicatat."; ``bagian``: what it comes from."""

    bagian: str
    nama: str
    isi: str

    def __str__(self) -> str:
        return f"{self.nama}: {self.isi}"


def facts_of(situs: SiteFacts, step: Step) -> tuple[Fact, ...]:
    """The facts of a step, those that there are. A form or an SOP is named where the kelengkapan or the remarks do not
    name it already; warnings are not among them, for sheets have boxes for these (``warnings_of``)."""
    data, label = step.data, situs.proyek.instansi.label
    known = situs.proyek.formulir
    listed = {item.casefold() for item in step.mutu.kelengkapan.butir}
    forms = [known[id].judul for id in data.formulir if id in known and known[id].judul.casefold() not in listed]
    symbols = [text for text in (data.teks, *(simbol.teks for simbol in data.simbol)) if text]
    remarks = {item.casefold() for item in step.mutu.keterangan.butir}
    related = (title_of(situs.proyek, reference) for reference in data.sop_terkait)
    lines = (
        Fact("fase", "Fase", step.fase),
        Fact("keterangan", label.keterangan, _in_a_row(step.mutu.keterangan)),
        Fact("teks", "Dalam simbol", shaped("; ".join, symbols)),
        Fact(
            "dalam",
            "Dalam langkah ini",
            "; ".join(
                f"{way.label}: ke {situs.jabatan_name(way.pelaksana)}{optional(way.opsional)}" for way in step.dalam
            ),
        ),
        Fact("formulir", "Formulir", join_words(forms)),
        Fact("sop_terkait", "SOP terkait", "; ".join(title for title in related if title.casefold() not in remarks)),
        Fact("konfirmasi", "Perlu konfirmasi", doubts_of(step)),
    )
    return tuple(line for line in lines if line.isi)


def under_phase(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a step in a list where its phase stands above it as a heading."""
    return tuple(fact for fact in facts if fact.bagian != "fase")


def _in_a_row(value: QualityValue) -> str:
    """The items one behind the other, and with whom they are shared; each on a line of its own where one has several or
    brings its own number."""
    return (
        str(value)
        if plain_items(value.butir)
        else shaped("\n".join, [*value.butir, *([f"({value.ket})"] if value.ket else [])])
    )


def warnings_of(situs: SiteFacts, step: Step) -> tuple[Fact, ...]:
    """The step's own warnings."""
    return tuple(Fact("peringatan", situs.proyek.instansi.label.peringatan, text) for text in step.data.peringatan)


def doubts_of(step: Step) -> str:
    """Which parts of a step are still to be confirmed, and which are assumptions: "waktu (perkiraan)". An assumed
    pelaksana is not among them: it is marked beside the name."""
    parts: dict[str, bool] = {}
    for k in step.konfirmasi:
        if k.bagian == "langkah.pelaksana" and k.perkiraan:
            continue
        part = k.part_name.lower().removesuffix(" langkah")
        parts[part] = parts.get(part, False) or k.perkiraan
    return join_words(f"{part} (perkiraan)" if assumed else part for part, assumed in parts.items())
