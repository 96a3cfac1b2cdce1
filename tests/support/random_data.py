"""Random input for fuzzing the loader and the check: mutated real files, and trees shaped by the models."""

from __future__ import annotations

import random
import re
import types
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from generator.data.formulir import FormField, Formulir
from generator.data.instansi import Instansi
from generator.data.langkah import Langkah, SopReference
from generator.data.loader import DaftarJabatan, DaftarPeraturan
from generator.data.sop import Sop
from tests.support.tools import ROOT

BASES = tuple(
    path
    for folder in ("sop_data", "examples/dinas-contoh", "tests/data/valid", "tests/data/invalid")
    for path in sorted((ROOT / folder).rglob("*.yml"))
)
"""Real files to mutate."""
KINDS: dict[str, type[BaseModel]] = {
    "instansi.yml": Instansi,
    "jabatan.yml": DaftarJabatan,
    "peraturan.yml": DaftarPeraturan,
    "sop/coba.yml": Sop,
    "formulir/coba.yml": Formulir,
}
HOSTILE = (
    "", "~", "null", "-", "0", "012", "1:30", "no", "2024-02-30", "9" * 400, "-1", "1e999", ".inf", "\x00", "\ufeff",
    "\x1b[31m", "\\ud800", '"\\ud800"', '"\\0"', "<script>alert(1)</script>", "{{ x }}", "%s%n", "../../etc/passwd",
    "C:\\con", "*a", "&a b", "!!python/object/apply:os.system [x]", "[" * 40, "{" * 40, "'", '"', "|", ">-", "? a",
    "- - -", "a: b: c", "#", "@", "`", "%", "\t", "\r", "\u2028", "\u202eabc", "ꦲ", "💥", "a" * 5000, "((((1))))",
    "1/0", "a*a*a", "jika(a == 1, 2, 3)", "9**9**9", "-" * 400 + "1", "(" * 200, "[1, 2]", "{ya: 1, tidak: 1}",
    "-" * 400 + "a", "{1: {2: {3: 4}}}", "[[[]]]", "<<: *x", "--- a", "...", "2-", "index", "con", "1+" * 240 + "1",
    "9" * 6,
)  # fmt: skip
"""What breaks programs, or YAML."""
WORDS = (
    "petugas", "kepala-dinas", "staf", "sekretaris", "1", "2", "3", "5", "12", "a", "b", "c", "selesai", "15 menit",
    "1 jam", "ya", "tidak", "Surat", "2026-01-31", "2025-06-01", "x y", "Memeriksa surat", "menit", "5-10 menit",
    "a + b", "jumlah(a)", "langkah.pelaksana", "langkah.alur", "susunan", "A301", "S401", "surat-masuk", "2-1", "*",
    "b / c * 100", "tanda tangan", "Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang Surat",
    "Kepala Dinas memeriksa surat", "30", "0", "sek-1", "https://sop.contoh.go.id/", "nama_tamu", "Januari 2023",
)  # fmt: skip
"""What stands in files."""


SIGNED = re.compile(rb"(?m)^sidik: .*\n|^nama_terbit:.*\n(?: .*\n)*")
"""What `sop publish` writes into a file."""


def base_folder(folder: Path) -> None:
    """A small whole agency in ``folder``, into which one fuzzed file is then put."""
    source = ROOT / "examples" / "dinas-contoh"
    names = ["instansi.yml", "jabatan.yml", "peraturan.yml", "sop/surat-masuk.yml", "lambang.png"]
    text = (source / "sop" / "surat-masuk.yml").read_text("utf-8")
    names += [f"formulir/{form.stem}.yml" for form in (source / "formulir").glob("*.yml") if form.stem in text]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((source / name).read_bytes())
    alone = re.sub(r"\bsop: ([a-z-]+)", r"judul: SOP \1", SIGNED.sub(b"", text.encode()).decode())
    (folder / "sop" / "surat-masuk.yml").write_text(alone, "utf-8")


def place_of(base: Path) -> str:
    """Where a file like ``base`` stands in a data folder."""
    if base.name in KINDS:
        return base.name
    return "formulir/coba.yml" if base.parent.name == "formulir" else "sop/coba.yml"


def mutate(raw: bytes, seed: int) -> bytes:
    """``raw`` after one to six random changes: bytes, lines, indentation, values."""
    chance = random.Random(seed)
    raw = SIGNED.sub(b"", raw)  # any change of a signed SOP is an error, which would end each run
    for _ in range(chance.randint(1, 6)):
        raw = chance.choice((_bytes, _lines, _lines, _indent, _value, _value, _value))(raw, chance)
    return raw


def _bytes(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    change = chance.choice((b"", bytes([chance.randrange(256)]), chance.choice(HOSTILE).encode("utf-8", "replace")))
    return raw[:at] + change + raw[at + chance.randint(0, 3) :]


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[one]
        case 1:
            lines.insert(two, lines[one])
        case 2:
            lines[one], lines[two] = lines[two], lines[one]
        case _:
            lines = lines[: max(one, 1)]
    return b"".join(lines)


def _indent(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b"  ", b" ", b"\t", b"")) + (lines[at].lstrip() if chance.random() < 0.5 else lines[at])
    return b"".join(lines)


