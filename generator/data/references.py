"""Which fields of the data hold ids, and of what: found in the models (``NameOf``), never listed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from generator.data.base import NamedKind, NameOf, StrictModel


@cache
def keys_naming(model: type[StrictModel]) -> Mapping[str, NamedKind]:
    """The keys in a file of this model, at any depth, below which ids stand: key -> what they are ids of."""
    found: dict[str, NamedKind] = {}
    for part in _models_in(model, set()):
        for name, field in part.model_fields.items():
            for kind in _marks(field):
                assert found.setdefault(name, kind) == kind, f"{name} names two kinds of things"
    return found


@cache
def fields_leading_to(model: type[StrictModel], kind: NamedKind) -> frozenset[str]:
    """The fields of a model in which, at any depth, ids of this kind can stand."""
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if kind in _marks(field)
        or any(
            kind in _marks(inner)
            for part in _models_below(field, set())
            for inner in part.model_fields.values()
        )
    )  # fmt: skip


def _models_in(model: type[StrictModel], seen: set[type[StrictModel]]) -> Iterator[type[StrictModel]]:
    if model not in seen:
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            yield from _models_below(field, seen)


def _models_below(field: FieldInfo, seen: set[type[StrictModel]]) -> Iterator[type[StrictModel]]:
    for part in _parts(field.annotation):
        if isinstance(part, type) and issubclass(part, StrictModel):
            yield from _models_in(part, seen)


def _marks(field: FieldInfo) -> Iterator[NamedKind]:
    """What the ids in a field itself are ids of; those inside a model below it are that model's."""
    for part in (*field.metadata, *_parts(field.annotation)):
        if isinstance(part, NameOf):
            yield part.kind


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and all that it is made of, the remarks of ``Annotated`` too."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)
