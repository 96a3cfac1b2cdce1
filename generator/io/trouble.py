"""What the disk or another build prevents, in true words: the reader mends a disk, not a program."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from generator.findings import Finding, declare_all

declare_all("galat", "D020", "D021", "D022")

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NETWORK = "sambungan ke folder jaringan terputus"
_REASONS = {
    "EACCES": "tidak ada izin",
    "EPERM": "tidak ada izin",
    "EROFS": "disk ini hanya dapat dibaca",
    "EBUSY": "sedang dipakai program lain, atau merupakan titik pasang disk",
    "ETXTBSY": "sedang dipakai program lain",
    "EAGAIN": "sedang dipakai program lain",
    "EXDEV": "folder ini titik pasang disk",
    "ENOTDIR": "ada berkas di tempat yang seharusnya folder",
    "EEXIST": "sudah ada berkas atau folder dengan nama ini",
    "ENOTEMPTY": "ada berkas lain di folder ini",
    "EISDIR": "ada folder di tempat yang seharusnya berkas",
    "ENOENT": "folder atau berkas ini tidak ada",
    "ENAMETOOLONG": "nama terlalu panjang",
    "ELOOP": "tautan ini berputar ke dirinya sendiri",
    "EILSEQ": "nama ini memuat karakter yang tidak diterima disk",
    "EINVAL": "disk ini tidak menerimanya",
    "ENOSYS": "disk ini tidak mendukungnya",
    "ENOTSUP": "disk ini tidak mendukungnya",
    "EOPNOTSUPP": "disk ini tidak mendukungnya",
    "ENOLCK": "disk ini tidak menyediakan kunci berkas",
    "EIO": "disk gagal membaca atau menulis",
    "EMFILE": "terlalu banyak berkas terbuka",
    "ENFILE": "terlalu banyak berkas terbuka",
    "EMLINK": "terlalu banyak tautan ke satu berkas",
    "ENOMEM": "memori komputer habis",
    "ESTALE": _NETWORK,
    "ETIMEDOUT": _NETWORK,
    "EHOSTDOWN": _NETWORK,
    "EHOSTUNREACH": _NETWORK,
    "ENETDOWN": _NETWORK,
    "ENETUNREACH": _NETWORK,
    "ENOTCONN": _NETWORK,
    "ECONNRESET": _NETWORK,
    "ECONNABORTED": _NETWORK,
}
"""Name of the system's answer -> what it means."""


def reason(error: OSError) -> str:
    """What the system's answer means, in a few words; the name of the answer where it is a rare one."""
    if error.errno in _FULL:
        return "tempat penyimpanan penuh, atau jatah Anda habis"
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _REASONS.get(name, f"sistem menolaknya ({name})")


def place_of(error: OSError, otherwise: Path | str) -> str:
    """The file or folder that the answer is about."""
    named = error.filename2 or error.filename
    return os.fsdecode(named) if isinstance(named, (str, bytes)) else str(otherwise)


def cannot_write(error: OSError, site: Path) -> Finding:
    """A disk that is full or refuses; the site that is up has stayed as it was."""
    place = place_of(error, site)
    if error.errno in _FULL:
        return Finding("D020", "galat", place, 0, 0, "", reason(error), "kosongkan ruang pada disk itu, lalu ulangi")
    remedy = "periksa izin folder ini dan folder di atasnya, lalu ulangi"
    return Finding("D021", "galat", place, 0, 0, "", f"tidak dapat menulis di sini: {reason(error)}", remedy)


def still_busy(site: Path, mark: Path | None = None) -> Finding:
    """Another build of the same place did not end; ``mark``: see ``BusyError``."""
    words = "pembuatan situs lain di tempat yang sama belum selesai"
    gone = f"; bila komputer yang mengerjakannya sudah mati, hapus {mark}" if mark else ""
    return Finding("D022", "galat", str(site), 0, 0, "", words, f"tunggu sampai selesai, lalu ulangi{gone}")
