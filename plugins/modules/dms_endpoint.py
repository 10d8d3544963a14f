#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL database, as AWS DMS reaches it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dms_endpoint
short_description: A PostgreSQL database, as AWS DMS reaches it
version_added: 1.1.0
description:
  - One end of a task of AWS DMS, where a PostgreSQL database is, and who DMS is there.
  - DMS never tells a password, so another one is not noticed. Best kept in Secrets Manager, it is named by
    C(secrets_manager_secret_id) in O(postgre_sql_settings) instead.
author:
  - Skylift contributors (@skylift-aws)
options:
  endpoint_type:
    description:
      - Required. Which end it is.
    type: str
    choices: [source, target]
  engine_name:
    description:
      - Required. V(postgres), or V(aurora-postgresql).
    type: str
  server_name:
    description:
      - Name or address of the server.
    type: str
  port:
    description:
      - Its port.
    type: int
  database_name:
    description:
      - Name of the database.
    type: str
  username:
    description:
      - Who DMS is there.
    type: str
  password:
    description:
      - The password. It is never shown.
    type: str
  ssl_mode:
    description:
      - How the connection is encrypted and the server verified. The last two need O(certificate_arn).
    type: str
    choices: [none, require, verify-ca, verify-full]
  certificate_arn:
    description:
      - ARN of the certificate, imported into DMS, that the server's is verified with.
    type: str
  kms_key_id:
    description:
      - The key that the settings are encrypted with; that of the account for DMS otherwise.
    type: str
  postgre_sql_settings:
    description:
      - More of PostgreSQL, such as C(after_connect_script), C(slot_name) and C(plugin_name); or C(secrets_manager_secret_id)
        with C(secrets_manager_access_role_arn) in place of O(server_name), O(port), O(username) and O(password).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where the school comes from
  skylift.aws.dms_endpoint:
    name: school-source
    endpoint_type: source
    engine_name: postgres
    server_name: containers.example.com
    port: 6543
    database_name: railway
    username: postgres
    password: kept-in-ansible-vault
    ssl_mode: require

- name: Where it goes, without its keys and triggers being minded meanwhile
  skylift.aws.dms_endpoint:
    name: school-target
    endpoint_type: target
    engine_name: postgres
    database_name: school
    postgre_sql_settings:
      secrets_manager_secret_id: school/database
      secrets_manager_access_role_arn: arn:aws:iam::123456789012:role/school-migration
      after_connect_script: SET session_replication_role = 'replica'
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: dms_endpoint.school-source
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: school-source
arn:
  description:
    - Its ARN, which AWS makes up.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:endpoint:6EXAMPLE6UVXYZ
endpoint_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:dms:eu-central-1:123456789012:endpoint:6EXAMPLE6UVXYZ
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dms import Endpoint


def main():
    """Bring one resource to its declared state."""
    run(Endpoint, DOCUMENTATION)


if __name__ == "__main__":
    main()
