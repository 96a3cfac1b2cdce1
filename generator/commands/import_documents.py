"""`sop import`: documents that exist become drafts in the data folder, each with what a person must confirm.

Nothing that is there is overwritten; of jabatan.yml and peraturan.yml only the end grows. One document that cannot be
read or written stops no other. What was read once is known again by its hash, so the same command goes on where it
was stopped.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from generator.commands.at_work import RefusedError, model_of
from generator.commands.yaml_edit import CannotEditError, Edits, edit, new_entries
from generator.data.editor_schema import schema_comment
from generator.data.fingerprint import PANJANG_PENDEK, short_fingerprint
from generator.data.folder import OWN_NAMES, name_problem
from generator.data.library import Library, file_of
from generator.data.loader import load
from generator.data.slugs import numbered, short_slug, whole_slug
from generator.importing.carried_text import carried_text
from generator.importing.cell_text import squeezed
from generator.importing.document_kinds import ENDINGS
from generator.importing.inner_record import DocumentRead, Doubt
from generator.importing.name_ids import known_ids
from generator.importing.read_document import Refusal, read_all
from generator.importing.refused import UnreadableError
from generator.importing.sop_file import ASAL, sop_text, title_for_slug, title_of
from generator.io.atomic import write_durable
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason
from generator.working_folder import home_of

JABATAN, PERATURAN = "jabatan.yml", "peraturan.yml"
State: TypeAlias = Literal["dibuat", "sudah", "revisi", "ditolak"]
_SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a document.

    state       made; was made before; perhaps a revision of one that is there (not written); refused
    slug        the SOP that was made, or that it is perhaps a revision of
    reason      why it is refused, or with what it collides
    doubts      how many things a person must confirm
    """

    path: Path
    state: State
    slug: str = ""
    reason: str = ""
    remedy: str = ""
    doubts: int = 0
    steps: int = 0
    symbols: int = 0
    links: int = 0
    title: str = ""
    number: str = ""


