"""The templates of the pages, filled, and the few words that all of them form the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.data.bahasa import rangkai as rangkai
from generator.data.bahasa import tanggal as tanggal
from generator.data.blocks import list_numbers, one_line, plain, plain_items
from generator.data.sop import Konfirmasi
from generator.data.waktu import menit, tulis_menit
from generator.flow.alinea import breakable, paragraphs
from generator.flow.quality import call_steps
from generator.flow.susunan import LangkahTersusun, SopTersusun
from generator.pages.halaman import Halaman, Url, asset_from, path_of
from generator.pages.metadata import berkas_sumber
from generator.pages.saat import TANPA_SKRIP, kabar_edisi, lencana_edisi, lencana_sop, saat_of
from generator.pages.situs import Situs, Unduhan
from generator.pages.step_facts import Fact, facts_of, warnings_of
from generator.revisi.sebutan import hari_terakhir, sebut_akhir, sebut_masa, sebut_status
from generator.templat import aman, make_mesin


def sebut_langkah(langkah: Sequence[LangkahTersusun], sop: SopTersusun) -> str:
    """Several steps of an SOP in a sentence: "langkah 2", "langkah 2 dan 3"; steps without a number are counted.

    Where the procedures of an SOP each count from 1, the procedure is named too: "langkah 4 (prosedur 1)".
    """
    numbers = [step.no for step in sop.langkah if step.no]
    if len(set(numbers)) == len(numbers):
        return _sebut(langkah)
    parts = ((nomor, [step for step in langkah if step in p.langkah]) for nomor, p in enumerate(sop.prosedur, start=1))
    return rangkai(f"{_sebut(steps)} (prosedur {nomor})" for nomor, steps in parts if steps)


def _sebut(langkah: Sequence[LangkahTersusun]) -> str:
    return call_steps([step.no for step in langkah])


def alamat_langkah(sop: SopTersusun, url: Url) -> dict[str, str]:
    """The address of each step's page, by its kode."""
    return {step.kode: url(f"sop/{sop.slug}/checklist/{step.kode}") for step in sop.langkah}


def langkah_konfirmasi(konfirmasi: Konfirmasi, sop: SopTersusun | None) -> str:
    """The steps that a confirmation names, as the reader knows them; "" where it names none."""
    names = set(konfirmasi.langkah)
    steps = [step for step in sop.langkah if names & {step.no, step.kode, step.data.id}] if sop else []
    return sebut_langkah(steps, sop) if sop and steps else ""


def paragraf(teks: str) -> str:
    """A text with its paragraphs, as a piece of HTML; everything else in it stays text."""
    return aman(teks) if plain(teks) else Markup(paragraphs(teks, escape))


def unbroken(teks: str) -> Markup:
    """The same for cells of printed tables: words break only where they are measured to break."""
    return Markup(paragraphs(teks, breakable))


def in_a_row(butir: Sequence[str], tautan: Mapping[str, str] | None = None) -> str:
    """The items of a list in a sentence; each on a line of its own where one of them has several lines or brings its
    own number. ``tautan``: the address behind an item."""
    links = tautan or {}
    shown = [_linked(paragraf(item), links[item]) if item in links else paragraf(item) for item in butir]
    return Markup("; " if plain_items(butir) else "<br>").join(shown)


