"""A data folder that strains paper: 80 steps, 12 actors, cells of 700 letters, labels of 30 letters."""

from __future__ import annotations

from pathlib import Path

import yaml

STEPS, ACTORS, CELL, LABEL = 80, 12, 700, 30
_WORDS = [
    "memeriksa",
    "kelengkapan",
    "berkas",
    "permohonan",
    "menurut",
    "ketentuan",
    "yang",
    "berlaku",
    "pada",
    "perangkat",
    "daerah",
    "terkait",
]


def text(length: int, first: str = "Memeriksa") -> str:
    """Words of exactly so many letters."""
    words = [first]
    n = 0
    while len(" ".join(words)) < length:
        words.append(_WORDS[n % len(_WORDS)])
        n += 1
    return " ".join(words)[:length].rstrip().ljust(length, "x")


def write_stress(folder: Path, *, kertas: str = "F4", alamat: bool = True) -> Path:
    """Write the folder; ``alamat``: the site has an address, so sheets have codes."""
    (folder / "sop").mkdir(parents=True)
    agency = {
        "pemerintah": "PEMERINTAH KABUPATEN UJI", "nama": "DINAS UJI COBA DAN PENGUJIAN", "kertas": kertas,
        **({"alamat_situs": "https://sop.uji.go.id/pustaka/"} if alamat else {}),
        "unit": {"sekretariat": {"nama": "Sekretariat"}},
    }  # fmt: skip
    actors = {f"pejabat-{n}": {"nama": f"Pejabat Nomor {n}"} for n in range(1, ACTORS + 1)}
    dump(folder / "instansi.yml", agency)
    dump(folder / "jabatan.yml", actors)
    dump(folder / "sop" / "berat.yml", heavy())
    return folder


def dump(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def heavy() -> dict[str, object]:
    """The SOP itself: every fifth step decides, every tenth has a cell of 700 letters in each column."""
    steps = []
    for n in range(1, STEPS + 1):
        long = n % 10 == 3
        step: dict[str, object] = {
            "uraian": text(CELL) if long else text(60, f"Memeriksa berkas ke-{n}"),
            "pelaksana": f"pejabat-{(n * 5) % ACTORS + 1}",
            "mutu_baku": {
                "kelengkapan": [text(CELL, "Berkas")] if n == 13 else ["Berkas permohonan", "Formulir isian"],
                "waktu": f"{n} menit",
                "output": [text(CELL, "Catatan")] if n == 23 else ["Catatan pemeriksaan"],
            },
        }
        if n == 33:
            step["keterangan"] = [text(CELL, "Keterangan")]
        if n % 5 == 0 and n < STEPS:
            step["keputusan"] = {
                text(LABEL, f"Bila lengkap {n}"): n + 1,
                text(LABEL, f"Bila kurang {n}"): max(1, n - 3),
            }
        steps.append(step)
    return {
        "pelaksana": [f"pejabat-{n}" for n in range(1, ACTORS + 1)],
        "judul": "Pengujian Lembar Berat", "unit": "sekretariat", "status": "draf", "revisi": 0, "langkah": steps,
        "peralatan": ["Komputer", "Pemindai"], "peringatan": [text(200, "Berkas")],
    }  # fmt: skip
