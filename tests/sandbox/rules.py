# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the services' rules are registered: what is refused, answered or completed by the sandbox itself."""

from __future__ import annotations

from collections import defaultdict

CHECKS: dict[str, list] = defaultdict(list)
ANSWERS: dict[str, object] = {}
COMPLETIONS: dict[str, list] = defaultdict(list)


class Refusal(Exception):
    """The answer of AWS to a request that it does not accept."""

    def __init__(self, code: str, message: str, status: int = 400):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


def refuses(*operations: str):
    """The function raises Refusal for calls of these operations that AWS would not accept."""

    def register(check):
        for operation in operations:
            CHECKS[operation].append(check)
        return check

    return register


def answers(*operations: str):
    """The function answers these operations; it may ask moto through `call.forward()`."""

    def register(answer):
        for operation in operations:
            ANSWERS[operation] = answer
        return answer

    return register


def completes(*operations: str):
    """The function corrects the answer of these operations in place."""

    def register(completion):
        for operation in operations:
            COMPLETIONS[operation].append(completion)
        return completion

    return register
