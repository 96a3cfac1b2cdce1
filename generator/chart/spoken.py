"""The chart in words: what a screen reader says, and what an actor should know. All of it Indonesian."""

from __future__ import annotations

from generator.steps.graph import OPSIONAL, Chart, ChartArrow, ChartSymbol

JENIS = {"terminator": "Mulai atau selesai", "proses": "Kegiatan", "keputusan": "Keputusan"}
PERKIRAAN = "pelaksana perkiraan, perlu konfirmasi"


def row_name(bagan: Chart, baris: int) -> str:
    """How a row is referred to: "langkah 4", or by its text where it has no number."""
    row = bagan.baris[baris]
    if row.no:
        return f"langkah {row.no}"
    text = " ".join(row.uraian.butir)
    short = text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …"
    return f"langkah tanpa nomor “{short}”"


def symbol_name(simbol: ChartSymbol) -> str:
    """The accessible name of a symbol; says so where its pelaksana is an assumption."""
    return f"{simbol.nama} ({PERKIRAAN})" if simbol.perkiraan else simbol.nama


def symbol_kind(bagan: Chart, simbol: ChartSymbol) -> str:
    """What a symbol is: a capsule without arrows in is a start, one without arrows out is an end."""
    if simbol.jenis == "terminator":
        if not bagan.arrows_in(simbol.id):
            return "Mulai"
        if not bagan.arrows_out(simbol.id):
            return "Selesai"
    return JENIS[simbol.jenis]


def symbol_description(bagan: Chart, simbol: ChartSymbol) -> str:
    """The flow at one symbol: "Pelaksana: Verifikator. Keputusan. Ya: lanjut ke langkah 4; ...". An answer that starts
    several steps is said once: "Ya: lanjut ke langkah 4 dan lanjut ke langkah 5"."""
    column = bagan.kolom[simbol.kolom]
    parts = [*([f"Pelaksana: {column.nama}"] if column.id else []), symbol_kind(bagan, simbol)]
    if simbol.teks:
        parts.append(simbol.teks)
    if simbol.perkiraan:
        parts.append(PERKIRAAN[0].upper() + PERKIRAAN[1:])
    exits = _exits(bagan, simbol)
    if exits:
        parts.append("; ".join(exits))
    joint = _partners(bagan, simbol)
    if joint:
        parts.append(joint)
    return ". ".join(part[0].upper() + part[1:] for part in parts) + "."


def _exits(bagan: Chart, simbol: ChartSymbol) -> list[str]:
    """The answers of a symbol in words, or where it leads without one."""
    found: list[tuple[str, list[str]]] = []
    for alur in bagan.arrows_out(simbol.id):
        same = [ways for label, ways in found if label and label == alur.label]
        if not same:
            found.append((alur.label, []))
        (same or [found[-1][1]])[0].append(_exit(bagan, alur, simbol))
    return [f"{f'{label}: ' if label else ''}{' dan '.join(ways)}" for label, ways in found]


def _exit(bagan: Chart, alur: ChartArrow, simbol: ChartSymbol) -> str:
    """Where one arrow from ``simbol`` leads, in words."""
    ke = bagan.symbols_by_id[alur.ke]
    if ke.baris == simbol.baris:
        text = f"lanjut pada langkah yang sama ke {bagan.kolom[ke.kolom].nama}"
    else:
        verb = "kembali" if ke.baris < simbol.baris else "lanjut"
        text = f"{verb} ke {row_name(bagan, ke.baris)}"
        if ke.kolom != simbol.kolom:
            text += f" ({bagan.kolom[ke.kolom].nama})"
    if alur.perkiraan:
        text += ", alur perkiraan"
    if alur.opsional:
        text += f", jalan {OPSIONAL}"
    return text


def _partners(bagan: Chart, simbol: ChartSymbol) -> str:
    """Whom a joint step is done with."""
    together: list[str] = []
    either: list[str] = []
    for alur in bagan.joint_lines:
        if simbol.id in (alur.dari, alur.ke):
            other = bagan.symbols_by_id[alur.ke if alur.dari == simbol.id else alur.dari]
            (either if alur.atau else together).append(bagan.kolom[other.kolom].nama)
    parts = [f"bersama {', '.join(together)}"] if together else []
    parts += [f"atau {', '.join(either)}"] if either else []
    return "; ".join(parts)


def summary(bagan: Chart) -> str:
    """The whole chart in a few sentences: the long description of its picture."""
    n, m = len(bagan.baris), len(bagan.kolom)
    lanes = f" dan {m} pelaksana" if any(kolom.id for kolom in bagan.kolom) else ", tanpa kolom pelaksana"
    lines = [f"Bagan alur dengan {n} langkah{lanes}, dibaca dari atas ke bawah."]
    told: set[int] = set()
    for simbol in sorted(bagan.simbol, key=lambda s: s.baris):
        fase = bagan.baris[simbol.baris].fase
        if fase and simbol.baris not in told:
            lines.append(f"Fase: {fase}.")
        told.add(simbol.baris)
        name = row_name(bagan, simbol.baris)
        lines.append(f"{name[0].upper()}{name[1:]}. {symbol_description(bagan, simbol)}")
    return " ".join(lines)
