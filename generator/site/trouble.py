"""What the disk or another build prevents, told as findings: the reader mends a disk, not a program."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from generator.findings import Finding, declare_all

declare_all("galat", "D020", "D021", "D022")

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REASONS = {
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "disk ini hanya dapat dibaca",
    errno.EBUSY: "folder sedang dipakai, atau merupakan titik pasang disk",
    errno.EXDEV: "folder ini titik pasang disk",
    errno.ENOTDIR: "ada berkas di tempat yang seharusnya folder",
    errno.EEXIST: "ada berkas di tempat yang seharusnya folder",
    errno.ENOTEMPTY: "ada berkas lain di folder ini",
    errno.EISDIR: "ada folder di tempat yang seharusnya berkas",
    errno.ENAMETOOLONG: "nama terlalu panjang",
}


def cannot_write(error: OSError, site: Path) -> Finding:
    """A disk that is full or refuses; the site that is up has stayed as it was."""
    place = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else str(site)
    if error.errno in _FULL:
        words = "tempat penyimpanan penuh, atau jatah Anda habis"
        return Finding("D020", "galat", place, 0, 0, "", words, "kosongkan ruang pada disk itu, lalu ulangi")
    reason = _REASONS.get(error.errno or 0, errno.errorcode.get(error.errno or 0, type(error).__name__))
    words = f"tidak dapat menulis di sini: {reason}"
    remedy = "periksa izin folder ini dan folder di atasnya, lalu ulangi"
    return Finding("D021", "galat", place, 0, 0, "", words, remedy)


def still_busy(site: Path) -> Finding:
    """Another build of the same place did not end."""
    words = "pembuatan situs lain di tempat yang sama belum selesai"
    return Finding("D022", "galat", str(site), 0, 0, "", words, "tunggu sampai selesai, lalu ulangi")
