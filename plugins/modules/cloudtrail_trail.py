#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of who did what in an account."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudtrail_trail
short_description: The record of who did what in an account
version_added: 1.0.0
description:
  - Writes each call of AWS's API into a bucket, and into a log group if you like. The first copy of management events
    costs nothing; a second trail in the same account does, and so do data events and insights.
  - The bucket must let C(cloudtrail.amazonaws.com) read its ACL and write below C(AWSLogs/) and the account.
  - A new trail records nothing before it is switched on with O(is_logging=true).
  - A trail of all regions is declared in one region, its home, and changed there only.
author:
  - Skylift contributors (@skylift-aws)
options:
  s3_bucket_name:
    description:
      - Required. Bucket that it writes to.
    type: str
  s3_key_prefix:
    description:
      - What the names of its files begin with.
    type: str
  is_logging:
    description:
      - Whether it records.
    type: bool
  is_multi_region_trail:
    description:
      - Whether it records what happens in all regions.
    type: bool
  include_global_service_events:
    description:
      - Whether it records services without a region, such as IAM. A trail of all regions must.
    type: bool
  enable_log_file_validation:
    description:
      - Whether it writes signed digests, by which a file that somebody changed or deleted is missed.
    type: bool
  kms_key_id:
    description:
      - ARN of the key that encrypts the files. Its policy must let CloudTrail use it.
    type: str
  cloud_watch_logs_log_group_arn:
    description:
      - ARN of the log group that gets the events, too, with C(:*) at its end.
    type: str
  cloud_watch_logs_role_arn:
    description:
      - ARN of the role with which CloudTrail writes there.
    type: str
  sns_topic_name:
    description:
      - Topic that hears of each new file.
    type: str
  is_organization_trail:
    description:
      - Whether it records all accounts of the organization.
    type: bool
  recursive_logging:
    description:
      - Whether it records its own writing into its bucket.
    type: bool
  event_selectors:
    description:
      - >-
        What is recorded, each with C(read_write_type), C(include_management_events), C(data_resources) and
        C(exclude_management_event_sources). All management events, unless told otherwise.
    type: list
    elements: dict
  advanced_event_selectors:
    description:
      - >-
        The same in greater detail, each with C(name) and C(field_selectors). They replace O(event_selectors), and are
        replaced by them; declare one of both.
    type: list
    elements: dict
  insight_selectors:
    description:
      - >-
        What is unusual enough to be told, each with C(insight_type) (V(ApiCallRateInsight) or
        V(ApiErrorRateInsight)). An empty list ends it.
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: What happens in the account is written down
  skylift.aws.cloudtrail_trail:
    name: account
    s3_bucket_name: audit-123456789012
    is_multi_region_trail: true
    include_global_service_events: true
    enable_log_file_validation: true
    is_logging: true
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudtrail_trail.account
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: account
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:cloudtrail:us-east-1:123456789012:trail/account
trail_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: account
home_region:
  description:
    - Region that it is declared and changed in.
  returned: when it exists
  type: str
  sample: us-east-1
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudtrail import Trail


def main():
    """Bring one resource to its declared state."""
    run(Trail, DOCUMENTATION)


if __name__ == "__main__":
    main()
