"""The register of rules: a rule is a function that stands in a module of this folder and says so itself.

    @rule("T602", "peringatan")
    def revised_without_number(lingkup: Lingkup, sop: Sop) -> Iterator[Finding]: ...

Nothing else has to be told of it: the check, the guide's table of codes and the tests go by what is registered here. A
rule that raises several codes carries the decorator several times.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal, TypeVar

from generator.findings import Finding, Severity, declare

RuleKind = Literal["teks", "sop", "formulir", "pustaka", "hari"]
"""What a rule is given: the texts of any file (Source, all of them in a row), an SOP or a form (Lingkup and the
object), the whole library (Proyek), or an SOP on the day of the check (Source, Sop, date)."""
Rule = Callable[..., Iterable[Finding]]
_R = TypeVar("_R", bound=Rule)

_RULES: dict[RuleKind, dict[Rule, None]] = {"teks": {}, "sop": {}, "formulir": {}, "pustaka": {}, "hari": {}}
"""Each rule once, whatever the number of its codes, in the order of the modules."""
_KIND_OF: dict[str, RuleKind] = {}
_NEEDS: dict[str, tuple[str, ...]] = {}


def rule(
    code: str, *severities: Severity, of: RuleKind = "sop", basis: str = "", needs: tuple[str, ...] = ()
) -> Callable[[_R], _R]:
    """Register a rule. ``code``: what its findings are called; ``severities``: those that they can have, the gravest
    first; ``of``: what the rule is given; ``basis``: where PermenPAN-RB 35/2012 asks for it, "" = plain sense;
    ``needs``: files and folders ("sop/") of which a fault in reading makes the finding untrue, because it speaks of
    what is not there.

    ValueError: the code is declared elsewhere.
    """
    declare(code, *severities, basis=basis)
    _KIND_OF[code], _NEEDS[code] = of, needs

    def register(function: _R) -> _R:
        _RULES[of][function] = None
        return function

    return register


def rules_of(kind: RuleKind) -> Iterable[Any]:
    """The rules of a kind."""
    return _RULES[kind]


def codes_of(kind: RuleKind) -> frozenset[str]:
    """The codes that only rules of this kind raise."""
    return frozenset(code for code, its in _KIND_OF.items() if its == kind)


def is_unsure(code: str, unread: Collection[str]) -> bool:
    """Whether findings of this code say nothing while the files ``unread`` have faults in reading."""
    return any(file.startswith(name) for name in _NEEDS.get(code, ()) for file in unread)


def is_rule(code: str) -> bool:
    """Whether rules raise it, that is: about data that could be read."""
    return code in _KIND_OF
