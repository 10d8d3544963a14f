#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the postgres_verify action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: postgres_verify
short_description: Prove that two PostgreSQL databases hold the same
version_added: 1.0.0
description:
  - Counts all rows of all tables and sums up a hash over all their columns, inside the servers, several tables at a time
    and in one snapshot on each side. The order of rows and columns does not matter, every value does.
  - Compares schemas, tables, columns, defaults, generated columns, partitions, indexes, constraints, sequences, views,
    functions, triggers, rules, policies, enums, domains, extensions, comments, large objects and grants.
  - Fails with everything that differs. Of rows it tells how many there are, which columns differ, and the keys of some.
  - A sequence of the target may be ahead. Versions of extensions and the order of texts are told, and are no differences.
  - While somebody writes to the source, it differs; fence it first.
  - That a finished move was verified is kept in its journal, without which M(skylift.aws.traffic_shift) sends nobody to
    the target.
author:
  - Skylift contributors (@skylift)
requirements:
  - psycopg >= 3.2
options:
  jobs:
    description:
      - How many tables each server works on at the same time.
    type: int
    default: 4
  roles:
    description:
      - Roles of the source, each with its role on the target, whose owners and grants are compared.
    type: dict
    default: {}
  report_folder:
    description:
      - Folder on the controller for C(verification.json) and C(verification.md).
    type: path
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.databases
attributes:
  check_mode:
    description: The journal is not written, the reports are.
seealso:
  - module: skylift.aws.postgres_transfer
"""

EXAMPLES = r"""
- name: Nothing was lost, nothing was doubled
  skylift.aws.postgres_verify:
    source: "{{ railway_database }}"
    target: "{{ rds_database }}"
    roles: {railway: learning_platform}
    report_folder: reports
"""

RETURN = r"""
report:
  description: All that was compared.
  returned: when both databases could be read
  type: dict
  contains:
    equal:
      description: Whether nothing differs.
      type: bool
      returned: always
    tables:
      description: Each table with its rows on both sides.
      type: list
      elements: dict
      returned: always
    compared:
      description: How many things of each kind the source has.
      type: dict
      returned: always
    differences:
      description: What differs, and how.
      type: list
      elements: dict
      returned: always
    notes:
      description: What is to be known besides.
      type: list
      elements: str
      returned: always
    seconds:
      description: How long it took.
      type: float
      returned: always
  sample:
    equal: false
    tables:
      - {table: 'public."Student"', source_rows: 4211, target_rows: 4211, equal: false}
    differences:
      - kind: rows of
        name: public."Student"
        said: 4211 rows on both sides, but other values in level; (17) has other values
files:
  description: The reports that were written.
  returned: when both databases could be read
  type: list
  elements: str
  sample: [reports/verification.json, reports/verification.md]
"""
