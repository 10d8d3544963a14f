#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A set of schedules that share their tags."""

from __future__ import annotations

DOCUMENTATION = r"""
module: scheduler_schedule_group
short_description: A set of schedules that share their tags
version_added: 1.0.0
description:
  - A group of the EventBridge Scheduler. Schedules themselves have no tags; those of their group count for them.
  - With its deletion all schedules in it go, those of others, too.
author:
  - Skylift contributors (@skylift-aws)
options: {}
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The schedules of the shop, together
  skylift.aws.scheduler_schedule_group:
    name: shop-prod
    tags: {team: shop}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: scheduler_schedule_group.shop
id:
  description:
    - Name of the group.
  returned: when it exists
  type: str
  sample: shop-prod
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:scheduler:us-east-1:123456789012:schedule-group/shop-prod
group_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.scheduler import ScheduleGroup


def main():
    """Bring one resource to its declared state."""
    run(ScheduleGroup, DOCUMENTATION)


if __name__ == "__main__":
    main()
