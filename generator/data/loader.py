"""Reads a data folder: every file, then every object; all findings at once.

A broken file never hides the others: what can be read is validated, and references are checked (``check/``)
only against what is really there. The result is a ``Proyek`` only if nothing essential is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from generator.data.base import ID_PATTERN, Id
from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.messages import explain, suggest
from generator.data.proyek import Proyek
from generator.data.sop import Sop
from generator.data.source import Source, read_source
from generator.findings import Finding

K = TypeVar("K")
M = TypeVar("M", bound=BaseModel)

SINGLE_FILES = ("instansi.yml", "jabatan.yml", "peraturan.yml")
FOLDERS = ("sop", "formulir")


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
        sources[name], found = read_source(folder / name, name)
        findings += found if (folder / name).exists() else _missing(name)
    kinds = {kind: _read_folder(folder, kind, sources, findings) for kind in FOLDERS}
    archived = _read_archive(folder, sources, findings)
    findings += _strangers(folder)

    instansi = _validate(Instansi, sources["instansi.yml"], findings)
    jabatan = _validate(DaftarJabatan, sources["jabatan.yml"], findings)
    peraturan = _validate(DaftarPeraturan, sources["peraturan.yml"], findings)
    sop = _validate_all(Sop, kinds["sop"], findings)
    formulir = _validate_all(Formulir, kinds["formulir"], findings)
    arsip = {slug: _validate_all(Sop, revisions, findings) for slug, revisions in archived.items()}
    if instansi is None:
        return None, findings
    proyek = Proyek(
        folder=folder,
        instansi=instansi,
        jabatan=jabatan.root if jabatan else {},
        peraturan=peraturan.root if peraturan else {},
        sop=sop,
        formulir=formulir,
        arsip=arsip,
        sumber=sources,
    )
    return proyek, findings


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
    for path in sorted((folder / kind).glob("*.yml")):
        name = f"{kind}/{path.name}"
        if not ID_PATTERN.fullmatch(path.stem):
            message = "nama berkas tidak dapat menjadi alamat halaman"
            remedy = "pakai huruf kecil, angka, dan tanda hubung, misalnya 'surat-masuk.yml'"
            findings.append(Finding("D012", "galat", name, 0, 0, "", message, remedy))
            continue
        sources[name], problems = read_source(path, name)
        findings += problems
        found[path.stem] = sources[name]
    return found


def _read_archive(folder: Path, sources: dict[str, Source], findings: list[Finding]) -> dict[str, dict[int, Source]]:
    """The earlier revisions, arsip/<slug>/<number>.yml, by slug and number."""
    found: dict[str, dict[int, Source]] = {}
    for path in sorted((folder / "arsip").glob("*/*.yml")):
        name = path.relative_to(folder).as_posix()
        if not (re.fullmatch(r"0|[1-9][0-9]{0,3}", path.stem) and ID_PATTERN.fullmatch(path.parent.name)):
            message = "nama berkas arsip bukan nomor revisi"
            remedy = "pakai arsip/<nama SOP>/<nomor revisi>.yml, misalnya 'arsip/surat-masuk/0.yml'"
            findings.append(Finding("D016", "galat", name, 0, 0, "", message, remedy))
            continue
        sources[name], problems = read_source(path, name)
        findings += problems
        found.setdefault(path.parent.name, {})[int(path.stem)] = sources[name]
    return {slug: dict(sorted(revisions.items())) for slug, revisions in found.items()}


def _strangers(folder: Path) -> list[Finding]:
    """Files that look like data but are never read, so that nobody waits for them to appear."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yaml" and path.is_file():
            found.append(
                Finding(
                    "D013", "peringatan", name, 0, 0, "", "berkas .yaml tidak dibaca", "ganti akhirannya menjadi .yml"
                )
            )
        elif path.suffix == ".yml" and name not in SINGLE_FILES and name.split("/")[0] not in (*FOLDERS, "arsip"):
            known = [*SINGLE_FILES, "sop/...", "formulir/..."]
            found.append(Finding("D013", "peringatan", name, 0, 0, "", "berkas ini tidak dibaca", suggest(name, known)))
    return found


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
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            code, loc, message, remedy = explain(detail, model)
            findings.append(source.finding(code, "galat", loc, message, remedy))
        return None
