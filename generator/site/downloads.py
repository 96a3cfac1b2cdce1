"""The files beside the pages: each SOP's chart as SVG, its data as JSON, the index for machines, the logo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.data.proyek import Proyek
from generator.flow.susunan import SopTersusun, susun
from generator.flow.svg import draw


def make_downloads(proyek: Proyek) -> dict[str, bytes]:
    """Path inside docs -> content. An SOP with several procedures has one SVG for each, numbered."""
    files: dict[str, bytes] = {}
    index = []
    for slug in proyek.sop:
        sop = susun(proyek, slug)
        for prosedur in sop.prosedur:
            files[f"sop/{slug}/{prosedur.bagan.id}.svg"] = draw(prosedur.bagan).encode()
        files[f"sop/{slug}/{slug}.json"] = _json(_sop_as_data(sop))
        index.append(_entry(sop))
    files["data/index.json"] = _json({"sop": index})
    if proyek.instansi.logo:
        source = proyek.folder / proyek.instansi.logo
        files[f"instansi/logo{Path(proyek.instansi.logo).suffix.lower()}"] = source.read_bytes()
    return files


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _sop_as_data(sop: SopTersusun) -> dict[str, Any]:
    """The SOP as written, with the laid-out flow: symbols and links of every procedure."""
    return {
        "slug": sop.slug,
        **sop.data.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        "bagan": [
            {
                "id": prosedur.bagan.id,
                "judul": prosedur.judul,
                "simbol": [
                    {
                        "id": s.id,
                        "jenis": s.jenis,
                        "langkah": prosedur.bagan.baris[s.baris].kode,
                        "pelaksana": prosedur.bagan.kolom[s.kolom].id,
                        "perkiraan": s.perkiraan,
                    }
                    for s in prosedur.bagan.simbol
                ],
                "alur": [
                    {"dari": a.dari, "ke": a.ke, "label": a.label or None, "jenis": "bersama" if a.bersama else "panah"}
                    for a in prosedur.bagan.alur
                ],
            }
            for prosedur in sop.prosedur
        ],
    }


def _entry(sop: SopTersusun) -> dict[str, Any]:
    return {
        "slug": sop.slug,
        "judul": sop.data.judul,
        "nomor": sop.data.nomor,
        "status": sop.data.status,
        "unit": sop.data.unit,
        "langkah": len(sop.langkah),
        "konfirmasi": len(sop.data.konfirmasi),
        "halaman": f"sop/{sop.slug}/index.html",
    }
