"""Our own PDFs: the data that they carry, else their printed kode isi where the data folder knows it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from generator.importing.refused import UnreadableError
from generator.importing.vector_page import VectorPage
from generator.paper.carried_data import FORMAT

_NAME = "sop.json"
_LARGEST = 5_000_000
_MARK = re.compile(r"kode\s*isi\s*:?\s*([0-9a-f]{8})\b", re.IGNORECASE)


def carried(document: pdfium.PdfDocument) -> dict[str, Any] | None:
    """The data that a document of ours carries; None = it carries none."""
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() != _NAME:
            continue
        try:
            raw = bytes(attachment.get_data())
            said = json.loads(raw) if len(raw) <= _LARGEST else None
        except (pdfium.PdfiumError, ValueError, RecursionError):
            raise UnreadableError("data yang dibawanya rusak") from None
        if isinstance(said, dict) and said.get("format") == FORMAT and isinstance(said.get("sop"), dict):
            return said
    return None


def printed_mark(pages: Sequence[VectorPage]) -> str:
    """The kode isi in the foot of our own prints; "" = it is none."""
    for page in pages:
        said = " ".join(word.text for word in page.words)
        if found := _MARK.search(said):
            return found[1].lower()
    return ""
