"""Reads a data folder: every file, then every object; all findings at once.

A broken file never hides the others: what can be read is validated, and references are checked (``check/``)
only against what is really there. The result is a ``Library`` only if nothing essential is missing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from generator.data.base import ID_PATTERN, Id
from generator.data.causes import causes, told_once
from generator.data.folder import (
    ARSIP,
    FOLDERS,
    SINGLE_FILES,
    FolderReader,
    entries,
    is_stray,
    page_files,
    read_logo,
    shown,
    strangers,
)
from generator.data.former_names import FormerNames, former_names_of, todays_names, under_todays_names
from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library, file_of
from generator.data.read_cache import ReadCache
from generator.data.signed_scan import MAX_SCAN, SCAN_NAME, KeptScan, SignedScan
from generator.data.sop import Sop
from generator.findings import Finding, declare_all
from generator.reading.source import Source

declare_all("galat", "D005", "D010", "D011", "D016")

K = TypeVar("K")
M = TypeVar("M", bound=BaseModel)


class DaftarJabatan(RootModel[dict[Id, Jabatan]]):
    """jabatan.yml: id -> jabatan."""


class DaftarPeraturan(RootModel[dict[Id, Peraturan]]):
    """peraturan.yml: id -> peraturan."""


def load(folder: Path, simpanan: ReadCache | None = None) -> tuple[Library | None, list[Finding]]:
    """Read and validate the data folder ``folder``. The project is None where nothing could be made of it.

    ``simpanan``: what was read before; it takes up what is read now.
    """
    if not folder.is_dir():
        message, remedy = "folder data tidak ditemukan", "periksa pilihan --data"
        return None, [Finding("D010", "galat", folder.name, 0, 0, "", message, remedy)]
    known = simpanan or ReadCache()
    muatan = _Load(folder, known)
    proyek = muatan.library()
    known.keep(muatan.sources)
    return proyek, muatan.findings


class _Load:
    """One data folder while it is read: its sources and the findings so far."""

    def __init__(self, folder: Path, simpanan: ReadCache) -> None:
        self.folder, self.simpanan, self.pembaca = folder, simpanan, FolderReader(folder)
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}

    def library(self) -> Library | None:
        """Read all files, then validate all objects."""
        for name in SINGLE_FILES:
            if os.path.lexists(self.folder / name):
                self._read(self.folder / name, name)
            else:
                self.sources[name] = Source(name)
                self.findings += _missing(name)
        kinds = {kind: dict(self._read_folder(kind)) for kind in FOLDERS}
        files = self._archive_files()
        archived, scans = self._read_archive(files), self._read_scans(files)
        self.findings += strangers(self.folder)

        instansi = self._validate(Instansi, self.sources["instansi.yml"])
        jabatan = self._validate(DaftarJabatan, self.sources["jabatan.yml"])
        peraturan = self._validate(DaftarPeraturan, self.sources["peraturan.yml"])
        sop = self._validate_all(Sop, kinds["sop"])
        formulir = self._validate_all(Formulir, kinds["formulir"])
        arsip = {slug: self._validate_all(Sop, revisions) for slug, revisions in archived.items()}
        nama_lama = _former_names(sop, arsip)
        today = todays_names(nama_lama, sop)
        sop = {slug: under_todays_names(one, today) for slug, one in sop.items()}
        arsip = {
            slug: {n: under_todays_names(one, today) for n, one in revisions.items()}
            for slug, revisions in arsip.items()
        }
        terbit = {slug: arsip[slug].pop(revisi) for slug, revisi in _published(sop, arsip)}
        if instansi is None:
            return None
        return Library(
            folder=self.folder,
            instansi=instansi,
            jabatan=jabatan.root if jabatan else {},
            peraturan=peraturan.root if peraturan else {},
            sop=sop,
            formulir=formulir,
            arsip={slug: revisions for slug, revisions in arsip.items() if revisions},
            terbit=terbit,
            nama_lama=nama_lama,
            pindaian=scans,
            sumber=self.sources,
            lampiran=_named_files(self.folder, instansi),
        )

    def _read(self, path: Path, name: str) -> Source:
        raw = self.pembaca.read(path, name)
        if isinstance(raw, bytes):
            self.sources[name], found = self.simpanan.source(name, raw)
            self.findings += found
        else:
            self.sources[name] = Source(name)
            self.findings.append(raw)
        return self.sources[name]

    def _read_folder(self, kind: str) -> Iterator[tuple[str, Source]]:
        for path in page_files(self.folder, kind, self.findings):
            yield path.stem, self._read(path, file_of(kind, path.stem))

    def _archive_files(self) -> list[Path]:
        """All files below arsip/ but what programs left there."""
        folder, findings = self.folder, self.findings
        slugs = [path for path in entries(folder, folder / ARSIP, findings) if path.is_dir() and not is_stray(path)]
        return [path for slug in slugs for path in entries(folder, slug, findings) if not is_stray(path)]

    def _read_scans(self, files: Iterable[Path]) -> dict[str, dict[int, KeptScan]]:
        """The signed documents, arsip/<slug>/<number>.pdf, and their records, by slug and number."""
        found: dict[str, dict[int, KeptScan]] = {}
        names = dict.fromkeys(path.with_name(path.name.removesuffix(".yml")) for path in files)
        for path in names:
            number = SCAN_NAME.fullmatch(path.name)
            if number and ID_PATTERN.fullmatch(path.parent.name):
                beside = path.with_name(f"{path.name}.yml")
                record = None
                if os.path.lexists(beside):
                    record = self._validate(SignedScan, self._read(beside, shown(self.folder, beside)))
                kept = KeptScan(record, *self.pembaca.digest(path, MAX_SCAN))
                found.setdefault(path.parent.name, {})[int(number[1])] = kept
        return {slug: dict(sorted(scans.items())) for slug, scans in found.items()}

    def _read_archive(self, files: Iterable[Path]) -> dict[str, dict[int, Source]]:
        """The earlier revisions, arsip/<slug>/<number>.yml, by slug and number."""
        found: dict[str, dict[int, Source]] = {}
        folder, findings = self.folder, self.findings
        for path in (path for path in files if path.suffix == ".yml" and not SCAN_NAME.fullmatch(path.stem)):
            name = shown(folder, path)
            if not (re.fullmatch(r"0|[1-9][0-9]{0,3}", path.stem) and ID_PATTERN.fullmatch(path.parent.name)):
                message = "nama berkas arsip bukan nomor revisi"
                remedy = "pakai arsip/<nama SOP>/<nomor revisi>.yml, misalnya 'arsip/surat-masuk/0.yml'"
                findings.append(Finding("D016", "galat", name, 0, 0, "", message, remedy))
                continue
            found.setdefault(path.parent.name, {})[int(path.stem)] = self._read(path, name)
        return {slug: dict(sorted(revisions.items())) for slug, revisions in found.items()}

    def _validate_all(self, model: type[M], sources: Mapping[K, Source]) -> dict[K, M]:
        valid = ((key, self._validate(model, source)) for key, source in sources.items())
        return {key: value for key, value in valid if value is not None}

    def _validate(self, model: type[M], source: Source) -> M | None:
        """The typed object of one file, or None with findings. An empty file is an error unless the file failed."""
        if source.value is None:
            if not any(f.file == source.file for f in self.findings) and source.file != "peraturan.yml":
                words = ("berkas kosong", "isi berkas ini, atau hapus")
                self.findings.append(Finding("D005", "galat", source.file, 0, 0, "", *words))
            return None
        value, found = self.simpanan.model(source, _typed(model))
        self.findings += found
        return value


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


def _former_names(sop: Mapping[str, Sop], arsip: Mapping[str, Mapping[int, Sop]]) -> dict[str, FormerNames]:
    """The former names of every SOP that has some, by slug."""
    found = {}
    for slug in dict.fromkeys((*sop, *arsip)):
        names = former_names_of([*arsip.get(slug, {}).values(), *filter(None, [sop.get(slug)])])
        if names:
            found[slug] = names
    return found


def _published(sop: Mapping[str, Sop], arsip: Mapping[str, Mapping[int, Sop]]) -> list[tuple[str, int]]:
    """(slug, number) of the copies that `sop publish` made of a revision that still stands in sop/."""
    signed = ((slug, data.revisi or 0) for slug, data in sop.items() if data.sidik)
    return [(slug, revisi) for slug, revisi in signed if revisi in arsip.get(slug, ())]


@cache
def _typed(model: type[M]) -> Callable[[Source], tuple[M | None, tuple[Finding, ...]]]:
    """What makes a source that object, or says why it cannot be one."""

    def typed(source: Source) -> tuple[M | None, tuple[Finding, ...]]:
        try:
            return model.model_validate(source.value), ()
        except ValidationError as error:
            told = causes(error.errors(include_url=False), model)
            return None, tuple(told_once(source.finding(*one) for one in told))

    return typed
