#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the milestone action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: milestone
short_description: Keep on record that something has come to pass, and ask how long ago
version_added: 1.1.0
description:
  - Keeps when something was reached in the SSM Parameter Store, as C(/skylift/<stack>/milestones/<milestone>), such as that the
    traffic has moved, or that the old platform was stopped.
  - A waiting period is enforced by O(after), from the times on record.
author:
  - Skylift contributors (@skylift)
options:
  milestone:
    description:
      - What was reached. Without it, milestones are only asked for.
    type: str
  state:
    description:
      - With V(present) it was reached now; if it is on record with the same O(facts), it keeps its time.
      - With V(absent) it holds no more; without O(milestone), none does.
    type: str
    choices: [present, absent]
    default: present
  facts:
    description:
      - What is to be known of it.
    type: dict
    default: {}
  after:
    description:
      - Milestones, each with the number of days that must be over since. If any of them is missing or too young, the task
        fails with all of those, and nothing is kept.
    type: dict
    default: {}
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.record
  - skylift.aws.stack_name
seealso:
  - module: skylift.aws.platform_project
"""

EXAMPLES = r"""
- name: The old platform was stopped a week ago
  skylift.aws.milestone:
    stack: shop-prod
    after: {stopped: 7}

- name: A restore was drilled
  skylift.aws.milestone:
    stack: shop-prod
    milestone: restore_drilled
    facts: {rto_seconds: 642.3, rpo_seconds: 187.0}
"""

RETURN = r"""
milestones:
  description: All that were reached, each with C(at), C(who) and C(facts).
  returned: success
  type: dict
  sample:
    restore_drilled:
      at: "2026-11-21T17:43:06+00:00"
      who: arn:aws:sts::123456789012:assumed-role/deploy/maria
      facts: {rto_seconds: 642.3, rpo_seconds: 187.0}
"""
