#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the postgres_drill action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: postgres_drill
short_description: Look into a restored PostgreSQL database, and measure the restore
version_added: 1.1.0
description:
  - O(source) is the live database, O(target) the restored one.
  - Waits until the restored database answers, reads every row of every table in it, and compares all of it with the live
    database, as M(skylift.aws.postgres_verify) does.
  - Schema, extensions and grants must be the same, and no table that has rows may have been restored without any. Rows,
    sequences and large objects of a live database go on, so their differences are told, and fail only O(quiet) drills.
  - Tells how many seconds the restore took until the first query was answered (RTO), and how many seconds of work would have
    been lost (RPO).
author:
  - Skylift contributors (@skylift)
requirements:
  - psycopg >= 3.2
options:
  requested:
    description:
      - When the restore was asked for, such as V(2026-11-21T17:43:00Z).
    type: str
    required: true
  latest_restorable_time:
    description:
      - Up to when the database could be restored, as it was O(looked) for.
    type: str
    required: true
  looked:
    description:
      - When O(latest_restorable_time) was read.
    type: str
    required: true
  restore_time:
    description:
      - To when it was restored, if not to O(latest_restorable_time).
    type: str
  quiet:
    description:
      - Whether nobody has written to the live database since the moment that was restored to, so that nothing may differ.
    type: bool
    default: false
  seconds:
    description:
      - How long it may take until the restored database answers.
    type: float
    default: 600
  jobs:
    description:
      - How many tables each server works on at the same time.
    type: int
    default: 4
  report_folder:
    description:
      - Folder on the controller for C(drill.json) and C(drill.md).
    type: path
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.databases
seealso:
  - module: skylift.aws.postgres_verify
"""

EXAMPLES = r"""
- name: It is restored beside the original
  skylift.aws.rds_db_instance:
    name: shop-prod-drill
    source_dbi_resource_id: "{{ database.resource_id }}"
    use_latest_restorable_time: true
  register: restored

- name: All that was saved is in it
  skylift.aws.postgres_drill:
    source: "{{ shop_database }}"
    target: "{{ shop_database | combine({'host': restored.endpoint}) }}"
    requested: "{{ begun }}"
    looked: "{{ begun }}"
    latest_restorable_time: "{{ database.latest_restorable_time }}"
    report_folder: reports
"""

RETURN = r"""
report:
  description: What was measured and compared; C(held) are differences that count, C(since) those of a live database.
  returned: when both databases could be read
  type: dict
  sample:
    passed: true
    rto_seconds: 642.3
    rpo_seconds: 187.0
    restored_to: "2026-11-21T17:43:00+00:00"
    quiet: false
    held: []
    since:
      - {kind: rows of, name: public."Attempt", said: "4213 rows on the source, 4211 on the target"}
    tables:
      - {table: public."Attempt", source_rows: 4213, target_rows: 4211, equal: false}
summary:
  description: What came of it, in one sentence.
  returned: when both databases could be read
  type: str
files:
  description: The reports that were written.
  returned: when both databases could be read
  type: list
  elements: str
  sample: [reports/drill.json, reports/drill.md]
"""
