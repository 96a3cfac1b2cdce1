"""What there is in the site, for other programs: an index of everything, and each SOP with its laid-out flow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from generator.data.italics import AS_READ
from generator.data.langkah import MutuKolom
from generator.data.library import Library
from generator.declared import SiteFile, output
from generator.facts.moments import period_of
from generator.facts.site_facts import SiteFacts
from generator.outputs.data_schema import FOLDER
from generator.revisions.in_force import Period
from generator.steps.quality import QualityValue
from generator.steps.resolve import ResolvedSop, Step


@output("pustaka", 10)
def index(situs: SiteFacts) -> Iterator[SiteFile]:
    """data/index.json."""
    yield SiteFile("data/index.json", as_json(_index(situs)))


@output("sop", 20)
def sop_data(sop: ResolvedSop) -> Iterator[SiteFile]:
    """The SOP as data, beside its page."""
    key = f"sop/{sop.slug}"
    yield SiteFile(f"{key}/{sop.slug}.json", as_json(_sop_as_data(sop)), key, "Data", "JSON")


def as_json(value: Any) -> bytes:
    """A JSON file that people can read too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _step_as_data(step: Step) -> dict[str, Any]:
    """What holds for a step although it is written elsewhere: values of merged cells with those that share them,
    which of them are left blank on purpose, and its footnotes. A time has the unit that the head of its column says."""
    return {
        "kode": step.kode,
        "no": step.no,
        "fase": step.fase,
        "mutu_baku": {
            name: {**_shared(getattr(step.mutu, name)), "kosong": getattr(step.mutu, name).kosong}
            for name in get_args(MutuKolom)
        },
        "keterangan": _shared(step.mutu.keterangan),
        "catatan_kaki": dict(step.catatan),
    }


def _shared(value: QualityValue) -> dict[str, Any]:
    return {"isi": list(value.butir), "bersama": list(value.langkah)}


def _sop_as_data(sop: ResolvedSop) -> dict[str, Any]:
    """The SOP as written, with the laid-out flow: steps, symbols and links of every procedure."""
    return {
        "$schema": f"../../{FOLDER}/sop.schema.json",
        "slug": sop.slug,
        "status": sop.data.status,
        **sop.data.model_dump(mode="json", exclude_none=True, exclude_defaults=True, context=AS_READ),
        "bagan": [
            {
                "id": prosedur.bagan.id,
                "judul": prosedur.judul,
                "langkah": [_step_as_data(step) for step in prosedur.langkah],
                "simbol": [
                    {
                        "id": s.id,
                        "jenis": s.jenis,
                        "langkah": prosedur.bagan.baris[s.baris].kode,
                        "pelaksana": prosedur.bagan.kolom[s.kolom].id or None,
                        "perkiraan": s.perkiraan,
                    }
                    for s in prosedur.bagan.simbol
                ],
                "alur": [
                    {
                        "dari": a.dari,
                        "ke": a.ke,
                        "label": a.label or None,
                        "jenis": "bersama" if a.bersama else "panah",
                        "opsional": a.opsional,
                    }
                    for a in prosedur.bagan.alur
                ],
            }
            for prosedur in sop.prosedur
        ],
    }


def _index(situs: SiteFacts) -> dict[str, Any]:
    """What there is in the site, by kind. ``situs``: its address, where the agency said it."""
    proyek = situs.proyek
    alamat = proyek.instansi.alamat_situs
    named = {
        "formulir": {id: form.judul for id, form in proyek.formulir.items()},
        "pelaksana": {id: situs.jabatan_name(id) for id in situs.pelaksana},
        "peraturan": {id: law.judul for id, law in proyek.peraturan.items()},
    }
    return {
        "$schema": "skema/indeks.schema.json",
        "instansi": proyek.instansi.plain_name,
        **({"situs": alamat} if alamat else {}),
        "sop": [_entry(situs.proyek, sop) for sop in situs.sop.values()],
        **{
            kind: [{"id": id, "nama": nama, "halaman": f"{kind}/{id}/index.html"} for id, nama in names.items()]
            for kind, names in named.items()
        },
    }


def _entry(proyek: Library, sop: ResolvedSop) -> dict[str, Any]:
    """An SOP in the index. ``masa``: which revision holds from when until before when, as far as it has dates."""
    return {
        "slug": sop.slug,
        "judul": sop.data.judul,
        "nomor": sop.data.nomor,
        "status": sop.data.status,
        "revisi": sop.data.revisi,
        "masa": [_period(masa) for masa in period_of(proyek, sop.slug) if masa.keadaan != "draf"],
        "unit": sop.data.unit,
        "langkah": len(sop.langkah),
        "konfirmasi": len(sop.data.konfirmasi),
        "halaman": f"sop/{sop.slug}/index.html",
        "data": f"sop/{sop.slug}/{sop.slug}.json",
    }


def _period(masa: Period) -> dict[str, Any]:
    days = {name: day.isoformat() if day else None for name, day in (("mulai", masa.mulai), ("sampai", masa.sampai))}
    return {**days, "keadaan": masa.keadaan, "revisi": masa.versi.revisi if masa.versi else None}
