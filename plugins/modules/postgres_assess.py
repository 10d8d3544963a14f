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
    type: dict
    suboptions:
      host:
        description:
          - Name of the server, as its certificate has it.
        type: str
        required: true
      port:
        description:
          - Port of the server.
        type: int
        default: 5432
      database:
        description:
          - Name of the database.
        type: str
        required: true
      user:
        description:
          - Role to log in as.
        type: str
        required: true
      password:
        description:
          - Its password. It is shown nowhere, and handed to programs in their environment only.
        type: str
      sslmode:
        description:
          - How the server is verified. Only V(verify-full) keeps others from listening and from answering in its place.
        type: str
        choices: [disable, require, verify-ca, verify-full]
        default: verify-full
      ca_path:
        description:
          - File of the certificate authorities to trust, instead of those of the system. For RDS it is the bundle at
            U(https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem).
        type: path
      hostaddr:
        description:
          - Address to connect to in place of that of C(host), such as the end of a tunnel; the certificate is still verified
            for C(host).
        type: str
  client_path:
    description:
      - Folder of C(pg_dump) and C(pg_restore). Else the usual folders and C(PATH) are looked through for a version that fits.
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
  - skylift.aws.databases
attributes:
  action:
    description: Runs on the controller, in no process of its own.
    support: full
  check_mode:
    description: Nothing is changed.
    support: full
  diff_mode:
    description: Nothing is changed.
    support: none
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
