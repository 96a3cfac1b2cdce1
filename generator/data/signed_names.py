"""The names that a published SOP prints though they stand in other files, as they were when it was signed.

A position, a regulation or the agency may be renamed later; what was signed keeps its words. The section carries a
fingerprint of its own, so that an edit by hand is seen; it is no part of the SOP's content (``sidik.DI_LUAR_ISI``).
"""

from __future__ import annotations

from generator.data.base import Id, NamaSop, StrictModel, Text


class SignedNames(StrictModel):
    """Names by id, of everything that the SOP names. Written by `sop publish`; a kind without names is left out."""

    sidik: Text
    """Fingerprint of all names, together with the SOP's own; 16 hex digits."""
    instansi: dict[Text, Text] = {}
    """The agency's words on heads and feet, by the key of instansi.yml; ``alamat`` as lines, ``logo`` the fingerprint
    of the image."""
    label: dict[Text, Text] = {}
    """The agency's labels that differ from the standard's."""
    unit: dict[Id, Text] = {}
    jabatan: dict[Id, Text] = {}
    """Names as in the heads of columns."""
    jabatan_lengkap: dict[Id, Text] = {}
    """Full titles, where a position has one."""
    peraturan: dict[Id, Text] = {}
    """Whole citations."""
    peraturan_singkat: dict[Id, Text] = {}
    """Short citations, where a regulation has one."""
    sop: dict[NamaSop, Text] = {}
    """Titles of the SOPs that it refers to."""
    formulir: dict[Id, Text] = {}
    """Titles of its forms."""
    kode_formulir: dict[Id, Text] = {}
    """Fingerprints of its forms, as printed on them (8 hex digits)."""
