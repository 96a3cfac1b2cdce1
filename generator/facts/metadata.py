"""What a page says about itself: schema.org's HowTo for an SOP, and the data file that a page comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.data.blocks import one_line
from generator.data.durations import total_minutes
from generator.data.library import Library
from generator.facts.site_facts import SiteFacts
from generator.steps.resolve import Procedure, ResolvedSop, Step


def how_to(situs: SiteFacts, sop: ResolvedSop) -> dict[str, Any] | None:
    """The SOP as schema.org's HowTo (JSON-LD); None for one that is withdrawn: nobody shall do it any more.

    Addresses are whole ones, so they stand there only where the agency said where its site is.
    """
    data, instansi = sop.data, situs.proyek.instansi
    if data.status == "dicabut":
        return None
    page = f"{instansi.alamat_situs}sop/{sop.slug}/index.html" if instansi.alamat_situs else ""
    steps: Iterable[dict[str, Any]] = (_step(situs, step, page) for step in sop.langkah)
    if len(sop.prosedur) > 1:
        steps = (_section(situs, prosedur, page) for prosedur in sop.prosedur)
    found = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": data.judul,
        "inLanguage": "id",
        "creativeWorkStatus": data.status,
        "identifier": data.nomor,
        "version": None if data.revisi is None else str(data.revisi),
        "url": page,
        "publisher": {"@type": "GovernmentOrganization", "name": instansi.plain_name},
        "totalTime": _duration({value.asal: value.unmarked for value in (s.mutu.waktu for s in sop.langkah)}.values()),
        "tool": [{"@type": "HowToTool", "name": one_line(text)} for text in data.each_tool],
        "step": [{**step, "position": n} for n, step in enumerate(steps, start=1)],
    }
    return _filled(found)


def _section(situs: SiteFacts, prosedur: Procedure, page: str) -> dict[str, Any]:
    steps = [_step(situs, step, page) | {"position": n} for n, step in enumerate(prosedur.langkah, start=1)]
    return {"@type": "HowToSection", "name": prosedur.judul, "itemListElement": steps}


def _step(situs: SiteFacts, step: Step, page: str) -> dict[str, Any]:
    who = [situs.jabatan_name(id) for id in step.pelaksana]
    return _filled({
        "@type": "HowToStep",
        "name": step.ringkas,
        "url": f"{page}#langkah-{step.kode}" if page else "",
        "agent": [{"@type": "Role", "name": name} for name in who],
        "duration": _duration([step.mutu.waktu.unmarked]),
    })  # fmt: skip


def _duration(times: Iterable[str | None]) -> str:
    """Times as an ISO 8601 duration; "" unless every one is known in minutes or hours."""
    minutes, known, count = total_minutes(times)
    return f"PT{round(minutes)}M" if count and known == count and minutes == round(minutes) else ""


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def source_file(proyek: Library, key: str) -> str:
    """The file inside the data folder that the page ``key`` comes from; a folder ("sop/") for a list of its files."""
    top, *rest = key.split("/")
    if top == "sop" and rest:
        slug, number = rest[0], rest[2] if rest[1:2] == ["revisi"] else ""
        sop = proyek.sop.get(slug)
        if number and not (sop and str(sop.revisi) == number):
            return f"arsip/{slug}/{number}.yml"
        if slug in proyek.draf and sop and sop.revisi is not None:
            return f"arsip/{slug}/{sop.revisi}.yml"
        return f"sop/{slug}.yml" if sop else f"arsip/{slug}/"
    if top == "formulir":
        return f"formulir/{rest[0]}.yml" if rest else "formulir/"
    return {"pelaksana": "jabatan.yml", "peraturan": "peraturan.yml", "": "instansi.yml"}.get(top, "sop/")
