"""How well real documents are read: `python -m tests.importing.score FOLDER`.

The documents are somebody else's and lie nowhere in this project. What 14 of them say was transcribed by eye before the
reader was written; of that ``truth.json`` holds where things stand, and hashes instead of words. A document is known by
the number with which its file's name begins.

right, wrong: a value. marked, silent: whether a konfirmasi names its row, or its part.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from generator.importing.inner_record import DocumentRead
from generator.importing.pdf_reader import read_pdf

TRUTH = Path(__file__).parent / "truth.json"
LETTER = {"terminator": "T", "proses": "P", "keputusan": "D"}


def hashed(text: str, key: str) -> str:
    """A text as the truth holds it."""
    plain = " ".join(re.sub(r"\s*([,.;:/()\-–])\s*", r"\1", text).split()).lower()
    return hashlib.sha256(f"{key}/{plain}".encode()).hexdigest()[:12] if text else ""


class Score:
    """Counts of one run."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.faults: list[str] = []

    def add(self, kind: str, right: bool, marked: bool, what: str) -> None:
        """Count a value."""
        self.counts[kind, "right" if right else "wrong", "marked" if marked else "silent"] += 1
        if not right:
            self.faults.append(f"{'marked' if marked else 'SILENT'} {kind} {what}")

    def document(self, key: str, true: dict[str, Any], read: DocumentRead) -> None:
        """Count all values of a document."""
        actors = [column for column in read.columns if column.role == "pelaksana"]
        columns = any(doubt.part == "tabel" for doubt in read.doubts)
        for index, head in enumerate(true["kolom"]):
            right = index < len(actors) and hashed(actors[index].head, key) == head
            self.add("column", right, columns, f"{key} {index}")
        self.add("rows", len(read.rows) == len(true["baris"]), False, key)
        names = self._rows(key, true, read)
        self._links(key, true, read, names)
        for field, value in true["identitas"].items():
            found = read.identity.get(field)
            said = found.text if found else " ".join(read.lists.get(field, []))
            marked = any(doubt.part in (field, "tanggal") for doubt in read.doubts)
            self.add("identity", hashed(said, key) == value, marked, f"{key} {field}")

    def _rows(self, key: str, true: dict[str, Any], read: DocumentRead) -> dict[int, str]:
        names: dict[int, str] = {}
        for place, (number, symbols, texts) in enumerate(true["baris"][: len(read.rows)]):
            row = read.rows[place]
            self.add("number", hashed(row.number, key) == number, _marked(read, place, "urutan"), f"{key} {place + 1}")
            for field, value in texts.items():
                said = " ".join(row.cells.get(field, []))
                marked = _marked(read, place, "uraian", "mutu_baku", "keterangan")
                self.add("text", hashed(said, key) == value, marked, f"{key} {place + 1} {field}")
            own = [index for index, symbol in enumerate(read.symbols) if symbol.row == place]
            found = [f"{read.symbols[i].column}{LETTER[read.symbols[i].kind]}" for i in own]
            marked = _marked(read, place, "pelaksana", "alur", "urutan")
            for n in range(max(len(found), len(symbols))):
                self.add(
                    "symbol", found[n : n + 1] == symbols[n : n + 1], marked, f"{key} {place + 1} {found} {symbols}"
                )
            names |= {index: f"{place + 1}{chr(ord('a') + n)}" for n, index in enumerate(own)}
        return names

    def _links(self, key: str, true: dict[str, Any], read: DocumentRead, names: dict[int, str]) -> None:
        wanted: dict[tuple[str, str, str], str] = {}
        for written, label in true["alur"]:
            sign = "=" if "=" in written else ">"
            a, b = (end if end[-1].isalpha() else f"{end}a" for end in written.split(sign))
            wanted[a, b, sign] = label
        found = {
            (names[link.source], names[link.target], "=" if link.joint else ">"): link.label
            for link in read.links
            if link.source in names and link.target in names
        }
        for link in {*wanted, *found}:
            rows = [int(re.sub(r"\D", "", end)) - 1 for end in link[:2]]
            marked = any(_marked(read, row, "alur", "pelaksana") for row in rows)
            self.add("arrow", (link in wanted) == (link in found), marked, f"{key} {link}")
            if link in wanted and link in found and (wanted[link] or found[link]):
                self.add("label", hashed(found[link], key) == wanted[link], marked, f"{key} {link}")


def _marked(read: DocumentRead, row: int, *parts: str) -> bool:
    return any((not d.rows or row in d.rows) and d.part.removeprefix("langkah.") in parts for d in read.doubts)


def main(folder: Path) -> None:
    """Read the documents of a folder of which the truth is known, and print how it went."""
    score, truth = Score(), json.loads(TRUTH.read_text("utf-8"))
    for path in sorted(folder.glob("*.pdf")):
        key = re.match(r"\s*(\d+)", path.name)
        if key is None or key[1] not in truth:
            continue
        start = time.process_time()
        read = read_pdf(path)
        print(f"{key[1]}: {time.process_time() - start:.3f} s, {len(read.doubts)} doubts")
        score.document(key[1], truth[key[1]], read)
    print("\n".join(score.faults))
    for kind in dict.fromkeys(kind for kind, _, _ in score.counts):
        own = {(right, marked): n for (one, right, marked), n in score.counts.items() if one == kind}
        right = sum(n for (word, _), n in own.items() if word == "right")
        print(f"{kind}: {right / sum(own.values()):.1%} of {sum(own.values())} right; {own}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