def _linked(isi: str, alamat: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(alamat, isi)


def dalam_jam(waktu: str | None) -> str:
    """The hours of a time of an hour or more that is given in minutes: "240 menit" -> "4 jam"; else ""."""
    value = menit(waktu)
    if value is None or value < 60 or value % 30 or "jam" in (waktu or "").lower():
        return ""
    return f"{tulis_menit(value / 60)} jam"


def kapital(teks: str) -> str:
    """The text with a capital at its start; the rest as written (``capitalize`` would lower it)."""
    return teks[:1].upper() + teks[1:]


def ukuran(byte: int) -> str:
    """The size of a file: "840 B", "33 KB", "1,2 MB"."""
    if byte < 1000:
        return f"{byte} B"
    return f"{round(byte / 1000)} KB" if byte < 999_500 else f"{tulis_menit(byte / 1_000_000)} MB"


def kelompok_unduhan(unduhan: Iterable[Unduhan]) -> list[list[Unduhan]]:
    """Files of one thing together, in the order in which each thing comes first."""
    groups: dict[str, list[Unduhan]] = {}
    for file in unduhan:
        groups.setdefault(file.judul, []).append(file)
    return list(groups.values())


@pass_context
def _nama_jabatan(context: Context, id: str) -> str:
    situs: Situs = context["situs"]
    return situs.nama_jabatan(id)


@pass_context
def _nama_pelaksana(context: Context, langkah: LangkahTersusun) -> str:
    situs: Situs = context["situs"]
    return situs.nama_pelaksana(langkah)


@pass_context
def _fakta(context: Context, langkah: LangkahTersusun) -> tuple[Fact, ...]:
    situs: Situs = context["situs"]
    return (*facts_of(situs, langkah), *warnings_of(situs, langkah))


@pass_context
def _lencana_edisi(context: Context, sop: SopTersusun) -> Markup:
    situs: Situs = context["situs"]
    return lencana_edisi(situs.proyek, sop.slug)


@pass_context
def _lencana_sop(context: Context, slug: str) -> Markup:
    situs: Situs = context["situs"]
    return lencana_sop(situs.proyek, slug)


@pass_context
def _status_cetak(context: Context, sop: SopTersusun) -> str:
    situs: Situs = context["situs"]
    return sebut_status(situs.proyek, sop.slug)


@pass_context
def _kabar_edisi(context: Context, sop: SopTersusun, url: Url) -> Markup:
    situs: Situs = context["situs"]
    return kabar_edisi(situs, sop.slug, url)


@cache
def _environment() -> Environment:
    env = make_mesin("generator.pages")
    env.filters |= {
        "tanggal": tanggal, "rangkai": rangkai, "paragraf": paragraf, "unbroken": unbroken, "in_a_row": in_a_row,
        "list_numbers": list_numbers, "satu_baris": one_line, "dalam_jam": dalam_jam,
        "kapital": kapital, "angka": tulis_menit, "sebut_langkah": sebut_langkah,
        "nama_jabatan": _nama_jabatan, "nama_pelaksana": _nama_pelaksana, "fakta": _fakta,
        "sebut_masa": sebut_masa, "sebut_akhir": sebut_akhir, "sehari_sebelum": hari_terakhir,
        "lencana_edisi": _lencana_edisi, "lencana_sop": _lencana_sop, "status_cetak": _status_cetak,
        "kabar_edisi": _kabar_edisi,
        "langkah_konfirmasi": langkah_konfirmasi, "ukuran": ukuran, "kelompok_unduhan": kelompok_unduhan,
    }  # fmt: skip
    return env


def fill(template: str, **isi: Any) -> str:
    """The text of a template that is about no one agency."""
    return _environment().get_template(template).render(**isi)


def make_modul(situs: Situs, template: str, **isi: Any) -> TemplateModule:
    """The macros and the set blocks of ``template``, made once for several pages of one folder."""
    return _environment().get_template(template).make_module(_umum(situs) | isi)


def make_halaman(
    situs: Situs, template: str, key: str, title: str, meta: dict[str, Any] | None = None, **isi: Any
) -> Halaman:
    """Fill ``template`` for the page ``key``; every template sees the names below."""
    path = path_of(situs.kunci(key))
    said = {"description": f"{title}, {situs.proyek.instansi.nama_biasa}", **(meta or {})}
    aset, logo = asset_from(path), situs.konteks.logo
    template_file = _environment().get_template(template)
    body = template_file.render(
        _umum(situs),
        url=situs.url_from(path),
        aset=aset,
        logo=aset(logo) if logo else "",
        judul_halaman=title,
        berkas_sumber=berkas_sumber(situs.asal, situs.kunci(key)),
        **isi,
    )
    return Halaman(path, title, body, said)


def _umum(situs: Situs) -> dict[str, Any]:
    """What every template sees, whatever its page."""
    instansi = situs.proyek.instansi
    return {
        "situs": situs,
        "tanpa_skrip": TANPA_SKRIP,
        "saat_of": saat_of(situs.proyek.hari),
        "instansi": instansi,
        "label": instansi.label,
        "konteks": situs.konteks,
    }