def documents_in(paths: Sequence[Path]) -> list[Path]:
    """The documents that are meant: files as named, and those below folders, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                one for one in path.rglob("*")
                if one.is_file() and one.suffix.lower() in ENDINGS
                and not any(part.startswith((".", "~")) for part in one.relative_to(path).parts)
            )  # fmt: skip
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def notes_home(data: Path) -> Path:
    """Where the records and review pages lie: never in the data, for they show signatures."""
    return home_of(data) / "impor"


class Importer:
    """Imports into one data folder. ``coba``: nothing is written."""

    def __init__(self, data: Path, unit: str = "", *, coba: bool = False) -> None:
        self.data = data
        self.unit = unit
        self.coba = coba
        self.proyek = self._load()
        self.ids = known_ids(self.proyek.jabatan, self.proyek.peraturan)
        self.taken = {*self.proyek.sop, *self.proyek.arsip, *self.proyek.nama_lama, *OWN_NAMES}
        self.numbers: dict[str, str] = {squeezed(s.nomor): slug for slug, s in self.proyek.sop.items() if s.nomor}
        self.titles: dict[str, str] = {squeezed(s.judul): slug for slug, s in self.proyek.sop.items()}
        self.ours = {slug for slug, s in self.proyek.sop.items() if any(k.asal == ASAL for k in s.konfirmasi)}
        self.known = self._known()
        self.coming: set[str] = set()

    def _load(self) -> Library:
        proyek, _ = load(self.data)
        if proyek is None:
            raise RefusedError("Folder data belum dapat dibaca; jalankan 'sop check', atau buat dengan 'sop init'")
        return proyek

    def _known(self) -> dict[str, str]:
        """Hash of a document -> the SOP that was made of it and is still there."""
        found = {}
        for path in notes_home(self.data).glob("*/hasil.json"):
            try:
                said = json.loads(path.read_text("utf-8"))
                if (self.data / file_of("sop", said["slug"])).is_file():
                    found[said["sha256"]] = said["slug"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return found

    def run(self, paths: Sequence[Path], told: Callable[[Imported], None] = lambda _: None) -> list[Imported]:
        """Import the documents in the order given, however they come from their readers."""
        hashes = {path: _digest(path) for path in paths}
        new = [path for path in paths if hashes[path] and hashes[path] not in self.known]
        outcomes: dict[Path, DocumentRead | Refusal] = {}
        reading = read_all(new) if new else iter(())
        found: dict[Path, Imported] = {}
        carried: list[Path] = []
        for path in paths:
            if hashes[path] in self.known:
                found[path] = Imported(path, "sudah", self.known[hashes[path]])
            elif not hashes[path]:
                found[path] = Imported(path, "ditolak", reason="tidak ditemukan atau tidak dapat dibuka")
            else:
                while path not in outcomes:
                    place, outcome = next(reading)
                    outcomes[new[place]] = outcome
                outcome = outcomes[path]
                if isinstance(outcome, DocumentRead) and outcome.carried:
                    carried.append(path)  # they name each other: made when all are known
                    continue
                found[path] = self._settle(path, outcomes.pop(path))
            told(found[path])
        self.coming = {str(one.carried.get("slug")) for path in carried
                       if isinstance(one := outcomes[path], DocumentRead) and one.carried} - self.taken  # fmt: skip
        for path in carried:
            found[path] = self._settle(path, outcomes.pop(path))
            told(found[path])
        return [found[path] for path in paths]

    def _settle(self, path: Path, outcome: DocumentRead | Refusal) -> Imported:
        if isinstance(outcome, Refusal):
            return Imported(path, "ditolak", reason=outcome.reason, remedy=outcome.remedy)
        if outcome.sha256 in self.known:
            return Imported(path, "sudah", self.known[outcome.sha256], "isinya sama dengan berkas lain")
        try:
            return self._make(path, outcome)
        except UnreadableError as refused:
            return Imported(path, "ditolak", reason=refused.reason, remedy=refused.remedy)
        except RefusedError as refused:
            return Imported(path, "ditolak", reason=refused.sebab)
        except CannotEditError:
            return Imported(path, "ditolak", reason=f"susunan {JABATAN} atau {PERATURAN} tidak dapat ditambah")
        except BusyError:
            return Imported(
                path, "ditolak", reason="data sedang ditulis perintah lain", remedy="Ulangi sesudah selesai."
            )
        except OSError as error:
            why = f"{place_of(error, self.data)} tidak dapat ditulis: {reason(error)}"
            return Imported(path, "ditolak", reason=why)

    def _make(self, path: Path, record: DocumentRead) -> Imported:
        if record.mark and (slug := self._printed(record.mark)):
            return Imported(path, "sudah", slug, f"cetakan dari data ini, kode isi {record.mark}")
        said = record.carried["sop"] if record.carried else {}
        title = str(said.get("judul") or title_of(record))
        number = str(said.get("nomor") or "") or (record.identity["nomor"].text if "nomor" in record.identity else "")
        if record.carried and (slug := self._printed(str(record.carried.get("sidik"))[:PANJANG_PENDEK])):
            return Imported(path, "sudah", slug, "cetakan dari data ini")
        twin = self.numbers.get(squeezed(number), "") if number else ""
        same_title = self.titles.get(squeezed(title), "")
        older = next((slug for slug in (twin, same_title) if slug and slug not in self.ours), "")
        slug = self._slug(title, number, str(record.carried.get("slug")) if record.carried else "")
        note = ""
        if older:
            what = "nomor" if older == twin else "judul"
            note = f"{what}nya sama dengan SOP '{older}'; mungkin revisinya"
        elif other := twin or same_title:
            what = "Nomor" if other == twin else "Judul"
            record.doubt(Doubt("nomor" if other == twin else "judul", f"{what} sama dengan SOP lain",
                               f"SOP '{other}' yang juga hasil impor memakai {what.lower()} yang sama."))  # fmt: skip
            note = f"{what.lower()}nya sama dengan SOP '{other}'"
        names = deepcopy(self.ids)
        text = self._text(record, self._head(title, path, slug))
        model = model_of(text)
        done = Imported(
            path, "revisi" if older else "dibuat", older or slug, note, "", len(model.konfirmasi) - 1,
            len(record.rows) or len(model.langkah), len(record.symbols), len(record.links), title, number,
        )  # fmt: skip
        if not self.coba:
            self._write(record, slug, text, done)
        if older:
            self.ids = names  # what only this document names is not in the data
        else:
            self.taken.add(slug)
            self.ours.add(slug)
            self.known[record.sha256] = slug
            if number:
                self.numbers.setdefault(squeezed(number), slug)
            self.titles.setdefault(squeezed(title), slug)
        return done

    def _text(self, record: DocumentRead, head: str) -> str:
        if record.carried:
            return carried_text(record, self.proyek, self.ids, head, self.coming)[0]
        return sop_text(record, self.ids, head, self.unit)

    def _printed(self, mark: str) -> str:
        """The SOP of which this is the kode isi of some version; "" = none."""
        for slug, sop in self.proyek.sop.items():
            versions = (sop, *self.proyek.arsip.get(slug, {}).values())
            if any(short_fingerprint(version) == mark for version in versions):
                return slug
        return ""

    def _head(self, title: str, path: Path, slug: str) -> str:
        clean = " ".join(title.split())
        source = " ".join(path.name.split())
        return (
            f"# {clean}\n# Hasil impor dari {source}. Butir konfirmasi di bawah menyebut yang belum pasti.\n"
            f"{schema_comment(self.data, self.data / file_of('sop', slug))}\n"
        )

    def _slug(self, title: str, number: str, own: str = "") -> str:
        """A free name for the file: the one it had, else the words of the title, at a collision with its number."""
        if own and own not in self.taken and name_problem(own) is None:
            return own
        slug = short_slug(title_for_slug(title), _SLUG_LENGTH) or "sop"
        if slug not in self.taken:
            return slug
        marked = f"{slug[:50].strip('-')}-{whole_slug(number)[:18].strip('-') or 2}"
        return numbered(marked, self.taken.__contains__)

    def _write(self, record: DocumentRead, slug: str, text: str, done: Imported) -> None:
        """The names that are new, then the SOP, then the record by which it is known again."""
        home = notes_home(self.data) / record.sha256[:12]
        if done.state == "revisi":
            write_durable(home / f"{slug}.yml", text.encode())
            return
        with locked(self.data / JABATAN, patience_s=5):
            self._append(JABATAN, self.ids.new_jabatan)
            self._append(PERATURAN, self.ids.new_peraturan)
            path = self.data / file_of("sop", slug)
            if path.exists():
                raise RefusedError(f"{file_of('sop', slug)} sudah ada")
            write_durable(path, text.encode())
        _write_record(home, record, slug)

    def _append(self, name: str, new: dict[str, dict[str, Any]]) -> None:
        """More entries at the end of a file; what is there stays as it is."""
        if not new:
            return
        path = self.data / name
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
        changes: Edits = {(id,): entry for id, entry in new.items()}
        write_durable(path, (edit(text, changes, ()) if text.strip() else new_entries(changes)).encode())
        new.clear()


def _write_record(home: Path, record: DocumentRead, slug: str) -> None:
    text = json.dumps(dataclasses.asdict(record), ensure_ascii=False, indent=1, default=sorted)
    write_durable(home / "catatan.json", text.encode("utf-8", "replace"))
    said = {"sha256": record.sha256, "slug": slug, "berkas": record.name}
    write_durable(home / "hasil.json", json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def waiting(proyek: Library) -> Iterator[tuple[str, int]]:
    """The imported SOPs that nobody has confirmed yet, each with how many things there are to look at."""
    for slug, sop in proyek.sop.items():
        open_ = [one for one in sop.konfirmasi if one.asal == ASAL]
        if open_:
            yield slug, len(open_) - 1
