#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Code that runs when it is called."""

from __future__ import annotations

DOCUMENTATION = r"""
module: lambda_function
short_description: Code that runs when it is called
version_added: 1.0.0
description:
  - A function of AWS Lambda. Its code comes from a folder on the control node, from an object in S3, or from an image
    in ECR.
  - A folder is packed so that the same files always make the same package; the function is updated when their
    checksum changes. What belongs to version control and C(__pycache__) is left out.
  - It is ready when it is active and its last update has gone through.
  - O(package_type) and O(tenancy_config) cannot be changed in place. The log group that Lambda makes stays when the
    function goes; declare one to have it deleted and to limit how long logs are kept.
  - Variables in O(environment) that are not declared are taken away.
author:
  - Skylift contributors (@skylift-aws)
options:
  source_folder:
    description:
      - Path of the folder with the code and all that it needs; 50 MB at most. Write the full path.
      - Instead of O(code).
    type: path
  code:
    description:
      - C(s3_bucket), C(s3_key), C(s3_object_version), C(s3_object_storage_mode) and C(source_kms_key_arn), or
        C(image_uri); or C(zip_file), the bytes of a zip file.
      - Lambda does not tell which object its code is from. Give O(code_sha256), too, or put new code under a new
        function; a changed key alone is not noticed.
    type: dict
  code_sha256:
    description:
      - SHA-256 of the package in base64. When the function has other code it is updated.
    type: str
  runtime:
    description:
      - Language and version, such as V(nodejs24.x) or V(python3.14).
    type: str
  handler:
    description:
      - What is called in the code, C(file.function).
    type: str
  role:
    description:
      - ARN of the role of the function. It trusts C(lambda.amazonaws.com).
    type: str
  description:
    description:
      - What it is for.
    type: str
  timeout:
    description:
      - Seconds after which a call is ended.
    type: int
  memory_size:
    description:
      - Memory in MiB; CPU grows with it.
    type: int
  architectures:
    description:
      - One of V(x86_64) and V(arm64). A change needs the code to be sent again.
    type: list
    elements: str
  package_type:
    description:
      - Whether the code is a package or an image.
    type: str
    choices: [Zip, Image]
  image_config:
    description:
      - C(entry_point), C(command) and C(working_directory), over those of the image.
    type: dict
  environment:
    description:
      - C(variables), a mapping.
    type: dict
  kms_key_arn:
    description:
      - Key that encrypts the variables.
    type: str
  vpc_config:
    description:
      - C(subnet_ids), C(security_group_ids) and C(ipv6_allowed_for_dual_stack), to reach what is inside a VPC. The
        function then reaches the internet only through a NAT gateway.
    type: dict
  dead_letter_config:
    description:
      - C(target_arn), queue or topic that gets the calls which failed for good. The role must be allowed to send
        there.
    type: dict
  logging_config:
    description:
      - C(log_format) (C(Text), C(JSON)), C(application_log_level), C(system_log_level) and C(log_group).
    type: dict
  tracing_config:
    description:
      - C(mode), C(Active) or C(PassThrough).
    type: dict
  layers:
    description:
      - ARNs of layer versions, in this order.
    type: list
    elements: str
  file_system_configs:
    description:
      - File systems, each with C(arn) and C(local_mount_path).
    type: list
    elements: dict
  ephemeral_storage:
    description:
      - C(size) of /tmp in MiB.
    type: dict
  snap_start:
    description:
      - C(apply_on), C(PublishedVersions) or C(None).
    type: dict
  reserved_concurrent_executions:
    description:
      - Calls that run at a time at most, and that are kept free for it.
    type: int
  code_signing_config_arn:
    description:
      - Configuration that only lets signed code in. An empty text takes it away.
    type: str
  tenancy_config:
    description:
      - C(tenant_isolation_mode).
    type: dict
  capacity_provider_config:
    description:
      - C(lambda_managed_instances_capacity_provider_config), to run on instances of yours.
    type: dict
  durable_config:
    description:
      - C(execution_timeout) (seconds), C(retention_period_in_days) and C(kms_key_arn), for durable functions.
    type: dict
  runtime_config:
    description:
      - C(runtime_arn) and C(runtime_alias).
    type: dict
  accelerator_config:
    description:
      - C(accelerator_memory_size).
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: The role for the job
  skylift.aws.iam_role:
    name: shop-cron
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Service: lambda.amazonaws.com}
          Action: sts:AssumeRole
    managed_policy_arns:
      - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
  register: for_the_job

- name: The job
  skylift.aws.lambda_function:
    name: shop-cron
    runtime: nodejs24.x
    handler: index.handler
    role: "{{ for_the_job.arn }}"
    source_folder: "{{ playbook_dir }}/files/cron"
    timeout: 75
    memory_size: 256
    environment: {variables: {API_URL: "https://shop.example.com"}}
    logging_config: {log_format: JSON}
  register: job
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: lambda_function.shop-cron
id:
  description:
    - Name of the function.
  returned: when it exists
  type: str
  sample: shop-cron
arn:
  description:
    - Its ARN, without a version.
  returned: when it exists
  type: str
  sample: arn:aws:lambda:us-east-1:123456789012:function:shop-cron
function_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-cron
code_sha256:
  description:
    - Checksum of its code.
  returned: when it exists
  type: str
  sample: 9B9G36pfq20mQZi+tqOEmPx5xsnEdKIIGYx+KZYT7mg=
revision_id:
  description:
    - What tells its present code and settings from those before every change of it.
  returned: when it exists
  type: str
  sample: 0c1d2e3f-4a5b-6c7d-8e9f-0a1b2c3d4e5f
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.lambda_ import Function


def main():
    """Bring one resource to its declared state."""
    run(Function, DOCUMENTATION)


if __name__ == "__main__":
    main()
