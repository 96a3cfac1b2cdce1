"""Findings about data that can be read but not meant: one module for each family of rules.

A rule says itself what it is given and which codes it raises (``rules.rule``); every module of this folder is read, so
nothing else has to be told of it. Most rules look at one file. They get all that they may ask as a ``RuleContext``, so
what they found in a file that did not change is kept as long as the answers are the same. Those of the kind "pustaka"
look at the library as a whole and are asked every time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from generator.check.acceptance import accept
from generator.check.rule_context import Answers, RuleContext
from generator.check.rules import codes_of, is_rule, is_unsure, rules_of
from generator.check.severity import every_text
from generator.data.formulir import Formulir
from generator.data.library import Library, file_of
from generator.data.read_cache import CheckedFile, ReadCache
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.source import Source

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def check(
    proyek: Library, hari: datetime.date | None = None, simpanan: ReadCache | None = None, read: Iterable[Finding] = ()
) -> list[Finding]:
    """Every finding about ``proyek``, of all families. ``hari``: the day of the check, for the rules that need one.

    ``simpanan``: what was found before; it takes up what is found now. ``read``: what was found while reading, which
    stands before the rest, can be accepted like it, and silences what only follows from it.
    """
    pustaka, known = Answers(proyek), simpanan or ReadCache()
    models: dict[str, Sop | Formulir] = {file_of("sop", slug): sop for slug, sop in proyek.sop.items()}
    models |= {file_of("formulir", slug): formulir for slug, formulir in proyek.formulir.items()}
    told = [*read]
    unread = {finding.file for finding in told if finding.severity == "galat" and not is_rule(finding.code)}
    found = [f for source in proyek.sumber.values() for f in _of_file(pustaka, source, models, known)]
    found += [finding for rule in rules_of("pustaka") for finding in rule(proyek)]
    found += _on_day(proyek, hari) if hari is not None else ()
    told += [finding for finding in found if not is_unsure(finding.code, unread)]
    return accept(proyek, told, unread, codes_of("hari") if hari is None else (), hari)


def _on_day(proyek: Library, hari: datetime.date) -> Iterator[Finding]:
    for slug, sop in proyek.sop.items():
        for rule in rules_of("hari"):
            yield from rule(proyek.sumber[file_of("sop", slug)], sop, hari)


def _of_file(
    pustaka: Answers, source: Source, models: dict[str, Sop | Formulir], simpanan: ReadCache
) -> tuple[Finding, ...]:
    """What the rules about one file find, now or when they were asked last."""
    kept = simpanan.checked(source)
    if kept is None or not pustaka.still_holds(kept):
        lingkup = RuleContext(pustaka, source)
        found = tuple(_asked(lingkup, models.get(source.file)))
        kept = CheckedFile(pustaka.keadaan, lingkup.jawaban, found)
        simpanan.note(source, kept)
    return kept.temuan


def _asked(lingkup: RuleContext, model: Sop | Formulir | None) -> Iterator[Finding]:
    teks = every_text(lingkup.sumber.value)
    for rule in rules_of("teks"):
        yield from rule(lingkup.sumber, teks)
    if model is not None:
        for rule in rules_of("sop" if isinstance(model, Sop) else "formulir"):
            yield from rule(lingkup, model)
