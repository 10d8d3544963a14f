#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name under which versions and environments belong together."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticbeanstalk_application
short_description: A name under which versions and environments belong together
version_added: 1.0.0
description:
  - An application of AWS Elastic Beanstalk. It costs nothing; what runs is an environment of it.
author:
  - Skylift contributors (@skylift-aws)
options:
  description:
    description:
      - What it is for.
    type: str
  resource_lifecycle_config:
    description:
      - >-
        How long versions are kept: C(service_role), ARN of a role that trusts elasticbeanstalk.amazonaws.com,
        and C(version_lifecycle_config) with C(max_count_rule) or C(max_age_rule). A region holds 1000
        versions; then nothing can be released.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The shop keeps its last twenty versions
  skylift.aws.elasticbeanstalk_application:
    name: shop-prod-api
    resource_lifecycle_config:
      service_role: arn:aws:iam::123456789012:role/shop-prod-api-service
      version_lifecycle_config:
        max_count_rule: {enabled: true, max_count: 20, delete_source_from_s3: true}
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticbeanstalk_application.shop-prod-api
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-api
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticbeanstalk:us-east-1:123456789012:application/shop-prod-api
application_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-api
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticbeanstalk import Application


def main():
    """Bring one resource to its declared state."""
    run(Application, DOCUMENTATION)


if __name__ == "__main__":
    main()
