# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Idempotency tokens: the same token gets the same answer, and nothing is made twice."""

from __future__ import annotations

import copy

from .rules import Refusal

TOKENS = ("ClientToken", "clientToken")

# moto honours, or gives another meaning to, the tokens of the other services.
SERVICES = {"ec2", "ecs", "scheduler", "elbv2"}


def token_of(call) -> str | None:
    """The token of a call that makes something."""
    if call.service in SERVICES and call.operation.name.startswith(("Create", "Run", "Allocate")):
        return next((call.params[name] for name in TOKENS if call.params.get(name)), None)
    return None


def once(call, run) -> dict:
    """Run the call, or repeat the answer that its token got before."""
    token = token_of(call)
    if not token:
        return run(call)
    answered = call.memory(f"tokens of {call.name}")
    if token not in answered:
        answered[token] = (copy.deepcopy(call.params), run(call))
    params, answer = answered[token]
    if params != call.params:
        raise Refusal(
            "IdempotentParameterMismatch" if call.service == "ec2" else "ConflictException",
            "The client token you have provided is associated with a resource that has different parameters.",
        )
    return answer
