#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with a repository of images."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecr_repository_policy
short_description: Who may do what with a repository of images
version_added: 1.0.0
description:
  - The policy of a repository of ECR, apart from the repository. Declare it where the policy names something
    that is made later than the repository; do not declare O(policy_text) of M(skylift.aws.ecr_repository),
    too.
author:
  - Skylift contributors (@skylift-aws)
options:
  repository_name:
    description:
      - Required. Name of the repository.
    type: str
  policy_text:
    description:
      - Required. Who may pull or push, as an IAM policy document.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: A container service of Lightsail may pull the shop's images
  skylift.aws.ecr_repository_policy:
    name: shop
    repository_name: shop
    policy_text:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {AWS: "${lightsail_container_service.shop-prod-api.principal_arn}"}
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecr_repository_policy.shop
id:
  description:
    - Name of the repository.
  returned: when it exists
  type: str
  sample: shop
repository_name:
  description:
    - Name of the repository.
  returned: when it exists
  type: str
  sample: shop
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecr import RepositoryPolicy


def main():
    """Bring one resource to its declared state."""
    run(RepositoryPolicy, DOCUMENTATION)


if __name__ == "__main__":
    main()
