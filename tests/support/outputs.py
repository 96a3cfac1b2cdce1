"""What every output says about each step of a project, as plain letters: for tests that look for a fact everywhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pypdf

from generator.chart.svg import draw
from generator.data.library import Library
from generator.declared import outputs_of
from generator.facts.search_texts import search_texts
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.pelaksana_page import duties_of
from generator.paper.checklist_paper import document_checklist, document_steps
from generator.paper.official import document_official
from generator.paper.typesetting import Document, compile_document
from tests.support.read_page import baca
from tests.support.tools import apart
from tests.support.whole import render_pages

Texts = dict[str, dict[str, list[str]]]
"""Output -> kode of a step -> its texts there (an actor's page for each actor)."""


def letters(text: str) -> str:
    """A text without white space and without places where words may break: what is left wherever lines end."""
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def pdf_pages(pdf: bytes) -> list[str]:
    return [letters(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def set_and_read(documents: dict[str, dict[str, Document]]) -> dict[str, dict[str, list[str]]]:
    """The pages of each document once it is set."""
    return {
        slug: {kind: pdf_pages(compile_document(one)) for kind, one in kinds.items()}
        for slug, kinds in documents.items()
    }


class Outputs:
    """All outputs of a project, made once."""

    def __init__(self, proyek: Library) -> None:
        self._whole: dict[str, Mapping[str, str]] = {}
        self._steps: dict[str, Texts] = {}
        self.situs = SiteFacts(proyek, BuildContext())
        self.pages = {page.path: page.body for page in render_pages(proyek, BuildContext())}
        self.search = {text.halaman: text for text in search_texts(self.situs)}

    @cached_property
    def _papers(self) -> dict[str, dict[str, list[str]]]:
        """The pages of the documents of each SOP."""
        made = {
            slug: {
                "resmi": document_official(self.situs.proyek, sop),
                "periksa": document_checklist(self.situs, sop),
                "lembar": document_steps(self.situs, sop),
            }
            for slug, sop in self.situs.sop.items()
        }
        pages: dict[str, dict[str, list[str]]] = apart(set_and_read, made)
        return pages

    def of_sop(self, slug: str) -> Mapping[str, str]:
        """Outputs that are about the whole SOP."""
        if slug not in self._whole:
            self._whole[slug] = self._make_whole(slug)
        return self._whole[slug]

    def of_steps(self, slug: str) -> Texts:
        """Outputs that show steps one by one, and those of the whole SOP for each step."""
        if slug not in self._steps:
            self._steps[slug] = self._make_steps(slug)
        return self._steps[slug]

    def _make_whole(self, slug: str) -> Mapping[str, str]:
        sop = self.situs.sop[slug]
        return {
            "halaman": said(self.pages[f"sop/{slug}/index.md"]),
            "resmi": "".join(self._papers[slug]["resmi"]),
            "periksa": said(self.pages[f"sop/{slug}/checklist/index.md"]),
            "periksa_pdf": "".join(self._papers[slug]["periksa"]),
            "json": self._json(slug),
            "svg": "".join(said(draw(prosedur.bagan)) for prosedur in sop.prosedur),
        }

    def _make_steps(self, slug: str) -> Texts:
        sop = self.situs.sop[slug]
        codes = [step.kode for step in sop.langkah]
        whole = {name: {kode: [text] for kode in codes} for name, text in self.of_sop(slug).items()}
        page = self.pages[f"sop/{slug}/index.md"]
        phase = r'(?:<li class="langkah__fase">(?:(?!<li ).)*)?'
        rows = re.findall(phase + r'<li class="langkah__butir".*?</li>\n', page, re.DOTALL)
        charts = [found for prosedur in sop.prosedur for found in [said(draw(prosedur.bagan))] * len(prosedur.langkah)]
        checklist = self.pages[f"sop/{slug}/checklist/index.md"].split('class="lembar-lembar"')[0]
        heading = r'(?:<tr class="judul-prosedur">(?:(?!<tr ).)*)?'
        inside = r'(?:(?!<tr data-pelaksana|<tr class="judul-prosedur">).)*'
        ticks = re.findall(f"{heading}<tr data-pelaksana={inside}", checklist, re.DOTALL)
        alone = {
            kode: self.pages[f"sop/{slug}/checklist/{kode}/index.md"].split('class="hanya-cetak"') for kode in codes
        }
        found = {part.id: part for part in self.search[f"sop/{slug}/index.html"].bagian}
        return {
            **whole,
            "daftar": by_code(codes, map(said, rows)),
            "svg": by_code(codes, charts),
            "periksa": by_code(codes, map(said, ticks)),
            "langkah": {kode: [said(halves[0])] for kode, halves in alone.items()},
            "lembar": {kode: [said(halves[1])] for kode, halves in alone.items()},
            "lembar_pdf": by_code(codes, self._papers[slug]["lembar"]),
            "pelaksana": self._actors(slug, "index.md", r'<span class="nomor nomor--isi" aria-hidden="true">'),
            "saku": self._actors(slug, "saku/index.md", r'<li class="saku__langkah">'),
            "cari": {k: [letters(f"{p.judul} {p.teks} {p.lain}")] for k in codes for p in [found[f"langkah-{k}"]]},
        }

    def _actors(self, slug: str, page: str, start: str) -> dict[str, list[str]]:
        """What the pages of all actors of a step say of it."""
        told: dict[str, list[str]] = {}
        for id in dict.fromkeys(id for step in self.situs.sop[slug].langkah for id in step.pelaksana):
            steps = [(b.sop.slug, own.langkah.kode) for b in duties_of(self.situs, id).bagian for own in b.langkah]
            parts = re.split(start, self.pages[f"pelaksana/{id}/{page}"])[1:]
            for (other, kode), text in zip(steps, parts, strict=True):
                if other == slug:
                    told.setdefault(kode, []).append(said(re.split(r"</ol>", text)[0]))
        return told

    def _json(self, slug: str) -> str:
        file = next(f for f in outputs_of("sop", self.situs.sop[slug]) if f.path.endswith(f"{slug}.json"))
        return letters(" ".join(strings(json.loads(file.content))))


def strings(value: Any) -> Iterator[str]:
    """All keys and texts in a JSON value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def by_code(codes: list[str], texts: Any) -> dict[str, list[str]]:
    return {kode: [text] for kode, text in zip(codes, texts, strict=True)}


def said(html: str) -> str:
    """The words of a piece of HTML or SVG."""
    return letters(baca(html).teks)
