#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What costs are watched for surprises."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ce_anomaly_monitor
short_description: What costs are watched for surprises
version_added: 1.0.0
description:
  - A monitor of AWS Cost Anomaly Detection. It tells nobody without M(skylift.aws.ce_anomaly_subscription).
  - An account has one V(DIMENSIONAL) monitor of a dimension, and AWS itself makes the one for services,
    Default-Services-Monitor, in an account that opens Cost Explorer first. The plan then says that it exists;
    O(adopt) takes it over, under the name it has.
  - Nothing of it can be changed in place.
author:
  - Skylift contributors (@skylift-aws)
options:
  monitor_type:
    description:
      - Required. V(DIMENSIONAL) looks at each value of a dimension by itself; V(CUSTOM) at what
        O(monitor_specification) selects.
    type: str
    choices: [DIMENSIONAL, CUSTOM]
  monitor_dimension:
    description:
      - The dimension. V(SERVICE) is for every account, the others for the one that pays.
    type: str
    choices: [SERVICE, LINKED_ACCOUNT, TAG, COST_CATEGORY]
  monitor_specification:
    description:
      - What costs, by C(dimensions) (linked accounts), C(tags) or C(cost_categories). A tag must be activated
        as a cost allocation tag.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Unusual costs of any service are seen
  skylift.aws.ce_anomaly_monitor:
    name: services
    monitor_type: DIMENSIONAL
    monitor_dimension: SERVICE
  register: services
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ce_anomaly_monitor.services
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ce import AnomalyMonitor


def main():
    """Bring one resource to its declared state."""
    run(AnomalyMonitor, DOCUMENTATION)


if __name__ == "__main__":
    main()
