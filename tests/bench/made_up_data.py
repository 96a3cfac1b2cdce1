"""A made-up regency: N SOPs of parameterised shapes with varied texts, for the benchmark.

A seed alone decides everything, so every machine measures the same data. No two SOPs have the same texts; shapes vary
in the number of actors, decisions, jumps, joint steps and lists, as those of real offices do. Each print has its code,
each sheet the emblem; a third of the SOPs have a worksheet, a fifth a former revision in the archive, and in every
fourth a step says at length what to do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

LANGKAH = 14
"""Steps of an SOP, as in the first real one."""
PER_UNIT = 33
"""SOPs of one office."""


def _list(text: str) -> list[str]:
    return text.split("|")


_KERJA = _list(
    "Menyusun|Memeriksa|Mencatat|Menelaah|Mengirim|Menerima|Menghimpun|Mengolah|Menetapkan|Menyampaikan|"
    "Membahas|Menandatangani|Mengarsipkan|Menyiapkan|Memverifikasi|Merekapitulasi|Mendisposisikan|Memperbaiki"
)
_NAMA = _list(
    "Penyusunan|Pemeriksaan|Pencatatan|Penelaahan|Pengiriman|Penerimaan|Penghimpunan|Pengolahan|Penetapan|Penyampaian|"
    "Pembahasan|Penandatanganan|Pengarsipan|Penyiapan|Verifikasi|Rekapitulasi|Disposisi|Perbaikan"
)
"""What an SOP is called after: the work of the same place in _KERJA."""
_BENDA = _list(
    "laporan kinerja|data capaian|berkas permohonan|daftar hadir|surat undangan|rencana kegiatan|"
    "konsep keputusan|rekap anggaran|kartu kendali|dokumen pengadaan|hasil survei|bukti pembayaran|"
    "naskah perjanjian|jadwal layanan|data penerima manfaat|catatan rapat|register surat|usulan program|"
    "lembar verifikasi|profil wilayah"
)
_SIFAT = _list(
    "triwulan|tahunan|sesuai ketentuan|dari seluruh bidang|untuk pimpinan|beserta lampirannya|"
    "yang telah diparaf|berdasarkan indikator kinerja|tingkat kecamatan|dalam aplikasi|"
    "dan menyerahkannya kepada bagian terkait|dengan mencocokkan data pendukung dari setiap unit kerja"
)
_PERAN = _list("Kepala|Sekretaris|Kepala Bidang|Kepala Subbagian|Analis|Pengelola Data|Petugas Layanan|Bendahara")
_LAMBANG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M4 4h32v18a16 16 0 0 1-32 0z" fill="#165"/>'
    '<path d="M12 14h16M12 20h16M12 26h10" stroke="#fff" stroke-width="2"/></svg>'
)
_BIDANG = _list("Sosial|Kesehatan|Pendidikan|Perizinan|Pertanian|Perhubungan|Kearsipan|Lingkungan|Perikanan|Pariwisata")


def write_data(folder: Path, banyak: int) -> None:
    """Write a data folder with ``banyak`` SOPs and as many forms."""
    units = {f"unit-{u + 1}": f"Dinas {_BIDANG[u % 10]} {u // 10 + 1}" for u in range(-(-banyak // PER_UNIT))}
    _write(folder / "instansi.yml", _instansi(units))
    (folder / "lambang.svg").write_text(_LAMBANG, "utf-8")
    _write(folder / "jabatan.yml", dict(_jabatan(units)))
    _write(folder / "peraturan.yml", {_rule_of(n): _peraturan(n) for n in range(60)})
    for n in range(banyak):
        rng = random.Random(n)
        sop = _sop(rng, n, banyak)
        if n % 5 == 4:
            _write(folder / "arsip" / slug_of(n) / "0.yml", _former(sop))
        _write(folder / "sop" / f"{slug_of(n)}.yml", sop)
        _write(folder / "formulir" / f"formulir-{n:04d}.yml", _formulir(rng, n))


def slug_of(n: int) -> str:
    """The slug of the n-th SOP."""
    return f"prosedur-{n:04d}"


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110), "utf-8")


def _instansi(units: dict[str, str]) -> dict[str, Any]:
    return {
        "nama_situs": "Pustaka SOP Kabupaten Contoh",
        "pemerintah": "PEMERINTAH KABUPATEN CONTOH",
        "nama": "SEKRETARIAT DAERAH",
        "nama_tampil": "Kabupaten Contoh",
        "alamat_situs": "https://sop.kabupaten-contoh.example/",
        "logo": "lambang.svg",
        "unit": {id: {"nama": nama} for id, nama in units.items()},
    }


def _jabatan(units: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for unit, nama in units.items():
        for number, peran in enumerate(_PERAN):
            yield f"{unit}-{number}", {"nama": f"{peran} {nama.removeprefix('Dinas ')}"}


def _rule_of(n: int) -> str:
    return f"perbup-{n + 1}-{2000 + n % 24}"


def _peraturan(n: int) -> dict[str, str]:
    return {"judul": f"Peraturan Bupati Contoh Nomor {n + 1} Tahun {2000 + n % 24} tentang {_phrase(random.Random(n))}"}


def _phrase(rng: random.Random) -> str:
    return f"{rng.choice(_BENDA)} {rng.choice(_SIFAT)}"


def _sop(rng: random.Random, n: int, banyak: int) -> dict[str, Any]:
    unit = f"unit-{n // PER_UNIT + 1}"
    actors = [f"{unit}-{a}" for a in sorted(rng.sample(range(len(_PERAN)), rng.randint(3, 6)))]
    others = {rng.randrange(banyak) for _ in range(2)} - {n}
    more = random.Random(-n - 1)
    archived = n % 5 == 4
    return {
        "judul": f"{rng.choice(_NAMA)} {rng.choice(_BENDA)} {rng.choice(_SIFAT)} {n + 1}",
        "nomor": f"{rng.randint(100, 999)}/{n + 1}/CONTOH/{2020 + n % 6}",
        "revisi": 1 if archived else 0,
        "unit": unit,
        "status": rng.choice(("berlaku", "berlaku", "berlaku", "draf")),
        "tanggal": {
            "pembuatan": f"202{n % 5}-01-1{n % 9}",
            **({"revisi": f"202{n % 5}-01-2{n % 9}"} if archived else {}),
            "efektif": f"202{n % 5}-02-0{1 + n % 9}",
        },
        **(
            {"perubahan": {"ringkasan": [f"Penambahan {_phrase(more)}"], "alasan": "Hasil evaluasi"}}
            if archived
            else {}
        ),
        "pengesahan": {"jabatan": f"{unit}-0"},
        "dasar_hukum": [_rule_of(r) for r in sorted(rng.sample(range(60), 3))],
        "keterkaitan": [{"sop": slug_of(other)} for other in sorted(others)],
        "kualifikasi": [f"Memahami {_phrase(rng)}" for _ in range(3)],
        "peralatan": ["Komputer", "Printer", rng.choice(_BENDA).capitalize()],
        "peringatan": [f"Bila {_phrase(rng)} terlambat, layanan terganggu."],
        "pencatatan": [f"Disimpan sebagai {rng.choice(_BENDA)}"],
        **({"identifikasi": _identifikasi(more, unit)} if n % 3 == 0 else {}),
        "pelaksana": actors,
        "langkah": list(_langkah(rng, n, actors, more)),
    }


def _former(sop: dict[str, Any]) -> dict[str, Any]:
    """The revision that a year before stood in this one's place."""
    day = int(sop["tanggal"]["pembuatan"][:4]) - 1
    dates = {"pembuatan": f"{day}-01-05", "efektif": f"{day}-01-15"}
    kept = {key: value for key, value in sop.items() if key != "perubahan"}
    return {**kept, "revisi": 0, "status": "berlaku", "tanggal": dates, "peringatan": ["Belum diperiksa berkala."]}


