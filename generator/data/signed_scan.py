"""The signed document of a published revision: its PDF in the archive, and the record that says what it is.

arsip/<slug>/<revisi>.pdf lies beside the copy of the revision and moves with it; arsip/<slug>/<revisi>.pdf.yml is
written by `sop attach` after it. A PDF without its record, or of other bytes than the record says, is shown to nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from generator.data.base import StrictModel, TanggalKalender, Text

MAX_SCAN = 20_000_000
"""Bytes of a signed document: some forty pages at 200 dpi in grey."""
ScanProof = Literal["teks", "qr", "tidak terbaca"]
"""How it is known that it is a print of this content: its printed code as text, its QR code, or not at all."""
SCAN_NAME = re.compile(r"(0|[1-9][0-9]{0,3})\.pdf")
_HASH = re.compile(r"[0-9a-f]{64}")


def _hash(value: str) -> str:
    if not _HASH.fullmatch(value):
        raise PydanticCustomError("sidik_berkas", "bukan SHA-256")
    return value


FileHash: TypeAlias = Annotated[Text, AfterValidator(_hash)]


class SignedScan(StrictModel):
    """The record beside the PDF. ``sidik``: the fingerprint of the revision that it is a print of; ``sha256``: of the
    PDF itself; ``tanggal``: when it was attached."""

    sidik: FileHash
    sha256: FileHash
    tanggal: TanggalKalender
    diperiksa: ScanProof


@dataclass(frozen=True, slots=True)
class KeptScan:
    """What lies in the archive as the signed document of one revision.

    record      None = there is none that can be read
    sha256      of the PDF, "" = there is none that can be read
    size        of the PDF in bytes
    """

    record: SignedScan | None
    sha256: str
    size: int

    @property
    def genuine(self) -> bool:
        """Whether the PDF is the one that was attached."""
        return self.record is not None and self.record.sha256 == self.sha256
