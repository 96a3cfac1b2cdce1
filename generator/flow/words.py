"""The chart in words: what a screen reader says, and what an actor should know. All of it Indonesian."""

from __future__ import annotations

from generator.flow.graph import Alur, Bagan, Simbol

JENIS = {"terminator": "Mulai atau selesai", "proses": "Kegiatan", "keputusan": "Keputusan"}
PERKIRAAN = "pelaksana perkiraan, perlu konfirmasi"


def nama_baris(bagan: Bagan, baris: int) -> str:
    """How a row is referred to: "langkah 4", or by its text where it has no number."""
    row = bagan.baris[baris]
    if row.no:
        return f"langkah {row.no}"
    text = " ".join(row.uraian.butir)
    short = text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …"
    return f"langkah tanpa nomor “{short}”"


def nama_simbol(simbol: Simbol) -> str:
    """The accessible name of a symbol; says so where its pelaksana is an assumption."""
    return f"{simbol.nama} ({PERKIRAAN})" if simbol.perkiraan else simbol.nama


def jenis_simbol(bagan: Bagan, simbol: Simbol) -> str:
    """What a symbol is: a capsule without arrows in is a start, one without arrows out is an end."""
    if simbol.jenis == "terminator":
        if not bagan.masuk(simbol.id):
            return "Mulai"
        if not bagan.keluar(simbol.id):
            return "Selesai"
    return JENIS[simbol.jenis]


def keterangan_simbol(bagan: Bagan, simbol: Simbol) -> str:
    """The flow at one symbol: "Pelaksana: Verifikator. Keputusan. Ya: lanjut ke langkah 4; ..."."""
    parts = [f"Pelaksana: {bagan.kolom[simbol.kolom].nama}", jenis_simbol(bagan, simbol)]
    if simbol.teks:
        parts.append(simbol.teks)
    if simbol.perkiraan:
        parts.append(PERKIRAAN[0].upper() + PERKIRAAN[1:])
    exits = [_exit(bagan, alur, simbol) for alur in bagan.keluar(simbol.id)]
    if exits:
        parts.append("; ".join(exits))
    joint = _partners(bagan, simbol)
    if joint:
        parts.append(joint)
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "."


def _exit(bagan: Bagan, alur: Alur, simbol: Simbol) -> str:
    """One arrow from ``simbol`` in words."""
    ke = bagan.simbol_dari_id[alur.ke]
    if ke.baris == simbol.baris:
        text = f"lanjut pada langkah yang sama ke {bagan.kolom[ke.kolom].nama}"
    else:
        verb = "kembali" if ke.baris < simbol.baris else "lanjut"
        text = f"{verb} ke {nama_baris(bagan, ke.baris)}"
        if ke.kolom != simbol.kolom:
            text += f" ({bagan.kolom[ke.kolom].nama})"
    if alur.perkiraan:
        text += ", alur perkiraan"
    return f"{alur.label}: {text}" if alur.label else text


def _partners(bagan: Bagan, simbol: Simbol) -> str:
    """Whom a joint step is done with."""
    together: list[str] = []
    either: list[str] = []
    for alur in bagan.garis_bersama:
        if simbol.id in (alur.dari, alur.ke):
            other = bagan.simbol_dari_id[alur.ke if alur.dari == simbol.id else alur.dari]
            (either if alur.atau else together).append(bagan.kolom[other.kolom].nama)
    parts = [f"bersama {', '.join(together)}"] if together else []
    parts += [f"atau {', '.join(either)}"] if either else []
    return "; ".join(parts)


def ringkasan(bagan: Bagan) -> str:
    """The whole chart in a few sentences: the long description of its picture."""
    n, m = len(bagan.baris), len(bagan.kolom)
    lines = [f"Bagan alur dengan {n} langkah dan {m} pelaksana, dibaca dari atas ke bawah."]
    for simbol in sorted(bagan.simbol, key=lambda s: s.baris):
        name = nama_baris(bagan, simbol.baris)
        lines.append(f"{name[0].upper()}{name[1:]}. {keterangan_simbol(bagan, simbol)}")
    return " ".join(lines)
