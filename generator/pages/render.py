"""The templates of the pages, filled, and the few words that all of them form the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.data.blocks import grouped_numbers, is_subheading, list_numbers, one_line, plain, plain_items
from generator.data.durations import minutes, write_minutes
from generator.data.italics import MarkedText
from generator.data.sop import Konfirmasi
from generator.data.wording import capital, format_date, join_words
from generator.data.written_text import as_written
from generator.facts.metadata import source_file
from generator.facts.moments import TANPA_SKRIP, edition_badge, edition_news, moment_of, sop_badge
from generator.facts.page import Page, Url, asset_from, path_of
from generator.facts.page_foot import current_text, foot_of
from generator.facts.site_facts import Download, SiteFacts
from generator.facts.step_facts import facts_of, under_phase, warnings_of
from generator.forms.form_sheet import form_sheet
from generator.pages.shared_pictures import share_pictures
from generator.revisions.spoken_time import last_day, spoken_end, spoken_period, spoken_status
from generator.steps.resolve import ResolvedSop, name_steps, optional
from generator.templates import make_environment
from generator.text.first_sentence import title_of
from generator.text.hanging_text import breakable, paragraphs


def step_addresses(sop: ResolvedSop, url: Url) -> dict[str, str]:
    """The address of each step's page, by its kode."""
    return {step.kode: url(f"sop/{sop.slug}/checklist/{step.kode}") for step in sop.langkah}


def ticks_key(sop: ResolvedSop) -> str:
    """Under which name a reader's browser keeps the ticks of this very text of an SOP (centang.js)."""
    return f"{sop.slug}/{current_text(sop.data)}"


def sentence(teks: str) -> str:
    """A text as people wrote it, with a full stop where it has no mark at its end."""
    teks = teks.rstrip()
    return f"{teks}." if teks and teks[-1] not in ".!?:;…" else teks


def langkah_konfirmasi(konfirmasi: Konfirmasi, sop: ResolvedSop | None) -> str:
    """The steps that a confirmation names, as the reader knows them; "" where it names none."""
    names = set(konfirmasi.langkah)
    steps = [step for step in sop.langkah if names & {step.no, step.kode, step.data.id}] if sop else []
    return name_steps(steps, sop) if sop and steps else ""


def paragraphs_filter(teks: str) -> str:
    """A text with its paragraphs, as a piece of HTML; everything else in it stays text."""
    whole = plain(teks) and not isinstance(teks, MarkedText)
    return escape(teks) if whole else Markup(paragraphs(teks, escape))


def first_line(teks: str) -> tuple[str, str]:
    """The first line of a text, and the others."""
    (head, _, rest), (head_written, _, rest_written) = str(teks).partition("\n"), as_written(teks).partition("\n")
    if isinstance(teks, MarkedText):
        return MarkedText(head, head_written), MarkedText(rest, rest_written)
    return head, rest


def unbroken(teks: str) -> Markup:
    """The same for cells of printed tables: words break only where they are measured to break."""
    return Markup(paragraphs(teks, breakable))


def in_a_row(butir: Sequence[str], tautan: Mapping[str, str] | None = None) -> str:
    """The items of a list in a sentence; each on a line of its own where one of them has several lines or brings its
    own number. ``tautan``: the address behind an item."""
    links = tautan or {}
    shown = [
        _linked(paragraphs_filter(item), links[item]) if item in links else paragraphs_filter(item) for item in butir
    ]
    return Markup("; " if plain_items(butir) else "<br>").join(shown)


