#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who hears what became of the mail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sesv2_configuration_set_event_destination
short_description: Who hears what became of the mail
version_added: 1.0.0
description:
  - Sends events of one configuration set, such as bounces and complaints, to exactly one receiver.
  - A topic must let C(ses.amazonaws.com) publish, or SES does not take it.
  - SES leaves out the switch when it is not told. Without O(enabled=true) nothing is sent.
  - AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  configuration_set_name:
    description:
      - Required. The configuration set.
    type: str
  enabled:
    description:
      - Whether events are sent.
    type: bool
  matching_event_types:
    description:
      - >-
        Events that are sent, of V(SEND), V(REJECT), V(BOUNCE), V(COMPLAINT), V(DELIVERY), V(OPEN), V(CLICK),
        V(RENDERING_FAILURE), V(DELIVERY_DELAY) and V(SUBSCRIPTION). SES wants one at least.
    type: list
    elements: str
  sns_destination:
    description:
      - C(topic_arn), a topic in the same region. Its messages tell the addresses.
    type: dict
  cloud_watch_destination:
    description:
      - >-
        C(dimension_configurations), by which events are counted; each with C(dimension_name),
        C(dimension_value_source) (V(MESSAGE_TAG), V(EMAIL_HEADER) or V(LINK_TAG)) and C(default_dimension_value).
    type: dict
  event_bridge_destination:
    description:
      - C(event_bus_arn), the default bus of the account.
    type: dict
  kinesis_firehose_destination:
    description:
      - C(delivery_stream_arn), and C(iam_role_arn) of the role that may write there.
    type: dict
  pinpoint_destination:
    description:
      - C(application_arn), an application of Pinpoint.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Mail of the shop has rules
  skylift.aws.sesv2_configuration_set:
    name: shop-prod
  register: rules

- name: Bounces and complaints are counted
  skylift.aws.sesv2_configuration_set_event_destination:
    name: numbers
    configuration_set_name: "{{ rules.configuration_set_name }}"
    enabled: true
    matching_event_types: [SEND, BOUNCE, COMPLAINT]
    cloud_watch_destination:
      dimension_configurations:
        - dimension_name: ses:configuration-set
          dimension_value_source: MESSAGE_TAG
          default_dimension_value: none
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sesv2_configuration_set_event_destination.numbers
event_destination_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: numbers
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sesv2 import ConfigurationSetEventDestination


def main():
    """Bring one resource to its declared state."""
    run(ConfigurationSetEventDestination, DOCUMENTATION)


if __name__ == "__main__":
    main()
