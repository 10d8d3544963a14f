#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the migration_assessment action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: migration_assessment
short_description: Tell on one page whether a system can be moved, and what to do before
version_added: 1.1.0
description:
  - Makes one page of what other tasks have found of the source. What was not looked at is named with the variable of
    C(playbooks/assess_source.yml) that would tell it.
author:
  - Skylift contributors (@skylift)
options:
  database:
    description:
      - RV(skylift.aws.postgres_assess#module:assessment) of its database.
    type: dict
  names:
    description:
      - RV(skylift.aws.dns_info#module:names) of its names.
    type: list
    elements: dict
  files:
    description:
      - C(count) and C(bytes) of its files, and C(findings), which is what to do about them.
    type: dict
  environment:
    description:
      - Names of variables and secrets that are C(carried) over, are C(missing) on AWS or are C(unreadable) on the platform,
        C(schedules) of the platform, each with C(service) and C(schedule), and C(findings).
    type: dict
  advice:
    description:
      - What the role C(skylift.aws.migration_advice) advises.
    type: dict
  report_folder:
    description:
      - Folder on the controller for C(assessment.json) and C(assessment.md).
    type: path
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.stack_name
attributes:
  check_mode:
    description: Nothing is changed; the reports are written.
seealso:
  - module: skylift.aws.postgres_assess
  - module: skylift.aws.dns_info
"""

EXAMPLES = r"""
- name: Whether it can be moved is known
  skylift.aws.migration_assessment:
    stack: shop-prod
    database: "{{ assessed.assessment }}"
    names: "{{ names.names }}"
    report_folder: reports
  register: assessment

- name: The page is shown
  ansible.builtin.debug:
    msg: "{{ assessment.text }}"
"""

RETURN = r"""
ready:
  description: Whether the move can be made.
  returned: success
  type: bool
verdict:
  description: The same in words, with the reasons.
  returned: success
  type: str
  sample: "ready: method dump, and the source rests for about 3.4 minutes"
method:
  description: The method to move the database by, none if there is none.
  returned: success
  type: str
  sample: dump
freeze_minutes:
  description: For how long nobody will be able to write.
  returned: success
  type: float
  sample: 3.4
to_do:
  description: What is to be done before, in words.
  returned: success
  type: list
  elements: str
  sample:
    - "visitors of example.com by IPv6 would stay on the old platform: remove AAAA in the change that leads the others to AWS"
not_looked_at:
  description: What was not looked at, and the variable that would tell it.
  returned: success
  type: dict
  sample: {files: migration_files_source}
text:
  description: The page, as Markdown.
  returned: success
  type: str
files:
  description: The reports that were written.
  returned: success
  type: list
  elements: str
  sample: [reports/assessment.json, reports/assessment.md]
"""
