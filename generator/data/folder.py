"""Which files a data folder has: those that are data, and those that look like data but are never read.

A folder can hold anything: links, pipes, names that no page can have. What cannot be read gives a finding, so that
nobody waits for it to appear; what leads out of the folder is not followed.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from generator.data.base import ID_PATTERN, MAX_ID, WINDOWS_NAMES
from generator.data.near_words import suggest
from generator.data.signed_scan import SCAN_NAME
from generator.findings import Finding, declare, declare_all
from generator.reading.limits import one_line
from generator.reading.source import read_bytes

declare_all("galat", "D012", "D017")
declare("D013", "peringatan")

SINGLE_FILES = ("instansi.yml", "jabatan.yml", "peraturan.yml")
FOLDERS = ("sop", "formulir")
ARSIP = "arsip"
MAX_LOGO = 5_000_000
"""Bytes of the logo: it stands on every page and every sheet."""
OWN_NAMES = ("index", "checklist", "lembar-kerja", "daftar-periksa", "lembar-langkah")
"""Names of our own pages and files, which an SOP or a form of that name would replace."""


_STRAY = re.compile(
    r"""^(?:\.|~)                                              # hidden, or opened in an office program
      | \((?:\d+|[^()]*\b(?:conflict\w*|konflik|copy|salinan|duplikat)\b[^()]*)\)$   # x (1), x (conflicted copy)
      | (?:[ ]-)?[ ](?:copy|salinan)(?:[ ]\d+|[ ]?\(\d+\))?$   # x - Copy, x - Salinan (2), x copy 2
      | ^(?:copy|salinan)(?:[ ]\(\d+\))?[ ]                   # Copy of x, Salinan dari x
      | [ ]conflicted[ ]copy\b | [._-]sync-conflict-\d | [._-]conflict-\d | \.(?:bak|orig|tmp|swp)$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Names, without .yml, of what sync clients, editors and file managers leave beside a file."""
_NUMBERED = re.compile(r"(.+?)(?: \d+|-(?=[\w-]*[A-Z])[\w-]+)", re.ASCII)
"""What iCloud ("x 2") and OneDrive ("x-KANTOR-PC") make of a name; only beside a file of the plain name."""


_PLAIN = re.compile(rf"{ID_PATTERN.pattern}\.yml")


def is_stray(path: Path) -> bool:
    """Whether a file or folder is a copy or a note that a program left there; nobody meant it as data."""
    stem = path.name.removesuffix(".yml")
    if _STRAY.search(stem):
        return True
    found = _NUMBERED.fullmatch(stem)
    return found is not None and os.path.lexists(path.with_name(found[1] + path.name[len(stem) :]))


def shown(folder: Path, path: Path) -> str:
    """The name of ``path`` inside ``folder`` for findings: printable, whatever bytes the file's name holds."""
    name = path.relative_to(folder).as_posix()
    return one_line(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


class FolderReader:
    """Reads the files of one data folder. A link that leads out of the folder is not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inside: dict[Path, bool] = {}
        """Of each folder in which a file was asked for, whether it lies inside."""

    def read(self, path: Path, name: str) -> bytes | Finding:
        """The bytes of a data file, or why there are none; ``name`` is the file's in findings."""
        if not (self._leads_inside(path) if path.is_symlink() else self._lies_inside(path.parent)):
            message = "berkas ini tautan ke luar folder data, jadi tidak dibaca"
            return _whole("D017", name, message, "salin berkasnya ke dalam folder data")
        return read_bytes(path, name)

    def digest(self, path: Path, most: int) -> tuple[str, int]:
        """SHA-256 and size (bytes) of a file that is not read as data, without holding all of it; ("", 0) where there
        is none that can be read, or of more than ``most`` bytes."""
        try:
            if not (self._lies_inside(path.parent) and self._leads_inside(path) and path.is_file()):
                return "", 0
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                return (hashlib.file_digest(stream, "sha256").hexdigest(), size) if size <= most else ("", 0)
        except OSError:
            return "", 0

    def _lies_inside(self, folder: Path) -> bool:
        if folder not in self._inside:
            self._inside[folder] = self._leads_inside(folder)
        return self._inside[folder]

    def _leads_inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError):  # links in a circle
            return False


def read_logo(folder: Path, name: str) -> bytes | None:
    """The bytes of an image in the data folder; None where there is none to be read."""
    path = folder / name
    try:
        if not (path.is_file() and path.resolve().is_relative_to(folder.resolve())):
            return None
        return path.read_bytes() if path.stat().st_size <= MAX_LOGO else None
    except (OSError, RuntimeError):
        return None


