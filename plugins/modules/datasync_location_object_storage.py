#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket of another cloud, as AWS DataSync reaches it."""

from __future__ import annotations

DOCUMENTATION = r"""
module: datasync_location_object_storage
short_description: A bucket of another cloud, as AWS DataSync reaches it
version_added: 1.1.0
description:
  - A bucket, or a folder in it, on a server that speaks like S3 (Cloudflare R2, Google Cloud Storage, MinIO).
  - A task of mode V(ENHANCED) reaches other clouds without an agent.
  - DataSync never tells a secret key, so another one is not noticed. Give it together with another change, or keep it in
    Secrets Manager and name it in O(custom_secret_config).
  - It has no name. It is found by its tags.
author:
  - Skylift contributors (@skylift-aws)
options:
  server_hostname:
    description:
      - Required. Name or address of the server.
    type: str
  server_port:
    description:
      - Its port.
    type: int
  server_protocol:
    description:
      - How it is spoken to; encrypted otherwise.
    type: str
    choices: [HTTPS, HTTP]
  bucket_name:
    description:
      - Required. Name of the bucket.
    type: str
  subdirectory:
    description:
      - The folder, which is all of the bucket otherwise.
    type: str
  server_access_key:
    description:
      - The access key for the server, AWS's C(AccessKey).
    type: str
  server_secret_key:
    description:
      - The secret key for the server, AWS's C(SecretKey). It is never shown.
    type: str
  custom_secret_config:
    description:
      - C(secret_arn) of a secret with the secret key, and C(secret_access_role_arn) of a role that may read it.
    type: dict
  agent_arns:
    description:
      - Agents that reach the server, if it is not on the Internet. Others make another location.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The bucket that the files come from
  skylift.aws.datasync_location_object_storage:
    name: platform
    server_hostname: 0123456789abcdef.r2.cloudflarestorage.com
    bucket_name: shop-files
    server_access_key: 0123456789abcdef0123456789abcdef
    server_secret_key: kept-in-ansible-vault
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: datasync_location_object_storage.platform
id:
  description:
    - Its id, which AWS makes up.
  returned: when it exists
  type: str
  sample: loc-07db7abfc326c50fb
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fb
location_arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:datasync:eu-central-1:123456789012:location/loc-07db7abfc326c50fb
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.datasync import LocationObjectStorage


def main():
    """Bring one resource to its declared state."""
    run(LocationObjectStorage, DOCUMENTATION)


if __name__ == "__main__":
    main()
