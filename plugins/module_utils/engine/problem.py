# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What can be wrong: said with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"
MODEL_CODE = "API-MODEL"
"""The code of what the API model refuses by itself: no rule is needed for that, and none can be ignored."""


@dataclass(frozen=True)
class Problem:
    """One mistake or failure. `where` is "file:line" of the declaration, `option` a dotted path, `code` the rule's."""

    said: str
    remedy: str = ""
    address: str = ""
    where: str = ""
    option: str = ""
    code: str = ""
    severity: str = ERROR

    def __str__(self) -> str:
        text = ": ".join(part for part in (self.where, self.address, self.option, self.said) if part)
        text = f"{text}; {self.remedy}" if self.remedy else text
        return f"{text} [{self.code}]" if self.code else text


def sorted_out(problems: list[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return errors and warnings apart, each once."""
    told = list(dict.fromkeys(problems))
    return [each for each in told if each.severity == ERROR], [each for each in told if each.severity == WARNING]


class SkyliftError(Exception):
    """The base of what keeps something from being done, said in words for who asked for it; `remedy` is what to do about it."""

    def __init__(self, said: str, remedy: str = ""):
        super().__init__(said)
        self.remedy = remedy


class Refused(Exception):
    """Nothing was changed, because of `problems` (all of them, not only the first)."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


class Failed(Exception):
    """One resource could not be brought to its declared state.

    `code`, `request_id` and `status` are AWS's, if it spoke.
    """

    def __init__(self, problem: Problem, code: str = "", request_id: str = "", status: int | None = None):
        super().__init__(str(problem))
        self.problem = problem
        self.code = code
        self.request_id = request_id
        self.status = status


class InUse(Failed):
    """AWS says that something still hangs on it: a delete is worth another try later."""
