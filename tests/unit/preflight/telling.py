# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stacks as stories tell them: what is declared, what AWS has, and what is said of it.

A story of `stories/*.yml` holds `declared` and `found` by address ({} of `found`: read, and not there; `region` and
`delegated` of what is declared are no options) and `said`: the errors as they are printed, without the place. Nothing said
means that the stack can be converged. A story about warnings has `warned`, which is [] if there are none.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Found
from ansible_collections.skylift.aws.plugins.module_utils.engine.desired import desire, present_values
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import ERROR
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import every_type
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from ansible_collections.skylift.aws.plugins.module_utils.preflight.check import preflight

STORIES = Path(__file__).with_name("stories")
TODAY = datetime.date(2026, 11, 21)
REGION = "eu-central-1"
NO_OPTIONS = ("region", "delegated")
SECRETS = ("master_user_password", "value")


class AskedTooMuch(AssertionError):
    """A rule asked AWS where it need not."""


def no_place(declaration):
    """Lead nowhere: most rules know all from what is declared and found."""
    raise AskedTooMuch(declaration.address)


def stack_of(declared: dict, found: dict | None = None) -> tuple[list, dict]:
    """Return what is desired and what was found, as the engine hands them to the rules."""
    read = dict.fromkeys(declared) if found is None else dict(found)
    have = {
        address: Found(address, entry.get("item", {}), {}, entry.get("attributes", {})) if entry else None
        for address, entry in read.items()
    }
    return [_desired(address, options, have) for address, options in declared.items()], have


def _desired(address: str, options: dict, have: dict):
    type_name, _dot, name = address.partition(".")
    hidden = {option: Secret(value) if option in SECRETS else value for option, value in (options or {}).items()}
    region, delegated = (hidden.pop(name, None) for name in NO_OPTIONS)
    connection, delegated = {"region": region or REGION}, tuple(delegated or ())
    declaration = Declaration(type_name, name, hidden, delegated=delegated, where="site.yml:7", connection=connection)
    return desire(declaration, "demo", present_values(have), every_type)


def said(
    declared: dict, found: dict | None = None, place_of=no_place, today: datetime.date = TODAY, severity: str = ERROR
) -> list[str]:
    """Return what is said of a stack, without the place of each declaration."""
    problems = preflight(*stack_of(declared, found), place_of, today)
    assert all(problem.where == "site.yml:7" and problem.remedy for problem in problems)
    return [told(problem) for problem in problems if problem.severity == severity]


def told(problem) -> str:
    """Return a problem with its code in front, where a reader of stories looks for it."""
    text = str(problem).removeprefix("site.yml:7: ").removesuffix(f" [{problem.code}]")
    return f"{problem.code}: {text}"


def stories() -> list:
    """Return every story as a parameter of a test."""
    return [
        pytest.param(story, id=f"{file.stem}: {story['story']}")
        for file in sorted(STORIES.glob("*.yml"))
        for story in yaml.safe_load(file.read_text())
    ]
