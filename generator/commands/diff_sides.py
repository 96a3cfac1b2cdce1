"""The two sides of a comparison: files, revisions of an SOP, data folders, or what git keeps of them."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pydantic import ValidationError

from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.reading.source import parse_source
from generator.revisions.in_force import standing_versions
from generator.revisions.names import Names, library_names


class UnreadableSideError(Exception):
    """A side that cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class DiffSide:
    """One side: its SOPs by slug; ``tunggal``: one SOP was meant, not a library."""

    sebutan: str
    sop: Mapping[str, Sop]
    tunggal: bool
    proyek: Library | None = None


@dataclass(frozen=True, slots=True)
class Pasang:
    """Two versions of one SOP; None = there is none on that side. ``sebutan``: what the two sides are called;
    ``proyek``: the data folder of each, in which today's names stand."""

    slug: str
    lama: Sop | None
    baru: Sop | None
    sebutan: tuple[str, str]
    proyek: tuple[Library | None, Library | None] = (None, None)


def pair_up(
    lama: str | None, baru: str | None, data: Path, rev: str | None = None
) -> tuple[list[Pasang], Names, tuple[Library | None, Library | None]]:
    """What is to be compared, the names for it, and the data folder of each side.

    One side only: against the revision before it; with ``rev`` against that state in git.
    """
    here = load(data)[0]
    if rev is not None:
        old, new = _git_folder(rev, data), DiffSide("sekarang", (_need(here, data)).sop, False, here)
        pairs = _by_slug(old, new)
        if lama is not None:
            pairs = [pair for pair in pairs if pair.slug == lama]
            if not pairs:
                raise UnreadableSideError(f"SOP '{lama}' tidak ada, sekarang maupun pada {rev}")
        return pairs, library_names(*(p for p in (old.proyek, here) if p)), (old.proyek, here)
    if lama is None:
        raise UnreadableSideError("sebutkan apa yang dibandingkan, misalnya 'sop diff surat-masuk@0 surat-masuk'")
    if baru is None:
        lama, baru = _before(lama, _need(here, data)), lama
    old, new = _side(lama, data, here), _side(baru, data, here)
    pairs = _by_slug(old, new)
    if old.tunggal and new.tunggal:
        slug, sop = next(iter(new.sop.items()))
        pairs = [Pasang(slug, next(iter(old.sop.values())), sop, (old.sebutan, new.sebutan), (old.proyek, new.proyek))]
    elif old.tunggal or new.tunggal:
        wanted = next(iter((old if old.tunggal else new).sop))
        pairs = [pair for pair in pairs if pair.slug == wanted]
    known = [p for p in (here, old.proyek, new.proyek) if p]
    return pairs, library_names(*known), (old.proyek or here, new.proyek or here)


def _by_slug(old: DiffSide, new: DiffSide) -> list[Pasang]:
    slugs = sorted({*old.sop, *new.sop})
    called, folders = (old.sebutan, new.sebutan), (old.proyek, new.proyek)
    return [Pasang(slug, old.sop.get(slug), new.sop.get(slug), called, folders) for slug in slugs]


def _side(words: str, data: Path, here: Library | None) -> DiffSide:
    """A side as it was named on the command line."""
    path = Path(words)
    if path.is_dir():
        proyek = _need(load(path)[0], path)
        return DiffSide(words, proyek.sop, False, proyek)
    if path.is_file():
        return DiffSide(words, {path.stem: _parse(path.read_bytes(), words)}, True, _library(path))
    if ":" in words:
        rev, _, inner = words.partition(":")
        return _git_path(rev, inner)
    slug, _, number = words.partition("@")
    proyek = _need(here, data)
    return DiffSide(words, {slug: _revision(proyek, slug, number)}, True, proyek)


