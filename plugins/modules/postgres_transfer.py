#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the postgres_transfer action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: postgres_transfer
short_description: Move a PostgreSQL database to another server
version_added: 1.0.0
description:
  - Moves everything in a database to an empty one on a server of the same or a newer major version, from wherever to
    wherever, as long as the controller reaches both.
  - What was done is kept in a journal in the target database itself (schema C(skylift_transfer)). The same task goes on where it
    was interrupted, from any machine; a database that is neither empty nor ours is refused.
  - With V(moved) the source is fenced at the end. New sessions are read-only, the present ones are ended, and the move fails if
    anybody writes all the same. Nobody lifts that fence but O(state=aborted), the undo.
  - Roles, tablespaces, settings of the database, publications and subscriptions are not moved. Objects belong to the user
    of O(target), and O(roles) tells whose owners and grants are carried over.
  - M(skylift.aws.postgres_verify) proves that nothing is missing.
author:
  - Skylift contributors (@skylift)
requirements:
  - psycopg >= 3.2
  - C(pg_dump), C(pg_restore) and C(psql) of the source's major version or a newer one
options:
  method:
    description:
      - With V(dump) the source is fenced, and its tables are copied several at a time. It rests for as long as that takes.
      - With V(logical) the source goes on while it is copied and followed, and rests for seconds at the switch. That needs
        C(wal_level=logical), a user who may replicate, a primary key on every table, a target that reaches the source,
        and no large objects.
      - With V(dms) it is copied and followed by a task of AWS DMS (M(skylift.aws.dms_replication_task)), for what outgrows one
        machine. V(replicating) makes the schema that the task fills, V(moved) the switch, once the task follows. The wants of the
        source are those of V(logical).
    type: str
    choices: [dump, logical, dms]
    default: dump
  state:
    description:
      - With V(moved) the target has everything, and the source is fenced.
      - With V(replicating) a target of method V(logical) follows closely, and the source goes on; one of V(dms) is
        ready to be filled.
      - With V(carried_back) the source holds what was written on the target since it was moved and verified, and both rest. It is
        for the way back, before V(aborted). In check mode it is told which tables that are. Rows of tables without a
        primary key, large objects and changes of the schema are not carried; where there are any, nothing is.
      - With V(aborted) the source is as it was before, without fence, publication and slot. What the target got stays
        there; drop that database before you begin anew.
    type: str
    choices: [moved, replicating, carried_back, aborted]
    default: moved
  folder:
    description:
      - Folder on the controller in which method V(dump) keeps a dump in directory format, which only its user can read. The
        source is dumped first and restored from there, with the same folder to go on. There must be room for the
        compressed rows, or for twice the database, which spares the time for compressing them. It is not removed.
      - Without it rows go from server to server and are in no file. Large objects alone are in the temporary folder meanwhile.
    type: path
  jobs:
    description:
      - How many tables are worked on at the same time.
    type: int
    default: 4
  fence:
    description:
      - Whether the source is fenced before it is dumped. Without, the move is a rehearsal; what is written after the dump
        began is not in the target, and rows of a rehearsal that was interrupted are copied anew.
    type: bool
    default: true
  roles:
    description:
      - Roles of the source, each with the role of the target that owns what it owns and may do what it may.
    type: dict
    default: {}
  client_path:
    description:
      - Folder of C(pg_dump), C(pg_restore) and C(psql). Else the usual folders and C(PATH) are looked through for a
        version that fits.
    type: path
  from_target:
    description:
      - How the target reaches the source, where that is not how the controller does. For method V(logical).
    type: dict
    suboptions:
      host:
        description:
          - Name or address of the source.
        type: str
      port:
        description:
          - Port of the source.
        type: int
      sslmode:
        description:
          - How the target verifies the source.
        type: str
        choices: [disable, require, verify-ca, verify-full]
      sslrootcert:
        description:
          - File on the target's server, or V(system).
        type: str
  sequence_headroom:
    description:
      - How many numbers sequences skip at the switch of methods V(logical) and V(dms).
    type: int
    default: 1000
  freeze_timeout:
    description:
      - Seconds that the source rests at the switch of methods V(logical) and V(dms) before the fence is lifted and the
        task fails.
    type: int
    default: 60
  stall_timeout:
    description:
      - Seconds after which a target that comes no closer to its source fails the task. Run it again to go on waiting.
    type: int
    default: 300
  timeout:
    description:
      - Seconds for the first copy of method V(logical), and for coming close after it.
    type: int
    default: 86400
  force_unlock:
    description:
      - Whether to end the session of another run that fills the same target. Make sure that nobody waits for it.
    type: bool
    default: false
extends_documentation_fragment:
  - skylift.aws.controller
  - skylift.aws.databases
attributes:
  check_mode:
    description: Looks whether the move can begin or go on, and changes nothing.
  diff_mode:
    description: The journal is returned instead.
seealso:
  - module: skylift.aws.postgres_verify
"""

EXAMPLES = r"""
- name: The database moves while nobody writes
  skylift.aws.postgres_transfer:
    source: "{{ railway_database }}"
    target:
      host: "{{ stack_result.outputs.database_endpoint }}"
      database: learning_platform
      user: postgres
      password: "{{ database_password }}"
      ca_path: /etc/ssl/rds-global-bundle.pem
    roles: {railway: learning_platform}

- name: The database moves, and a dump of it is kept
  skylift.aws.postgres_transfer:
    source: "{{ railway_database }}"
    target: "{{ rds_database }}"
    folder: /var/backups/learning_platform

- name: The target follows for some days
  skylift.aws.postgres_transfer:
    source: "{{ railway_database }}"
    target: "{{ rds_database }}"
    method: logical
    state: replicating

- name: The switch takes seconds
  skylift.aws.postgres_transfer:
    source: "{{ railway_database }}"
    target: "{{ rds_database }}"
    method: logical

- name: The source is writable again, as it was
  skylift.aws.postgres_transfer:
    source: "{{ railway_database }}"
    target: "{{ rds_database }}"
    method: logical
    state: aborted
"""

RETURN = r"""
journal:
  description: What was done and when, by this run and those before; empty if nothing was begun.
  returned: success
  type: dict
  sample:
    method: logical
    source: "7412345678901234567/16389"
    from: source db.example.com:5432/railway
    phases: {schema: done, replication: done, copy: done, analyze: done, switch: done}
    freeze_seconds: 1.6
    state: moved
    events:
      - at: "2026-01-17T02:13:05Z"
        what: schema done in 1.3 s
carried:
  description: How many rows of which table were inserted, changed and deleted on the target, and now on the source.
  returned: with O(state=carried_back)
  type: dict
  sample: {'public."Word"': {inserted: 3, changed: 1, deleted: 0}}
seconds:
  description: How long the phases of this run took, and C(freeze) how long the source rested.
  returned: success
  type: dict
  sample: {switch: 1.9, freeze: 1.6}
"""
