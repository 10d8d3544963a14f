# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Delegated options: what something else moves on purpose is declared as it is found, so that it is never put back.

A delegated option may be a part of a structure, or of each element of a list: C(container_definitions.image).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ansible_collections.skylift.aws.plugins.module_utils.aws.comparing import KEYS
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import Options
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Desired


def live(options: Options, desired: Desired, present: Callable[[str], object]) -> dict[str, object]:
    """Return each option of which something is delegated as an update may send it; C(present) reads an option."""
    values = options.to_api(desired)
    touched = dict.fromkeys(path.partition(".")[0] for path in desired.declaration.delegated)
    left = {option: left_alone(options, desired, option, values.get(option), present(option)) for option in touched}
    return {option: value for option, value in left.items() if value is not None}


def left_alone(options: Options, desired: Desired, option: str, want: object, have: object) -> object:
    """Return what is wanted of an option, with the parts of it that are delegated as AWS has them."""
    for path in desired.declaration.delegated:
        if path.partition(".")[0] == option:
            want = _laid_over(want, have, options.inner(path) or ())
    return want


def _laid_over(want: object, have: object, members: tuple[str, ...]) -> object:
    if not members:
        return have
    if isinstance(want, list):
        partners = [_partner(element, have if isinstance(have, list) else []) for element in want]
        return [_laid_over(element, other, members) for element, other in zip(want, partners, strict=True)]
    if not isinstance(want, Mapping) or not isinstance(have, Mapping) or have.get(members[0]) is None:
        return want
    return {**want, members[0]: _laid_over(want.get(members[0]), have[members[0]], members[1:])}


def _partner(element: object, found: list) -> object:
    """The found element that has the same name; none for one that is new."""
    if not isinstance(element, Mapping):
        return None
    key = next((key for key in KEYS if key in element), None)
    alike = (other for other in found if isinstance(other, Mapping) and key and other.get(key) == element[key])
    return next(alike, None)
