"""What of an SOP the site says: all of it, but what the agency keeps for paper."""

from __future__ import annotations

from generator.data.instansi import Instansi
from generator.data.sop import Sop


def public_words(sop: Sop, instansi: Instansi) -> Sop:
    """The SOP as pages, data and comparisons of the site have it; its fingerprint is that of the whole SOP."""
    hidden = {"nip": instansi.nip_di_situs, "nama": instansi.nama_pengesah_di_situs}
    kept = {key: None for key, shown in hidden.items() if not shown}
    if not kept:
        return sop
    others = tuple(signer.model_copy(update=kept) for signer in sop.penanda_tangan_lain)
    approval = sop.pengesahan and sop.pengesahan.model_copy(update=kept)
    return sop.model_copy(update={"pengesahan": approval, "penanda_tangan_lain": others})