def _identifikasi(rng: random.Random, unit: str) -> dict[str, Any]:
    def works(count: int) -> list[str]:
        return [f"{rng.choice(_KERJA)} {_phrase(rng)}" for _ in range(count)]

    awal, utama, akhir = works(2), works(4), works(2)
    return {
        "jenis": "rutin",
        "penanggung_jawab": {"produk": f"{unit}-0", "kegiatan": f"{unit}-1"},
        "ruang_lingkup": "Sekretariat dan seluruh bidang",
        "judul_kegiatan": f"{rng.choice(_NAMA)} {_phrase(rng)}",
        "kegiatan": {"awal": awal[0], "utama": utama[0], "akhir": akhir[-1]},
        "langkah": {"awal": awal, "utama": utama, "akhir": akhir},
    }


def _langkah(rng: random.Random, n: int, actors: list[str], more: random.Random) -> Iterator[dict[str, Any]]:
    decisions = set(rng.sample(range(3, LANGKAH - 2), rng.randint(0, 3)))
    at = rng.randrange(len(actors))
    for row in range(LANGKAH):
        at = max(0, min(len(actors) - 1, at + rng.choice((-2, -1, -1, 0, 1, 1, 2))))
        uraian = f"{rng.choice(_KERJA)} {_phrase(rng)}"
        joint = row not in decisions and 0 < row < LANGKAH - 1 and rng.random() < 0.08
        uraian += f" serta {_phrase(rng)}" if rng.random() < 0.3 else ""
        if n % 4 == 0 and row == n // 4 % LANGKAH:
            uraian += "".join(f", lalu {more.choice(_KERJA).lower()} {_phrase(more)}" for _ in range(5))
        step: dict[str, Any] = {
            "uraian": uraian,
            "pelaksana": [actors[at], actors[at - 1]] if joint else actors[at],
            "mutu_baku": {
                "kelengkapan": list(dict.fromkeys(rng.choice(_BENDA).capitalize() for _ in range(rng.randint(1, 3)))),
                "waktu": f"{rng.choice((5, 10, 15, 30, 60, 120))} menit",
                "output": [rng.choice(_BENDA).capitalize()],
            },
        }
        if row in decisions:
            step["keputusan"] = {"ya": str(row + 2), "tidak": str(row + 1 - rng.randint(1, 3))}
        if row == 2:
            step["formulir"] = [f"formulir-{n:04d}"]
        if rng.random() < 0.15:
            step["keterangan"] = _phrase(rng).capitalize()
        yield step


def _formulir(rng: random.Random, n: int) -> dict[str, Any]:
    kolom = [{"id": f"k{k}", "label": rng.choice(_BENDA).capitalize()} for k in range(rng.randint(3, 5))]
    isian = [{"id": f"i{k}", "label": f"{rng.choice(_BENDA).capitalize()} {k + 1}"} for k in range(4)]
    return {
        "judul": f"Formulir {_phrase(rng)} {n + 1}",
        "bagian": [{"isian": isian}, {"tabel": {"id": "daftar", "baris": rng.randint(6, 12), "kolom": kolom}}],
    }


def edit(path: Path, n: int) -> None:
    """A revision as offices make it: a step and a warning are reworded."""
    sop = yaml.safe_load(path.read_text("utf-8"))
    sop["peringatan"] = [f"Peringatan yang diubah {n}"]
    sop["langkah"][1]["uraian"] = f"Mencatat perubahan nomor {n} dalam buku agenda"
    path.write_text(yaml.safe_dump(sop, allow_unicode=True, sort_keys=False, width=110), "utf-8")
