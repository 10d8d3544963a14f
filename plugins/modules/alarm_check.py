#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the alarm_check action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: alarm_check
short_description: Watch the alarms of a stack for a while
version_added: 1.1.0
description:
  - Looks at alarms of CloudWatch for so many seconds, and fails as soon as one rings that was quiet before.
author:
  - Skylift contributors (@skylift)
options:
  alarm_names:
    description:
      - The names of the alarms, composite ones too.
    type: list
    elements: str
    required: true
  seconds:
    description:
      - How long they are watched.
    type: float
    default: 300
  since:
    description:
      - The moment, in ISO 8601 and in UTC if it has no zone, from which on an alarm counts. One that rang before is nothing
        that a release has done. The beginning of the task otherwise.
    type: str
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.stack_name
attributes:
  check_mode:
    description: The alarms are looked at once.
seealso:
  - module: skylift.aws.stack
"""

EXAMPLES = r"""
- name: The alarms of the shop are quiet for five minutes
  skylift.aws.alarm_check:
    stack: shop-prod
    alarm_names: [shop-prod-errors, shop-prod-latency]
    seconds: 300
"""

RETURN = r"""
ringing:
  description: What rings, each with the reason that CloudWatch tells.
  returned: success
  type: list
  elements: str
  sample: []
"""
