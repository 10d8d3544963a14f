# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of App Runner's resources."""

from __future__ import annotations

from ...tags import keeps_tags
from . import TAGS, find, must_be_customer


@keeps_tags("apprunner:ListTagsForResource", "apprunner:TagResource", "apprunner:UntagResource")
def _tags(call, arn: str) -> dict[str, str]:
    must_be_customer(call)
    return find(call, TAGS, arn)