def entries(folder: Path, path: Path, findings: list[Finding]) -> list[Path]:
    """What lies in the folder ``path``, sorted; nothing where it is absent, a finding where it cannot be read."""
    try:
        return sorted(path.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        message = "ini berkas, padahal di sini seharusnya ada folder"
        findings.append(_whole("D001", shown(folder, path), message, "ganti namanya, lalu buat folder dengan nama ini"))
    except OSError:
        findings.append(_whole("D001", shown(folder, path), "folder ini tidak dapat dibaca", "periksa izin folder"))
    return []


def page_files(folder: Path, kind: str, findings: list[Finding]) -> list[Path]:
    """The files of sop/ or formulir/ whose names can become addresses; findings about the others."""
    found = []
    for path in entries(folder, folder / kind, findings):
        if path.suffix != ".yml" or is_stray(path):
            continue
        problem = name_problem(path.stem)
        if problem:
            findings.append(_whole("D012", shown(folder, path), *problem))
        else:
            found.append(path)
    return found


def name_problem(stem: str) -> tuple[str, str] | None:
    """Why a file of sop/ or formulir/ cannot be called so, and what to do instead; None where it can."""
    message = "nama berkas tidak dapat menjadi alamat halaman"
    if not ID_PATTERN.fullmatch(stem):
        return message, "pakai huruf kecil, angka, dan tanda hubung, misalnya 'surat-masuk.yml'"
    if len(stem) > MAX_ID:
        return message, f"pakai nama yang lebih pendek, paling panjang {MAX_ID} huruf"
    if stem in WINDOWS_NAMES or stem in OWN_NAMES:
        whose = "Windows" if stem in WINDOWS_NAMES else "situs ini"
        return f"nama '{stem}' sudah dipakai oleh {whose} sendiri", f"pilih nama lain, misalnya 'sop-{stem}.yml'"
    return None


def strangers(folder: Path) -> list[Finding]:
    """Files that look like data but are never read. Hidden folders are no part of the data."""
    found: list[Finding] = []
    for home, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        plain = Path(home).name in FOLDERS and Path(home).parent == folder
        for name in sorted([*names, *folders], key=os.fsencode):
            if plain and _PLAIN.fullmatch(name) and not _STRAY.search(name.removesuffix(".yml")):
                continue  # thousands of files, about which the long way has nothing to say
            advice = _advice(folder, Path(home) / name)
            if advice:
                found.append(_whole("D013", shown(folder, Path(home) / name), *advice, severe=False))
    return found


def _advice(folder: Path, path: Path) -> tuple[str, str] | None:
    """What to say about a file that is not read; None for a file that is, or that nobody takes for data."""
    name, lower = shown(folder, path), path.name.lower()
    place = name.split("/")[:-1]
    if is_stray(path) and (path.suffix == ".yml" or place == [ARSIP]):
        message = "salinan atau berkas sementara yang ditinggalkan program lain; tidak dibaca"
        return message, "bandingkan dengan berkas aslinya, lalu hapus; bila memang data Anda, ganti namanya"
    if place[:1] == [ARSIP] and lower.endswith(".pdf") and not (len(place) == 2 and SCAN_NAME.fullmatch(path.name)):
        return "PDF ini tidak dipakai: namanya bukan nomor revisi", "lampirkan dengan 'sop attach', lalu hapus yang ini"
    if lower.endswith((".yaml", ".yml.txt", ".yaml.txt")) or (lower.endswith(".yml") and path.suffix != ".yml"):
        notepad = "; pada Notepad, pilih jenis 'Semua Berkas' saat menyimpan" if lower.endswith(".txt") else ""
        return f"berkas {path.suffix} tidak dibaca", f"ganti akhirannya menjadi .yml{notepad}"
    if path.suffix != ".yml" or name in SINGLE_FILES or place[:1] == [ARSIP]:
        return None
    if len(place) == 1 and place[0] in FOLDERS:
        return None
    if place[:1] and place[0] in FOLDERS:
        return "berkas ini tidak dibaca", f"pindahkan langsung ke folder {place[0]}/"
    return "berkas ini tidak dibaca", suggest(name, [*SINGLE_FILES, "sop/...", "formulir/..."])


def _whole(code: str, name: str, message: str, remedy: str, *, severe: bool = True) -> Finding:
    return Finding(code, "galat" if severe else "peringatan", name, 0, 0, "", message, remedy)
