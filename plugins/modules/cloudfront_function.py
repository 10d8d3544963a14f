#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few lines of JavaScript at the edge."""

from __future__ import annotations

DOCUMENTATION = r"""
module: cloudfront_function
short_description: A few lines of JavaScript at the edge
version_added: 1.0.0
description:
  - Looks at every request, or every answer, of the behaviors that name it.
  - What was declared is published at once, and what is published is what is compared.
author:
  - Skylift contributors (@skylift-aws)
options:
  function_config:
    description:
      - Required. C(comment) and C(runtime) (V(cloudfront-js-2.0)); C(key_value_store_associations).
    type: dict
  function_code:
    description:
      - Required. The code, at most 10 KB; C(lookup('file', ...\)) reads it from a file. Plans show its checksum.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Old addresses lead to new ones
  skylift.aws.cloudfront_function:
    name: shop-redirects
    function_config: {comment: Old addresses, runtime: cloudfront-js-2.0}
    function_code: |
      function handler(event) {
        if (event.request.uri === '/old') {
          return {statusCode: 301, headers: {location: {value: '/new'}}};
        }
        return event.request;
      }
  register: redirects
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: cloudfront_function.shop-redirects
arn:
  description:
    - ARN that behaviors of a distribution name.
  returned: when it exists
  type: str
  sample: arn:aws:cloudfront::123456789012:function/shop-redirects
function_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-redirects
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.cloudfront import Function


def main():
    """Bring one resource to its declared state."""
    run(Function, DOCUMENTATION)


if __name__ == "__main__":
    main()
