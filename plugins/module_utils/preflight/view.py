# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Options as the rules read them: only what is known, and never of the wrong type."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Callable, Iterator

from ansible.module_utils.common.validation import check_type_float, check_type_int
from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, holds_unknown


class View:
    """Some options of one resource. What is unknown, or not what the rule asks for, reads as if it were not declared:

    the API model has told of wrong types already.
    """

    def __init__(self, desired: Desired, options: dict, declared: dict, path: str = ""):
        self.desired = desired
        self.options = options
        self.declared = declared
        self.path = path

    def declares(self, option: str) -> bool:
        """Whether the option has a value, be it known or not."""
        return self.options.get(option) is not None

    def hides(self, option: str) -> bool:
        """Whether the value, or a part of it, is not known yet."""
        return holds_unknown(self.options.get(option))

    def get(self, option: str) -> object:
        """Return the value as it was written; None when it is not known or not declared."""
        value = self.options.get(option)
        return None if value is UNKNOWN else value

    def text(self, option: str) -> str | None:
        """Return a text, also of what YAML took for a number or a date."""
        value = self.get(option)
        if isinstance(value, (datetime.date, datetime.datetime)):
            return value.isoformat()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        return value if isinstance(value, str) else None

    def number(self, option: str) -> int | None:
        """Return a whole number."""
        return _converted(self.get(option), check_type_int)

    def amount(self, option: str) -> float | None:
        """Return a number."""
        return _converted(self.get(option), check_type_float)

    def flag(self, option: str) -> bool | None:
        """Return a yes or no."""
        value = self.get(option)
        try:
            return None if value is None else boolean(value)
        except TypeError:
            return None

    def texts(self, option: str) -> list[str]:
        """Return the known texts of a list."""
        value = self.get(option)
        return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []

    def mapping(self, option: str) -> dict:
        """Return a map as it was written."""
        value = self.get(option)
        return value if isinstance(value, dict) else {}

    def part(self, option: str) -> View:
        """Return the options below an option."""
        return View(self.desired, self.mapping(option), _mapping(self.declared.get(option)), self.below(option))

    def each(self, option: str) -> Iterator[View]:
        """Yield the elements of a list of options."""
        values, declared = self.get(option), self.declared.get(option)
        for index, item in enumerate(values if isinstance(values, (list, tuple)) else ()):
            if isinstance(item, dict):
                same = declared[index] if isinstance(declared, (list, tuple)) and index < len(declared) else {}
                yield View(self.desired, item, _mapping(same), f"{self.below(option)}[{index}]")

    def attributes(self, option: str = "attributes") -> dict[str, str]:
        """Return attributes by their keys, written as a map or as AWS takes them: a list of keys and values."""
        pairs = {each.text("key"): each.get("value") for each in self.each(option)}
        written = {**pairs, **{str(key): self.part(option).get(key) for key in self.mapping(option)}}
        plain = {key: value for key, value in written.items() if key and isinstance(value, (str, int, float))}
        return {key: str(value).lower() for key, value in plain.items()}

    def document(self, option: str) -> dict | None:
        """Return a JSON document, written as a mapping or as text; None when it is unknown or no JSON object."""
        value = self.get(option)
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return None
        return value if isinstance(value, dict) else None

    @functools.cached_property
    def references(self) -> frozenset[str]:
        """The addresses of all resources that the options refer to."""
        return frozenset(reference.address for reference in find(self.declared))

    def refers_to(self, option: str) -> list[str]:
        """Return the addresses of the resources that the option refers to."""
        return [reference.address for reference in find(self.declared.get(option))]

    def below(self, option: str) -> str:
        """Return the dotted path of an option."""
        return f"{self.path}.{option}" if self.path else option

    def problem(self, option: str, said: str, remedy: str) -> Problem:
        """Return a problem with one of the options ("": with these options as a whole)."""
        declaration = self.desired.declaration
        path = self.below(option) if option else self.path
        return Problem(said, remedy, declaration.address, declaration.where, path)


class Subject(View):
    """One declared resource, and what AWS has of it. `was_read` is false when AWS could not be asked."""

    def __init__(self, desired: Desired, found: Found | None, was_read: bool):
        super().__init__(desired, desired.options, desired.declaration.options)
        self.item = found.item if found else {}
        self.is_new = found is None
        self.was_read = was_read

    @property
    def name(self) -> str:
        """The declared name."""
        return self.desired.name

    @property
    def address(self) -> str:
        """The address in the stack."""
        return self.desired.address

    @property
    def region(self) -> str:
        """The region; "" when nobody has said which."""
        return str(self.desired.declaration.connection.get("region") or "")

    @property
    def place(self) -> tuple[str, ...]:
        """What tells accounts and regions apart: names in different ones do not meet."""
        connection = self.desired.declaration.connection
        return tuple(str(connection.get(option)) for option in ("region", "profile", "assume_role_arn", "endpoint_url"))


def _mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _converted(value: object, convert: Callable[[object], int | float]) -> int | float | None:
    try:
        return None if value is None or isinstance(value, bool) else convert(value)
    except (TypeError, ValueError):
        return None
