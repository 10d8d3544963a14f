#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the migration_step action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: migration_step
short_description: Keep on record how a step of a move goes
version_added: 1.1.0
description:
  - Keeps a step of the move of a system in the SSM Parameter Store, as C(/skylift/<stack>/migration/<name>) - when it was
    begun and ended, by whom, with what result, how somebody agreed to it, and what was measured.
  - The stack need not be there yet. The last five times that a step was begun are kept.
author:
  - Skylift contributors (@skylift)
options:
  name:
    description:
      - The step.
    type: str
  state:
    description:
      - V(absent) takes all steps of the stack off the record.
    type: str
    choices: [begun, ended, absent]
    required: true
  approved:
    description:
      - How somebody agreed to a step that is begun, such as V(typed); nothing for a step that nobody has to agree to.
    type: str
    default: ""
  result:
    description:
      - V(done), or why a step that has ended has failed.
    type: str
    default: done
  counts:
    description:
      - What was measured in a step that has ended, under names of your own. What is secret has no place there.
    type: dict
    default: {}
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.record
  - skylift.aws.stack_name
seealso:
  - module: skylift.aws.migration_info
"""

EXAMPLES = r"""
- name: It is on record that the files are copied now
  skylift.aws.migration_step:
    stack: shop-prod
    name: files
    state: begun

- name: It is on record that they are there
  skylift.aws.migration_step:
    stack: shop-prod
    name: files
    state: ended
    counts: {objects: 20000}
"""

RETURN = r"""
step:
  description: The step as it is kept.
  returned: success, but not in check mode
  type: dict
  sample:
    name: files
    tries:
      - begun: "2026-11-21T17:43:06+00:00"
        who: arn:aws:sts::123456789012:assumed-role/deploy/maria
        ended: "2026-11-21T17:52:40+00:00"
        result: done
    approved: {}
    counts: {objects: 20000}
"""
