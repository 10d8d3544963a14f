#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an environment of Elastic Beanstalk can run."""

from __future__ import annotations

DOCUMENTATION = r"""
module: elasticbeanstalk_application_version
short_description: What an environment of Elastic Beanstalk can run
version_added: 1.0.0
description:
  - A version of an application, under its label O(name). What is in it never changes, so another content
    wants another name; the version that runs cannot be deleted, and so not be made anew.
  - With O(source_files) the bundle is made here and kept in Elastic Beanstalk's own bucket of the account and
    region. Its key ends in a checksum, by which another content is noticed. It goes with the version.
author:
  - Skylift contributors (@skylift-aws)
options:
  application_name:
    description:
      - Required. Name of the application.
    type: str
  description:
    description:
      - What it is for.
    type: str
  source_files:
    description:
      - >-
        The files of the bundle by their names: texts, or mappings that are written as JSON. For the Docker
        platform C(Dockerrun.aws.json) alone is enough. Instead of O(source_bundle).
    type: dict
  source_bundle:
    description:
      - A bundle that lies in S3 already, in the region of the application, C(s3_bucket) and C(s3_key).
        Without it and without O(source_files) AWS deploys a sample of its own.
    type: dict
  process:
    description:
      - Whether AWS looks for mistakes in the bundle before anything runs it. Counts when it is made.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Version 1 is an image
  skylift.aws.elasticbeanstalk_application_version:
    name: v1
    application_name: shop-prod-api
    process: true
    source_files:
      Dockerrun.aws.json:
        AWSEBDockerrunVersion: "1"
        Image: {Name: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:v1", Update: "true"}
        Ports: [{ContainerPort: 3000}]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: elasticbeanstalk_application_version.v1
id:
  description:
    - Its label.
  returned: when it exists
  type: str
  sample: v1
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:elasticbeanstalk:us-east-1:123456789012:applicationversion/shop-prod-api/v1
version_label:
  description:
    - Its label.
  returned: when it exists
  type: str
  sample: v1
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.elasticbeanstalk import ApplicationVersion


def main():
    """Bring one resource to its declared state."""
    run(ApplicationVersion, DOCUMENTATION)


if __name__ == "__main__":
    main()
