#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A domain of one's own for an App Runner service."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apprunner_custom_domain
short_description: A domain of one's own for an App Runner service
version_added: 1.0.0
description:
  - App Runner takes no new customers since 2026-04-30; accounts that used it before may go on. Others use
    M(skylift.aws.ecs_express_gateway_service).
  - The name of the resource is the domain. App Runner asks for a certificate, and wants CNAME records to see that the
    domain is yours; they stay for as long as the domain is used.
  - It is ready for others to refer to when the records are known. It answers when they exist, and the domain points
    at C(dns_target).
  - Nothing of it can be changed in place. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  service_arn:
    description:
      - The service.
    type: str
  enable_www_subdomain:
    description:
      - Whether www in front of the domain leads there, too. AWS says yes if nothing is said.
    type: bool
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Where the images of the shop are kept
  skylift.aws.ecr_repository:
    name: shop
  register: repository

- name: The role for app runner
  skylift.aws.iam_role:
    name: shop-app-runner
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: [build.apprunner.amazonaws.com, tasks.apprunner.amazonaws.com]}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AWSAppRunnerServicePolicyForECRAccess
  register: for_app_runner

- name: The API of the shop
  skylift.aws.apprunner_service:
    name: shop-api
    source_configuration:
      authentication_configuration: {access_role_arn: "{{ for_app_runner.arn }}"}
      auto_deployments_enabled: false
      image_repository:
        image_identifier: "{{ repository.repository_uri }}:1.0"
        image_repository_type: ECR
        image_configuration: {port: 3000, runtime_environment_variables: {NODE_ENV: production}}
    instance_configuration: {cpu: 1024, memory: 2048, instance_role_arn: "{{ for_app_runner.arn }}"}
    health_check_configuration: {protocol: HTTP, path: /api/v1/health, interval: 10, timeout: 5}
  register: api

- name: The name that people know
  skylift.aws.apprunner_custom_domain:
    name: api.example.com
    service_arn: "{{ api.arn }}"
    enable_www_subdomain: false
  register: domain
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apprunner_custom_domain.api.example.com
domain_name:
  description:
    - The domain.
  returned: when it exists
  type: str
  sample: api.example.com
dns_target:
  description:
    - What the domain must be a CNAME of.
  returned: when it exists
  type: str
  sample: a1b2c3d4e5.us-east-1.awsapprunner.com
validation_records:
  description:
    - The records to make, sorted by name.
  returned: when it exists
  type: list
  elements: dict
  sample:
    - Name: _1a2b3c4d5e6f.api.example.com.
      Type: CNAME
      Value: _1f6e5d4c3b2a.acm-validations.aws.
      Status: PENDING_VALIDATION
validation_name_1:
  description:
    - Name of the first record; nothing when there are fewer.
  returned: when it exists
  type: str
  sample: _1a2b3c4d5e6f.api.example.com.
validation_value_1:
  description:
    - Value of the first record.
  returned: when it exists
  type: str
  sample: _1f6e5d4c3b2a.acm-validations.aws.
validation_name_2:
  description:
    - Name of the second record; nothing when there are fewer.
  returned: when it exists
  type: str
  sample: _2a2b3c4d5e6f.api.example.com.
validation_value_2:
  description:
    - Value of the second record.
  returned: when it exists
  type: str
  sample: _2f6e5d4c3b2a.acm-validations.aws.
validation_name_3:
  description:
    - Name of the third record; nothing when there are fewer.
  returned: when it exists
  type: str
  sample: _3a2b3c4d5e6f.api.example.com.
validation_value_3:
  description:
    - Value of the third record.
  returned: when it exists
  type: str
  sample: _3f6e5d4c3b2a.acm-validations.aws.
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apprunner import CustomDomain


def main():
    """Bring one resource to its declared state."""
    run(CustomDomain, DOCUMENTATION)


if __name__ == "__main__":
    main()
