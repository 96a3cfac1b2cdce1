"""What the rules about one data file may ask for, so that what they found holds as long as the answers stay the same.

Such a rule gets a ``RuleContext`` and the object of the file, and nothing else. The agency, the jabatan and the
regulations it may read freely: they stand in three files, and where one of these changes every rule is asked anew.
About other SOPs and forms it can only put questions, and each of them is noted with its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from generator.check.actor_names import ActorNames
from generator.data.folder import SINGLE_FILES
from generator.data.instansi import Instansi, Jabatan, Peraturan
from generator.data.library import Library, file_of
from generator.data.read_cache import CheckedFile
from generator.findings import Finding, Severity
from generator.reading.source import Loc, Source


class Answers:
    """The whole library, which answers the questions."""

    def __init__(self, proyek: Library) -> None:
        self.proyek = proyek
        self.keadaan = " ".join(proyek.sumber[name].sidik for name in SINGLE_FILES if name in proyek.sumber)
        """Of the files that every rule may read, what tells whether they changed."""
        self._told: dict[str, str | None] = {}

    def jawab(self, soal: str) -> str | None:
        """The answer to a question: its kind, a space, and what it is about. Many files ask the same."""
        if soal not in self._told:
            self._told[soal] = self._answer(soal)
        return self._told[soal]

    def _answer(self, soal: str) -> str | None:
        kind, _, about = soal.partition(" ")
        proyek = self.proyek
        if kind == "ada":
            return "ya" if about in proyek.sumber else None
        if kind == "kini":
            meant = about if file_of("sop", about) in proyek.sumber else self._today.get(about, about)
            return meant if file_of("sop", meant) in proyek.sumber else None
        if kind == "judul":
            return proyek.sop[about].judul if about in proyek.sop else None
        if kind == "semua":
            return "\n".join(proyek.sop if about == "sop" else proyek.formulir)
        assert kind == "formulir", soal
        return self._titles.get(about)

    def still_holds(self, found: CheckedFile) -> bool:
        """Whether what was found in a file, which is as it was, is still what would be found."""
        return found.keadaan == self.keadaan and all(self.jawab(soal) == said for soal, said in found.jawaban.items())

    @cached_property
    def jabatan_name(self) -> ActorNames:
        """The names of all jabatan."""
        return ActorNames(self.proyek.jabatan)

    @cached_property
    def _today(self) -> dict[str, str]:
        return self.proyek.todays_names

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {title_key(form.judul): slug for slug, form in self.proyek.formulir.items()}


class RuleContext:
    """One data file and what is around it. ``jawaban``: what was asked so far, and the answers."""

    def __init__(self, pustaka: Answers, sumber: Source) -> None:
        self._pustaka, self.sumber = pustaka, sumber
        self.jawaban: dict[str, str | None] = {}

    @property
    def instansi(self) -> Instansi:
        """The agency."""
        return self._pustaka.proyek.instansi

    @property
    def jabatan(self) -> Mapping[str, Jabatan]:
        """The positions by id."""
        return self._pustaka.proyek.jabatan

    @property
    def peraturan(self) -> Mapping[str, Peraturan]:
        """The regulations by id."""
        return self._pustaka.proyek.peraturan

    @property
    def jabatan_name(self) -> ActorNames:
        """The names of all jabatan."""
        return self._pustaka.jabatan_name

    @property
    def slug(self) -> str:
        """The name of the SOP or form that the file holds."""
        return self.sumber.file.rpartition("/")[2].removesuffix(".yml")

    def finding(self, code: str, loc: Loc, message: str, remedy: str = "", severity: Severity | None = None) -> Finding:
        """A finding about the part ``loc`` of the file; ``severity``: needed where the code can have several."""
        return self.sumber.finding(code, loc, message, remedy, severity)

    def exists(self, kind: str, slug: str) -> bool:
        """Whether there is a file of this SOP or form, be it wrong."""
        return self._tanya(f"ada {file_of(kind, slug)}") is not None

    def meant_sop(self, written: str) -> str | None:
        """The SOP that is meant by a slug as written, which may be a former name; None where there is none."""
        return self._tanya(f"kini {written}")

    def everything(self, kind: str) -> list[str]:
        """The slugs of all SOPs or forms."""
        return (self._tanya(f"semua {kind}") or "").splitlines()

    def sop_title(self, slug: str) -> str | None:
        """The title of an SOP; None where there is none of this name."""
        return self._tanya(f"judul {slug}")

    def form_titled(self, teks: str) -> str | None:
        """The form that has this title, whatever its letters and spaces."""
        return self._tanya(f"formulir {title_key(teks)}")

    def _tanya(self, soal: str) -> str | None:
        if soal not in self.jawaban:
            self.jawaban[soal] = self._pustaka.jawab(soal)
        return self.jawaban[soal]


def title_key(teks: str) -> str:
    """A title by which forms are told apart."""
    return " ".join(teks.casefold().split())
