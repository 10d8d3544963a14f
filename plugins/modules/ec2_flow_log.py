#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record of who talked to whom in a network."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ec2_flow_log
short_description: A record of who talked to whom in a network
version_added: 1.0.0
description:
  - Records the connections in a network, subnet or interface, to CloudWatch Logs or S3.
  - Nothing of it but its tags can be changed; other changes replace it, and what was recorded stays where it is.
author:
  - Skylift contributors (@skylift-aws)
options:
  resource_ids:
    description:
      - Required. ID of the network, subnet or interface to record; one per flow log.
    type: list
    elements: str
  resource_type:
    description:
      - Required. What O(resource_ids) names, V(VPC), V(Subnet), V(NetworkInterface), V(TransitGateway) or another
        kind.
    type: str
  traffic_type:
    description:
      - Which connections to record.
    type: str
    choices: [ACCEPT, REJECT, ALL]
  log_destination_type:
    description:
      - Kind of the destination. AWS takes V(cloud-watch-logs) without it.
    type: str
    choices: [cloud-watch-logs, s3, kinesis-data-firehose]
  log_destination:
    description:
      - ARN of the bucket or log group.
    type: str
  log_group_name:
    description:
      - Name of the log group, instead of O(log_destination).
    type: str
  deliver_logs_permission_arn:
    description:
      - ARN of the role that writes to the log group; it must trust V(vpc-flow-logs.amazonaws.com).
    type: str
  deliver_cross_account_role:
    description:
      - ARN of the role that writes to another account.
    type: str
  log_format:
    description:
      - Fields to record, as in V(${version} ${srcaddr} ${dstaddr}).
    type: str
  max_aggregation_interval:
    description:
      - Seconds that one record covers, V(60) or V(600).
    type: int
  destination_options:
    description:
      - File format in S3; C(file_format) (V(plain-text) or V(parquet)), C(hive_compatible_partitions),
        C(per_hour_partition).
    type: dict
  tag_field_specifications:
    description:
      - Tags to record with each connection; C(resource_type) and C(tag_keys).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: A network for the shop
  skylift.aws.ec2_vpc:
    name: shop-prod
    cidr_block: 10.20.0.0/16
  register: network

- name: A bucket for the records
  skylift.aws.s3_bucket:
    name: shop-prod-flow-logs.example.com
  register: records

- name: Record what was refused
  skylift.aws.ec2_flow_log:
    name: shop-prod
    resource_ids: ["{{ network.id }}"]
    resource_type: VPC
    traffic_type: REJECT
    log_destination_type: s3
    log_destination: "{{ records.arn }}"
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ec2_flow_log.shop-prod
id:
  description:
    - ID of the flow log.
  returned: when it exists
  type: str
  sample: fl-0a1b2c3d4e5f67890
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ec2 import FlowLog


def main():
    """Bring one resource to its declared state."""
    run(FlowLog, DOCUMENTATION)


if __name__ == "__main__":
    main()
