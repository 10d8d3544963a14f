#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A container behind an HTTPS address, scaled by its requests."""

from __future__ import annotations

DOCUMENTATION = r"""
module: apprunner_service
short_description: A container behind an HTTPS address, scaled by its requests
version_added: 1.0.0
description:
  - App Runner takes no new customers since 2026-04-30; accounts that used it before may go on. Others use
    M(skylift.aws.ecs_express_gateway_service).
  - It is ready when it runs, which takes some minutes. When an update fails App Runner goes back to what was there
    before, and the task fails.
  - A service whose creation failed cannot be mended, so the next run replaces it.
  - O(encryption_configuration) cannot be changed in place.
  - The image must be there before the service is.
author:
  - Skylift contributors (@skylift-aws)
options:
  source_configuration:
    description:
      - C(image_repository) (C(image_identifier), C(image_repository_type) (C(ECR), C(ECR_PUBLIC)),
        C(image_configuration) (C(port), C(start_command), C(runtime_environment_variables),
        C(runtime_environment_secrets))), C(authentication_configuration) (C(access_role_arn), needed for a private
        ECR repository, trusts C(build.apprunner.amazonaws.com)) and C(auto_deployments_enabled).
      - Or C(code_repository), to build from source. Variables and secrets that are not declared are taken away.
    type: dict
  instance_configuration:
    description:
      - C(cpu) (units, 1024 to a core), C(memory) (MiB) and C(instance_role_arn), the role of the application, which
        trusts C(tasks.apprunner.amazonaws.com) and reads the secrets.
    type: dict
  health_check_configuration:
    description:
      - C(protocol) (C(TCP), C(HTTP)), C(path), C(interval) and C(timeout) (seconds), C(healthy_threshold) and
        C(unhealthy_threshold).
    type: dict
  auto_scaling_configuration_arn:
    description:
      - How it scales, see M(skylift.aws.apprunner_auto_scaling_configuration).
    type: str
  network_configuration:
    description:
      - C(egress_configuration) (C(egress_type) (C(DEFAULT), C(VPC)), C(vpc_connector_arn)), C(ingress_configuration)
        (C(is_publicly_accessible)) and C(ip_address_type). With C(VPC) all that the application sends goes through
        the VPC.
    type: dict
  encryption_configuration:
    description:
      - C(kms_key), ARN of the key that encrypts the copy of the image.
    type: dict
  observability_configuration:
    description:
      - C(observability_enabled) and C(observability_configuration_arn), for traces.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: apprunner_service.shop-api
id:
  description:
    - ID of the service.
  returned: when it exists
  type: str
  sample: 1a2b3c4d5e6f41d8b2a39c8e7f605142
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:apprunner:us-east-1:123456789012:service/shop-api/1a2b3c4d5e6f41d8b2a39c8e7f605142
service_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-api
service_id:
  description:
    - Its ID, which CloudWatch wants together with the name.
  returned: when it exists
  type: str
  sample: 1a2b3c4d5e6f41d8b2a39c8e7f605142
service_url:
  description:
    - Host under which it answers.
  returned: when it exists
  type: str
  sample: a1b2c3d4e5.us-east-1.awsapprunner.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.apprunner import Service


def main():
    """Bring one resource to its declared state."""
    run(Service, DOCUMENTATION)


if __name__ == "__main__":
    main()
