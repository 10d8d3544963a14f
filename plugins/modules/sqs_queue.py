#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that wait until somebody takes them."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sqs_queue
short_description: Messages that wait until somebody takes them
version_added: 1.0.0
description:
  - A queue of SQS.
  - The messages go with it when it is deleted. For a minute after that AWS refuses a new queue of the same name;
    a converge waits for it.
  - A name that ends in V(.fifo), together with the attribute C(FifoQueue), keeps the order of messages; that
    cannot be changed.
author:
  - Skylift contributors (@skylift-aws)
options:
  attributes:
    description:
      - Attributes by the names of SQS, such as C(VisibilityTimeout), C(MessageRetentionPeriod),
        C(DelaySeconds) and C(ReceiveMessageWaitTimeSeconds) (all in seconds), C(RedrivePolicy), C(Policy),
        C(KmsMasterKeyId), C(SqsManagedSseEnabled) or C(FifoQueue).
      - Only declared ones are compared. Policies may be written as maps. Changes take up to a minute to be
        everywhere.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: What could not be done is put aside
  skylift.aws.sqs_queue:
    name: shop-prod-work-failed
    attributes:
      MessageRetentionPeriod: "1209600"
  register: failed

- name: Work waits
  skylift.aws.sqs_queue:
    name: shop-prod-work
    attributes:
      VisibilityTimeout: "60"
      RedrivePolicy:
        deadLetterTargetArn: "{{ failed.arn }}"
        maxReceiveCount: 5
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sqs_queue.shop-prod-work
id:
  description:
    - Its URL.
  returned: when it exists
  type: str
  sample: https://sqs.eu-central-1.amazonaws.com/123456789012/shop-prod-work
url:
  description:
    - Its URL, by which programs use it.
  returned: when it exists
  type: str
  sample: https://sqs.eu-central-1.amazonaws.com/123456789012/shop-prod-work
queue_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-work
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:sqs:eu-central-1:123456789012:shop-prod-work
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sqs import Queue


def main():
    """Bring one resource to its declared state."""
    run(Queue, DOCUMENTATION)


if __name__ == "__main__":
    main()
