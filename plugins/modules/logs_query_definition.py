#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question to ask of logs, saved."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logs_query_definition
short_description: A question to ask of logs, saved
version_added: 1.0.0
description:
  - A saved query of CloudWatch Logs Insights. A slash in its name makes a folder in the console.
  - AWS keeps no tags for it; it is found by its name, so begin that with the name of the stack.
author:
  - Skylift contributors (@skylift-aws)
options:
  query_string:
    description:
      - Required. The query.
    type: str
  log_group_names:
    description:
      - The log groups that it asks; for V(SQL) and V(PPL) they are named in the query.
    type: list
    elements: str
  query_language:
    description:
      - Its language. Without it V(CWLI), the one of Logs Insights.
    type: str
    choices: [CWLI, SQL, PPL]
  parameters:
    description:
      - What is filled in before it runs, each with C(name), C(default_value) and C(description).
    type: list
    elements: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The application has logs
  skylift.aws.logs_log_group:
    name: /shop-prod/api
  register: api_logs

- name: Errors are counted with one click
  skylift.aws.logs_query_definition:
    name: shop-prod/errors
    log_group_names: ["{{ api_logs.log_group_name }}"]
    query_string: filter @message like /ERROR/ | stats count(*) by @message
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: logs_query_definition.shop-prod/errors
id:
  description:
    - Id of the query.
  returned: when it exists
  type: str
  sample: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
query_definition_id:
  description:
    - Id of the query.
  returned: when it exists
  type: str
  sample: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.logs import QueryDefinition


def main():
    """Bring one resource to its declared state."""
    run(QueryDefinition, DOCUMENTATION)


if __name__ == "__main__":
    main()