def _linked(isi: str, alamat: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(alamat, isi)


def in_hours(waktu: str | None) -> str:
    """The hours of a time of an hour or more that is given in minutes: "240 menit" -> "4 jam"; else ""."""
    value = minutes(waktu)
    if value is None or value < 60 or value % 30 or "jam" in (waktu or "").lower():
        return ""
    return f"{write_minutes(value / 60)} jam"


def file_size(byte: int) -> str:
    """The size of a file: "840 B", "33 KB", "1,2 MB"."""
    if byte < 1000:
        return f"{byte} B"
    return f"{round(byte / 1000)} KB" if byte < 999_500 else f"{write_minutes(byte / 1_000_000)} MB"


def group_downloads(unduhan: Iterable[Download]) -> list[list[Download]]:
    """Files of one thing together, in the order in which each thing comes first."""
    groups: dict[str, list[Download]] = {}
    for file in unduhan:
        groups.setdefault(file.judul, []).append(file)
    return list(groups.values())


def for_readers(unduhan: Iterable[Download]) -> list[Download]:
    """The files that people read and print."""
    return [file for file in unduhan if file.jenis.startswith("PDF")]


def for_programs(unduhan: Iterable[Download]) -> list[Download]:
    """The others: pictures and data that go into other programs."""
    return [file for file in unduhan if not file.jenis.startswith("PDF")]


def _of_situs(words: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is also given the facts of the site which the page is about."""

    @pass_context
    def filtered(context: Context, *given: Any) -> Any:
        return words(context["situs"], *given)

    return filtered


@cache
def _environment() -> Environment:
    env = make_environment("generator.pages")
    env.filters |= {
        "tanggal": format_date, "rangkai": join_words, "paragraf": paragraphs_filter, "unbroken": unbroken,
        "first_line": first_line, "in_a_row": in_a_row,
        "list_numbers": list_numbers, "grouped_numbers": grouped_numbers, "satu_baris": one_line, "dalam_jam": in_hours,
        "kapital": capital, "sebut_langkah": name_steps, "opsional": optional,
        "nama_jabatan": _of_situs(SiteFacts.actor_label), "nama_pelaksana": _of_situs(SiteFacts.pelaksana_label),
        "fakta": _of_situs(lambda situs, step: (*facts_of(situs, step), *warnings_of(situs, step))),
        "tanpa_fase": under_phase,
        "sebut_masa": spoken_period, "sebut_akhir": spoken_end, "sehari_sebelum": last_day,
        "lencana_edisi": _of_situs(lambda situs, sop: edition_badge(situs.proyek, sop.slug)),
        "lencana_sop": _of_situs(lambda situs, slug: sop_badge(situs.proyek, slug)),
        "status_cetak": _of_situs(lambda situs, sop: spoken_status(situs.proyek, sop.slug)),
        "kabar_edisi": _of_situs(lambda situs, sop, url: edition_news(situs, sop.slug, url)),
        "langkah_konfirmasi": langkah_konfirmasi, "judul_langkah": title_of, "kalimat": sentence,
        "kertas_formulir": _of_situs(lambda situs, form: form_sheet(situs.proyek.instansi, form).spoken),
        "ukuran": file_size, "kelompok_unduhan": group_downloads,
        "for_readers": for_readers, "for_programs": for_programs,
    }  # fmt: skip
    env.tests["subheading"] = is_subheading
    return env


def fill(template: str, **isi: Any) -> str:
    """The text of a template that is about no one agency."""
    return _environment().get_template(template).render(**isi)


def make_module(situs: SiteFacts, template: str, **isi: Any) -> TemplateModule:
    """The macros and the set blocks of ``template``, made once for several pages of one folder."""
    return _environment().get_template(template).make_module(_globals(situs) | isi)


def make_page(
    situs: SiteFacts, template: str, key: str, title: str, meta: dict[str, Any] | None = None, **isi: Any
) -> Page:
    """Fill ``template`` for the page ``key``; every template sees the names below."""
    path = path_of(situs.page_key(key))
    said = {"description": f"{title}, {situs.proyek.instansi.plain_name}", **(meta or {})}
    aset, logo = asset_from(path), situs.konteks.logo
    template_file = _environment().get_template(template)
    body = template_file.render(
        _globals(situs),
        url=situs.url_from(path),
        aset=aset,
        logo=aset(logo) if logo else "",
        judul_halaman=title,
        kaki=foot_of(situs, key, title),
        berkas_sumber=source_file(situs.asal, situs.page_key(key)),
        **isi,
    )
    return Page(path, title, share_pictures(body), said)


def _globals(situs: SiteFacts) -> dict[str, Any]:
    """What every template sees, whatever its page."""
    instansi = situs.proyek.instansi
    return {
        "situs": situs,
        "tanpa_skrip": TANPA_SKRIP,
        "saat_of": moment_of(situs.proyek.hari),
        "instansi": instansi,
        "label": instansi.label,
        "konteks": situs.konteks,
    }
