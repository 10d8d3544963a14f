# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of Amazon MQ's brokers and configurations."""

from __future__ import annotations

from ...rules import Refusal
from ...tags import keeps_tags
from . import tagged


@keeps_tags("mq:ListTags", "mq:CreateTags", "mq:DeleteTags")
def _tags(call, arn: str) -> dict[str, str]:
    found = tagged(call).get(arn)
    if found is None:
        raise Refusal("NotFoundException", f"Can't find requested resource [{arn}].", 404)
    return found["Tags"]
