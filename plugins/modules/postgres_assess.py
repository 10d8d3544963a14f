#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the postgres_assess action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: postgres_assess
short_description: Tell whether and how a PostgreSQL database can be moved
version_added: 1.0.0
description:
  - Looks at a database, and at the one that it is to be moved to if there is one already, and tells everything that
    stands against either method of M(skylift.aws.postgres_transfer), which one to take, and for how long the source will rest.
  - Its sessions are read-only.
author:
  - Skylift contributors (@skylift)
requirements:
  - psycopg >= 3.2
options:
  target:
    description:
      - The database that it is to be moved to. Without it extensions and encoding are told, and not judged.
    required: false
  client_path:
    description:
      - Folder of C(pg_dump), C(pg_restore) and C(psql). Else the usual folders and C(PATH) are looked through for a
        version that fits.
    type: path
  megabytes_per_second:
    description:
      - How much of the database is dumped and restored in a second. A rehearsal, which is
        O(skylift.aws.postgres_transfer#module:fence=false), tells it.
    type: float
    default: 10
  longest_freeze:
    description:
      - Minutes that the source may rest. Method C(dump) is recommended as long as it needs no more.
    type: float
    default: 30
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.databases
seealso:
  - module: skylift.aws.postgres_transfer
"""

EXAMPLES = r"""
- name: What moving it would take is known
  skylift.aws.postgres_assess:
    source: "{{ railway_database }}"
    longest_freeze: 10
  register: source
"""

RETURN = r"""
assessment:
  description: What was found.
  returned: when the source could be read
  type: dict
  contains:
    ready:
      description: Whether a move can begin.
      type: bool
      returned: always
    verdict:
      description: The same in words, with the reasons.
      type: str
      returned: always
    recommended:
      description: The method to take, none if there is none.
      type: str
      returned: always
    freeze_minutes:
      description: For how long the source will rest.
      type: float
      returned: when a method is possible
    methods:
      description: Of each method whether it is possible, what stands against it, and for how long the source would rest.
      type: dict
      returned: always
    client:
      description: Folder and version of the client programs that fit.
      type: dict
      returned: always
    roles:
      description: Who owns how many objects, and on how many each was granted something.
      type: dict
      returned: always
    extensions:
      description: Extensions in use, with their versions.
      type: dict
      returned: always
  sample:
    version: "16.4"
    bytes: 2147483648
    tables: 41
    rows: 5000000
    wal_level: replica
    ready: true
    recommended: dump
    freeze_minutes: 3.4
    verdict: "ready: method dump, and the source rests for about 3.4 minutes"
"""
