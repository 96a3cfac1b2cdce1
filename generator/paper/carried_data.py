"""What the official document carries along as a file: the content of the SOP, and what the things it names are called.

Its revisions from before the library (``riwayat``) go with it: they stand nowhere else.

Where it stands, who reviewed it and what is still to be confirmed are no part of it.
"""

from __future__ import annotations

import json
from typing import Any

from generator.data.fingerprint import NOT_CONTENT, TRAVELS, fingerprint
from generator.data.library import Library
from generator.data.sop import Sop
from generator.revisions.names import ids_in

FORMAT = "pustaka-sop/1"
"""How the file says what it is."""
_LEFT_OUT = NOT_CONTENT - TRAVELS


def carried_data(proyek: Library, slug: str, sop: Sop) -> str:
    """The file, as JSON."""
    content = sop.model_dump(mode="json", exclude_defaults=True, exclude=set(_LEFT_OUT))
    said = {
        "format": FORMAT,
        "slug": slug,
        "sidik": fingerprint(sop),
        "sop": content,
        "nama": _names(proyek, content),
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=False, separators=(",", ":"))


def _names(proyek: Library, content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Of each kind of thing the ids that the SOP names, each with what the data say of it."""
    names: dict[str, dict[str, Any]] = {}
    for kind, id in sorted((kind, id) for kind, ids in ids_in(content).items() for id in ids):
        entry: Any = None
        if kind == "jabatan" and id in proyek.jabatan:
            entry = proyek.jabatan[id].model_dump(mode="json", exclude_defaults=True)
        elif kind == "peraturan" and id in proyek.peraturan:
            entry = proyek.peraturan[id].model_dump(mode="json", include={"judul", "singkat"}, exclude_defaults=True)
        elif kind == "unit" and id in proyek.instansi.unit:
            entry = {"nama": proyek.instansi.unit[id].nama}
        elif kind == "sop" and id in proyek.sop:
            entry = {"judul": proyek.sop[id].judul}
        elif kind == "formulir" and id in proyek.formulir:
            entry = {"judul": proyek.formulir[id].judul}
        if entry is not None:
            names.setdefault(kind, {})[id] = entry
    return names
