#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store of container images."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecr_repository
short_description: A store of container images
version_added: 1.0.0
description:
  - A private repository of the Elastic Container Registry, for the images of one application.
  - It holds data. With the consent that this asks for it is deleted with all its images; no service can start from
    them any more.
  - O(encryption_configuration) cannot be changed in place.
  - Without O(lifecycle_policy_text) every image that was ever pushed is kept and paid for.
author:
  - Skylift contributors (@skylift-aws)
options:
  image_tag_mutability:
    description:
      - >-
        Whether a tag may be moved to another image, V(MUTABLE), V(IMMUTABLE), V(MUTABLE_WITH_EXCLUSION) or
        V(IMMUTABLE_WITH_EXCLUSION). With V(IMMUTABLE) a release always means the same image, and a second push of a tag
        such as V(latest) is refused.
    type: str
  image_tag_mutability_exclusion_filters:
    description:
      - >-
        Tags that are excepted, five filters at most; each with C(filter_type) (C(WILDCARD)) and C(filter), with two
        stars at most. They go with the modes that end in C(WITH_EXCLUSION).
    type: list
    elements: dict
  image_scanning_configuration:
    description:
      - C(scan_on_push), whether images are looked through for known weaknesses when they arrive.
    type: dict
  encryption_configuration:
    description:
      - C(encryption_type) (C(AES256), C(KMS), C(KMS_DSSE)) and C(kms_key), the ARN of a key of yours.
    type: dict
  lifecycle_policy_text:
    description:
      - Rules about which images expire, as AWS writes them, in camel case. An empty text takes them away.
      - >-
        An image is taken by the first rule it fits, the one with the lowest C(rulePriority); so what is kept long
        is named first, and a rule with C(tagStatus) C(any) has the highest number. AWS expires an image that a service
        runs, too.
    type: dict
  policy_text:
    description:
      - Who else may pull or push, as an IAM policy document. An empty text takes it away.
    type: dict
  registry_id:
    description:
      - Account whose registry it is in, if not the own one.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Where the images of the shop are kept
  skylift.aws.ecr_repository:
    name: shop
    image_tag_mutability: IMMUTABLE
    image_scanning_configuration: {scan_on_push: true}
    lifecycle_policy_text:
      rules:
        - rulePriority: 1
          description: Keep the last fifty releases
          selection: {tagStatus: any, countType: imageCountMoreThan, countNumber: 50}
          action: {type: expire}
  register: repository

- name: Tell the builders where to push to
  skylift.aws.ssm_parameter:
    name: /shop/repository
    type: String
    value: "{{ repository.repository_uri }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecr_repository.shop
id:
  description:
    - Name of the repository.
  returned: when it exists
  type: str
  sample: shop
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ecr:us-east-1:123456789012:repository/shop
repository_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop
repository_uri:
  description:
    - What to put before the tag of an image.
  returned: when it exists
  type: str
  sample: 123456789012.dkr.ecr.us-east-1.amazonaws.com/shop
registry_id:
  description:
    - Account of the registry.
  returned: when it exists
  type: str
  sample: '123456789012'
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecr import Repository


def main():
    """Bring one resource to its declared state."""
    run(Repository, DOCUMENTATION)


if __name__ == "__main__":
    main()