def _value(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    head, colon, _ = lines[at].partition(b":")
    text = chance.choice(HOSTILE if chance.random() < 0.6 else WORDS).encode("utf-8", "surrogatepass")
    lines[at] = head + (colon or b":") + b" " + text + b"\n"
    return b"".join(lines)


def tree(kind: str, seed: int) -> str:
    """YAML text with the shape of the model of ``kind``: every part as it should be, or now and then anything."""
    chance = random.Random(seed)
    value = _Tree(chance, chance.choice((0.0, 0.0, 0.01, 0.05))).of(KINDS[kind], 0)
    return yaml.safe_dump(value, allow_unicode=chance.random() < 0.5, sort_keys=False, width=200)


class _Tree:
    """Grows a value for a type; ``wild``: how often something stands where it does not belong."""

    def __init__(self, chance: random.Random, wild: float) -> None:
        self.chance, self.wild = chance, wild

    def of(self, hint: Any, depth: int) -> Any:
        """Something for the annotation ``hint``."""
        chance = self.chance
        if chance.random() < self.wild:
            return self.anything()
        origin, inside = get_origin(hint), get_args(hint)
        if origin is typing.Annotated and get_origin(inside[0]) is None:
            return self.word(hint)
        if origin is typing.Annotated:
            return self.of(inside[0], depth)
        if origin in (typing.Union, types.UnionType):
            return self.of(chance.choice([part for part in inside if part is not type(None)]), depth)
        if origin is Literal:
            return chance.choice(inside)
        if origin is tuple:
            items = [self.of(inside[0], depth + 1) for _ in range(chance.choice((1, 1, 2, 3, 5)))]
            return items[0] if len(items) == 1 and chance.random() < 0.1 else items
        if origin is dict:
            return {self.word(inside[0]): self.of(inside[1], depth + 1) for _ in range(chance.randint(1, 4))}
        if isinstance(hint, type) and issubclass(hint, RootModel):
            return self.of(hint.model_fields["root"].annotation, depth)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self.object(hint, depth)
        return self.word(hint)

    def word(self, hint: Any) -> str:
        """A word that a field of this type takes; now and then a hostile one."""
        usual, hostile = _fitting(hint)
        return self.chance.choice(hostile if hostile and self.chance.random() < self.wild else usual or ["x"])

    def object(self, model: type[BaseModel], depth: int) -> dict[str, Any]:
        """The required fields and some others; of fields that exclude each other, mostly one."""
        hints = typing.get_type_hints(model, include_extras=True)
        often = 0.5 if depth < 3 else 0.3
        names = {
            name
            for name, field in model.model_fields.items()
            if field.is_required() or (depth < 8 and self.chance.random() < often)
        }
        value = {name: self.of(hints[name], depth + 1) for name in model.model_fields if name in names}
        return value if self.chance.random() < self.wild else _made_valid(model, value, self.chance)

    def anything(self) -> Any:
        """What nobody would write there."""
        word, other = self.chance.choice(HOSTILE), self.chance.choice(WORDS)
        return self.chance.choice((word, [], {}, None, [word], {other: word}, [[{}]]))


def _made_valid(model: type[BaseModel], value: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Without fields that exclude each other, with those that need each other."""
    for one, others in EXCLUSIVE:
        if one in value and chance.random() < 0.7 and set(others) <= model.model_fields.keys():
            del value[one]
        if one in value and set(others) <= model.model_fields.keys():
            value = {name: part for name, part in value.items() if name not in others}
    if model is Langkah and "simbol" not in value:
        value.setdefault("pelaksana", "petugas")
    if model is Sop and "prosedur" not in value:
        value.setdefault("langkah", [{"uraian": "Menulis", "pelaksana": "petugas"}])
    if model is SopReference and not value:
        value["judul"] = "SOP lain"
    if model is FormField:
        value.pop("rumus", None)
        if value.get("jenis") == "rumus":
            value["rumus"] = chance.choice(FORMULAS)
        if value.get("jenis") == "pilihan":
            value["pilihan"] = ["a", "b"]
    return value


EXCLUSIVE = (
    ("prosedur", ("langkah",)),
    ("simbol", ("pelaksana", "jenis", "teks", "keputusan", "lanjut")),
    ("sop", ("judul",)),
    ("isi", ("baris", "sambungan")),
)
FORMULAS = (
    "a + b",
    "jumlah(a)",
    "b / c * 100",
    "jika(a == 1, 2, 3)",
    "9**9",
    "-" * 400 + "a",
    "1+" * 240 + "1",
    "(" * 99,
)
_FIT: dict[str, tuple[list[str], list[str]]] = {}


def _fitting(hint: Any) -> tuple[list[str], list[str]]:
    """The usual and the hostile words that a field of this type takes."""
    if repr(hint) not in _FIT:
        adapter = TypeAdapter(hint)
        usual, hostile = ([word for word in words if _takes(adapter, word)] for words in (WORDS, HOSTILE))
        _FIT[repr(hint)] = usual, hostile
    return _FIT[repr(hint)]


def _takes(adapter: TypeAdapter[Any], word: str) -> bool:
    try:
        adapter.validate_python(word)
    except ValidationError:
        return False
    return True
