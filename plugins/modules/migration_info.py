#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the migration_info action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: migration_info
short_description: Tell how far the move of a system has come
version_added: 1.1.0
description:
  - Tells the steps that M(skylift.aws.migration_step) keeps, in the order that they were begun in, and reports them - how long
    they took, who agreed, what was measured, how long nobody could write, how to undo it, and what is left to do.
author:
  - Skylift contributors (@skylift)
options:
  report_folder:
    description:
      - Folder on the controller for C(migration.json) and C(migration.md).
    type: path
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.stack_name
attributes:
  check_mode:
    description: Nothing is changed; the reports are written.
seealso:
  - module: skylift.aws.migration_step
"""

EXAMPLES = r"""
- name: How far we are is known
  skylift.aws.migration_info:
    stack: shop-prod
    report_folder: reports
  register: migration
"""

RETURN = r"""
steps:
  description: Each step that was ever begun, by its name. C(done) and C(said) tell whether it is done, and the same in words.
  returned: success
  type: dict
  sample:
    files:
      done: true
      said: "files: was done at 2026-11-21T17:52:40+00:00 by arn:aws:sts::123456789012:assumed-role/deploy/maria"
      counts: {objects: 20000}
files:
  description: The reports that were written.
  returned: success
  type: list
  elements: str
  sample: [reports/migration.json, reports/migration.md]
"""