def _revision(proyek: Library, slug: str, number: str) -> Sop:
    """The SOP as it is (no number), or one of its revisions."""
    current = proyek.sop.get(slug)
    known = {str(revisi): sop for revisi, sop in proyek.arsip.get(slug, {}).items()}
    if current is not None:
        known[str(current.revisi or 0)] = current
        known[""] = current
    if slug in proyek.terbit and current is not None:
        known[str(current.revisi or 0)] = proyek.terbit[slug]
    if number not in known:
        there = ", ".join(f"{slug}@{n}" for n in sorted((n for n in known if n), key=int))
        what = f"revisi {number} dari SOP '{slug}'" if number else f"SOP, berkas, atau folder '{slug}'"
        raise UnreadableSideError(f"{what} tidak ada{'; yang ada: ' + there if there else ''}")
    return known[number]


def _before(slug: str, proyek: Library) -> str:
    """The newest published revision other than the one in sop/; its own published copy where there is no other."""
    current = proyek.sop.get(slug)
    if current is None:
        raise UnreadableSideError(f"SOP '{slug}' tidak ada")
    earlier = [versi.revisi for versi in standing_versions(proyek, slug) if versi.revisi < (current.revisi or 0)]
    if not earlier and slug in proyek.terbit:
        return f"{slug}@{current.revisi or 0}"
    if not earlier:
        raise UnreadableSideError(f"SOP '{slug}' belum mempunyai revisi terdahulu")
    return f"{slug}@{earlier[-1]}"


def _library(path: Path) -> Library | None:
    """The data folder in which an SOP file lies (sop/x.yml or arsip/x/1.yml), for the names that it uses."""
    return next((load(folder)[0] for folder in path.parents[1:3] if (folder / "instansi.yml").is_file()), None)


def _need(proyek: Library | None, folder: Path) -> Library:
    if proyek is None:
        raise UnreadableSideError(f"folder data '{folder}' tidak dapat dibaca; lihat 'sop check'")
    return proyek


def _parse(raw: bytes, name: str) -> Sop:
    """One SOP file without its library."""
    try:
        source, findings = parse_source(raw.decode("utf-8-sig"), name)
        if findings:
            raise UnreadableSideError(f"{findings[0].place}: {findings[0].message}")
        return Sop.model_validate(source.value)
    except (UnicodeDecodeError, ValidationError):
        raise UnreadableSideError(f"{name} bukan berkas SOP yang sah; periksa dengan 'sop check'") from None


def _git_path(rev: str, path: str) -> DiffSide:
    """``REV:path``: a file, or a data folder, as git keeps it; ``path`` is seen from the current folder."""
    if path.endswith(".yml"):
        raw = _git(["show", f"{rev}:./{path}"], Path.cwd(), rev)
        return DiffSide(f"{rev}:{path}", {Path(path).stem: _parse(raw, f"{rev}:{path}")}, True, _library(Path(path)))
    return _git_folder(rev, Path(path))


def _git_folder(rev: str, folder: Path) -> DiffSide:
    """A data folder as it was at ``rev``."""
    place = folder.resolve()
    while not place.is_dir():
        place = place.parent
    inner = folder.resolve().relative_to(place).as_posix()
    raw = _git(["archive", "--format=tar", rev, inner], place, rev)
    with tempfile.TemporaryDirectory() as temp, tarfile.open(fileobj=BytesIO(raw)) as tar:
        tar.extractall(temp, filter="data")
        proyek = _need(load(Path(temp) / inner)[0], folder)
    return DiffSide(f"{rev}:{folder.as_posix()}", proyek.sop, False, proyek)


def _git(arguments: list[str], folder: Path, rev: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise UnreadableSideError("perbandingan dengan git memerlukan program git, yang tidak ada di komputer ini")
    if rev.startswith("-") or not rev:
        raise UnreadableSideError(f"'{rev}' bukan nama revisi git")
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableSideError(f"git tidak menemukan '{rev}' di sini{' (' + reason[-1] + ')' if reason else ''}")
    return done.stdout
