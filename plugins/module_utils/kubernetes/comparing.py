# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What differs between objects of Kubernetes, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, secret
from ansible_collections.skylift.aws.plugins.module_utils.kubernetes.manifests import HIDDEN

OF_THE_SERVER = ("managedFields", "resourceVersion", "generation", "creationTimestamp", "uid", "selfLink")
LIST_KEYS = ("name", "containerPort", "port", "mountPath", "ip", "key", "topologyKey", "type")
"""What tells the elements of Kubernetes' lists apart, the usual one first."""


def changes(title: str, live: Mapping, applied: Mapping) -> list[Difference]:
    """Return how the server would change a live object, by what its own dry run answers."""
    paths = _unlike(_plain(live), _plain(applied), ())
    hidden = HIDDEN if live["kind"] == "Secret" else ()
    return [_difference(title, path, before, after, bool(path) and path[0] in hidden) for path, before, after in paths]


def declared_changes(title: str, live: Mapping, declared: Mapping) -> list[Difference]:
    """Return which declared fields a live object has otherwise, where the server cannot be asked."""
    return [_difference(title, *each, False) for each in _missing(live, declared, ())]


def unknown_fields(title: str, live: Mapping, declared: Mapping) -> list[Difference]:
    """Return the declared fields whose values nobody knows yet."""
    return [each for each in declared_changes(title, live, declared) if each.after is UNKNOWN]


def _difference(title: str, path: tuple[str, ...], before: object, after: object, hidden: bool) -> Difference:
    return Difference(".".join((title, *path)), *((secret(before), secret(after)) if hidden else (before, after)))


def _plain(thing: Mapping) -> dict:
    metadata = {key: value for key, value in thing["metadata"].items() if key not in OF_THE_SERVER}
    return {**{key: value for key, value in thing.items() if key not in ("status", "metadata")}, "metadata": metadata}


def _unlike(before: object, after: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object, object]]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _unlike(before.get(key), after.get(key), (*path, key))
    elif (pairs := _paired(before, after)) is not None:
        for name, one, other in pairs:
            yield from _unlike(one, other, (*path[:-1], f"{path[-1]}[{name}]"))
    elif before != after:
        yield path, before, after


def _missing(live: object, declared: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object, object]]:
    """Like _unlike, but what is not declared does not count."""
    if isinstance(declared, Mapping):
        for key, value in declared.items():
            yield from _missing(live.get(key) if isinstance(live, Mapping) else None, value, (*path, key))
    elif (pairs := _paired(live, declared)) is not None:
        for name, one, other in pairs:
            if other is not None:
                yield from _missing(one, other, (*path[:-1], f"{path[-1]}[{name}]"))
    elif live != declared and declared not in (None, "", [], {}):
        yield path, live, declared


def _paired(before: object, after: object) -> list[tuple[object, object, object]] | None:
    """The elements of two lists side by side; None when they are no lists of named things."""
    if not (isinstance(before, list) and isinstance(after, list)):
        return None
    for key in LIST_KEYS:
        ones, others = _by(key, before), _by(key, after)
        if ones is not None and others is not None:
            return [(name, ones.get(name), others.get(name)) for name in dict.fromkeys((*ones, *others))]
    return None


def _by(key: str, elements: list) -> dict | None:
    named = {each[key]: each for each in elements if isinstance(each, Mapping) and isinstance(each.get(key), (str, int))}
    return named if len(named) == len(elements) and elements else None
