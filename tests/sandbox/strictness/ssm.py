# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSM: the size of a standard parameter and its pattern."""

from __future__ import annotations

import re

from ..rules import Refusal, refuses

STANDARD_BYTES, ADVANCED_BYTES = 4096, 8192


@refuses("ssm:PutParameter")
def value_fits(call):
    """Its tier and its pattern."""
    params = call.params
    value, tier = params["Value"], params.get("Tier", "Standard")
    size = len(value.encode())
    if tier == "Standard" and size > STANDARD_BYTES:
        raise Refusal(
            "ValidationException",
            "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger "
            "parameter value, upgrade the parameter to use the advanced-parameter tier.",
        )
    if size > ADVANCED_BYTES:
        raise Refusal(
            "ValidationException", "Advanced tier parameters support a maximum parameter value of 8192 characters."
        )
    pattern = params.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        raise Refusal(
            "ParameterPatternMismatchException",
            f"Parameter value, cannot be validated against allowedPattern: {pattern}",
        )
