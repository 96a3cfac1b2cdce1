"""Reads a data folder: every file, then every object; all findings at once.

A broken file never hides the others: what can be read is validated, and references are checked (``check/``)
only against what is really there. The result is a ``Proyek`` only if nothing essential is missing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from generator.data.base import ID_PATTERN, Id
from generator.data.folder import (
    ARSIP,
    FOLDERS,
    SINGLE_FILES,
    entries,
    page_files,
    read_inside,
    read_logo,
    shown,
    strangers,
)
from generator.data.formulir import Formulir
from generator.data.ingatan import per_object
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.messages import explain
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.data.source import Source
from generator.findings import Finding

K = TypeVar("K")
M = TypeVar("M", bound=BaseModel)


class DaftarJabatan(RootModel[dict[Id, Jabatan]]):
    """jabatan.yml: id -> jabatan."""


class DaftarPeraturan(RootModel[dict[Id, Peraturan]]):
    """peraturan.yml: id -> peraturan."""


def load(folder: Path) -> tuple[Proyek | None, list[Finding]]:
    """Read and validate the data folder ``folder``. The project is None where nothing could be made of it."""
    if not folder.is_dir():
        message, remedy = "folder data tidak ditemukan", "periksa pilihan --data"
        return None, [Finding("D010", "galat", folder.name, 0, 0, "", message, remedy)]
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for name in SINGLE_FILES:
        there = os.path.lexists(folder / name)
        sources[name], found = read_inside(folder, folder / name, name) if there else (Source(name), _missing(name))
        findings += found
    kinds = {kind: _read_folder(folder, kind, sources, findings) for kind in FOLDERS}
    archived = _read_archive(folder, sources, findings)
    findings += strangers(folder)

    instansi = _validate(Instansi, sources["instansi.yml"], findings)
    jabatan = _validate(DaftarJabatan, sources["jabatan.yml"], findings)
    peraturan = _validate(DaftarPeraturan, sources["peraturan.yml"], findings)
    sop = _validate_all(Sop, kinds["sop"], findings)
    formulir = _validate_all(Formulir, kinds["formulir"], findings)
    arsip = {slug: _validate_all(Sop, revisions, findings) for slug, revisions in archived.items()}
    terbit = {slug: arsip[slug].pop(revisi) for slug, revisi in _published(sop, arsip)}
    if instansi is None:
        return None, findings
    proyek = Proyek(
        folder=folder,
        instansi=instansi,
        jabatan=jabatan.root if jabatan else {},
        peraturan=peraturan.root if peraturan else {},
        sop=sop,
        formulir=formulir,
        arsip={slug: revisions for slug, revisions in arsip.items() if revisions},
        terbit=terbit,
        sumber=sources,
        lampiran=_named_files(folder, instansi),
    )
    return proyek, findings


def _named_files(folder: Path, instansi: Instansi) -> dict[str, bytes]:
    """The files that the data name, by that name; those that cannot be read are left out (finding R208)."""
    image = read_logo(folder, instansi.logo) if instansi.logo else None
    return {} if image is None or not instansi.logo else {instansi.logo: image}


def _missing(name: str) -> list[Finding]:
    if name == "peraturan.yml":
        return []
    return [
        Finding(
            "D011", "galat", name, 0, 0, "", f"berkas {name} tidak ada", "buat berkas itu; contohnya ada pada panduan"
        )
    ]


def _read_folder(folder: Path, kind: str, sources: dict[str, Source], findings: list[Finding]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for path in page_files(folder, kind, findings):
        name = f"{kind}/{path.name}"
        sources[name], problems = read_inside(folder, path, name)
        findings += problems
        found[path.stem] = sources[name]
    return found


def _read_archive(folder: Path, sources: dict[str, Source], findings: list[Finding]) -> dict[str, dict[int, Source]]:
    """The earlier revisions, arsip/<slug>/<number>.yml, by slug and number."""
    found: dict[str, dict[int, Source]] = {}
    slugs = [path for path in entries(folder, folder / ARSIP, findings) if path.is_dir()]
    for path in (path for slug in slugs for path in entries(folder, slug, findings) if path.suffix == ".yml"):
        name = shown(folder, path)
        if not (re.fullmatch(r"0|[1-9][0-9]{0,3}", path.stem) and ID_PATTERN.fullmatch(path.parent.name)):
            message = "nama berkas arsip bukan nomor revisi"
            remedy = "pakai arsip/<nama SOP>/<nomor revisi>.yml, misalnya 'arsip/surat-masuk/0.yml'"
            findings.append(Finding("D016", "galat", name, 0, 0, "", message, remedy))
            continue
        sources[name], problems = read_inside(folder, path, name)
        findings += problems
        found.setdefault(path.parent.name, {})[int(path.stem)] = sources[name]
    return {slug: dict(sorted(revisions.items())) for slug, revisions in found.items()}


def _published(sop: Mapping[str, Sop], arsip: Mapping[str, Mapping[int, Sop]]) -> list[tuple[str, int]]:
    """(slug, number) of the copies that `sop publish` made of a revision that still stands in sop/."""
    signed = ((slug, data.revisi or 0) for slug, data in sop.items() if data.sidik)
    return [(slug, revisi) for slug, revisi in signed if revisi in arsip.get(slug, ())]


def _validate_all(model: type[M], sources: Mapping[K, Source], findings: list[Finding]) -> dict[K, M]:
    valid = ((key, _validate(model, source, findings)) for key, source in sources.items())
    return {key: value for key, value in valid if value is not None}


def _validate(model: type[M], source: Source, findings: list[Finding]) -> M | None:
    """The typed object of one file, or None with findings. An empty file is an error unless the file itself failed."""
    if source.value is None:
        if not any(f.file == source.file for f in findings) and source.file != "peraturan.yml":
            findings.append(
                Finding("D005", "galat", source.file, 0, 0, "", "berkas kosong", "isi berkas ini, atau hapus")
            )
        return None
    value, found = _typed(model)(source)
    findings += found
    return value


@cache
def _typed(model: type[M]) -> Callable[[Source], tuple[M | None, tuple[Finding, ...]]]:
    """What makes a source that object, with a memory: ``sop serve`` asks for the same sources at every save."""

    def typed(source: Source) -> tuple[M | None, tuple[Finding, ...]]:
        try:
            return model.model_validate(source.value), ()
        except ValidationError as error:
            told = (explain(detail, model) for detail in error.errors(include_url=False))
            return None, tuple(source.finding(code, "galat", loc, *words) for code, loc, *words in told)

    return per_object(typed)
