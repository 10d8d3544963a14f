#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A script that uses a site as its visitors do."""

from __future__ import annotations

DOCUMENTATION = r"""
module: synthetics_canary
short_description: A script that uses a site as its visitors do
version_added: 1.0.0
description:
  - A canary of CloudWatch Synthetics, a script that runs on a schedule and tells, as metric C(SuccessPercent)
    of C(CloudWatchSynthetics), whether all is well.
  - It is a Lambda function behind the scenes, in the account. With O(provisioned_resource_cleanup=OFF) that
    stays when the canary is deleted; what it found stays in the bucket in any case.
  - AWS shows nothing of its code and its environment; marks of them are kept in the tags skylift:code and
    skylift:environment.
author:
  - Skylift contributors (@skylift-aws)
options:
  code:
    description:
      - >-
        Required. What runs: C(handler), such as V(index.handler), and where the code is, O(source_folder) or
        C(s3_bucket), C(s3_key) and C(s3_version). Also C(blueprint_types) and C(dependencies).
    type: dict
  source_folder:
    description:
      - Folder with the code, on the machine that runs Ansible, laid out as the runtime wants it. 10 MB at most.
    type: path
  runtime_version:
    description:
      - Required. Such as V(syn-nodejs-puppeteer-13.0). AWS makes no canary with a deprecated one, but runs
        those that it has.
    type: str
  artifact_s3_location:
    description:
      - Required. Where screenshots and logs go, such as s3://shop-prod-canary/site.
    type: str
  execution_role_arn:
    description:
      - Required. ARN of the role it runs as; it must trust lambda.amazonaws.com.
    type: str
  schedule:
    description:
      - Required. C(expression), such as V(rate(5 minutes\)) or cron in UTC; V(rate(0 minute\)) runs once when
        it is started. Also C(duration_in_seconds) and C(retry_config).
    type: dict
  running:
    description:
      - Whether it runs. A new one does not before it is told to.
    type: bool
  run_config:
    description:
      - C(timeout_in_seconds), C(memory_in_mb) (a multiple of 64 from 960), C(active_tracing),
        C(ephemeral_storage) and C(environment_variables).
    type: dict
  success_retention_period_in_days:
    description:
      - How long AWS remembers runs that went well.
    type: int
  failure_retention_period_in_days:
    description:
      - How long it remembers runs that did not.
    type: int
  vpc_config:
    description:
      - C(subnet_ids) and C(security_group_ids) for a site that is not public.
    type: dict
  artifact_config:
    description:
      - >-
        How what it finds is encrypted: C(s3_encryption).
    type: dict
  kms_key_arn:
    description:
      - ARN of the key that encrypts its environment.
    type: str
  browser_configs:
    description:
      - Browsers it runs in, each C(browser_type), V(CHROME) or V(FIREFOX).
    type: list
    elements: dict
  provisioned_resource_cleanup:
    description:
      - Whether its function goes with it.
    type: str
    choices: [AUTOMATIC, "OFF"]
  resources_to_replicate_tags:
    description:
      - V(lambda-function) gives its function the same tags. Counts when it is made.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: What the canary finds is kept
  skylift.aws.s3_bucket:
    name: shop-prod-canary-123456789012
  register: artifacts

- name: The canary runs as a role of its own
  skylift.aws.iam_role:
    name: shop-prod-canary
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
  register: canary_role

- name: The site is looked at every five minutes
  skylift.aws.synthetics_canary:
    name: shop-prod-site
    runtime_version: syn-nodejs-puppeteer-13.0
    code: {handler: index.handler, s3_bucket: shop-releases, s3_key: canary.zip, s3_version: "1"}
    artifact_s3_location: "s3://{{ artifacts.id }}/site"
    execution_role_arn: "{{ canary_role.arn }}"
    schedule: {expression: rate(5 minutes)}
    running: true
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: synthetics_canary.shop-prod-site
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-site
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:synthetics:us-east-1:123456789012:canary:shop-prod-site
canary_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-site
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.synthetics import Canary


def main():
    """Bring one resource to its declared state."""
    run(Canary, DOCUMENTATION)


if __name__ == "__main__":
    main()
