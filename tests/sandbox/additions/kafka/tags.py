# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of MSK's clusters; its configurations have none."""

from __future__ import annotations

from ...rules import Refusal
from ...tags import keeps_tags
from . import present


@keeps_tags("kafka:ListTagsForResource", "kafka:TagResource", "kafka:UntagResource")
def _tags(call, arn: str) -> dict[str, str]:
    found = present(call).get(arn)
    if found is None:
        raise Refusal("NotFoundException", f"Resource {arn} does not exist.", 404)
    return found["Tags"]
