#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a mail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sesv2_email_template
short_description: The words of a mail
version_added: 1.0.0
description:
  - Subject and text of a mail, with gaps in double braces, such as C({{name}}). Whoever sends it gives the values.
  - Mark it as C(!unsafe) or raw, or read it from a file with the lookup P(ansible.builtin.file#lookup), or Ansible
    fills the gaps itself.
author:
  - Skylift contributors (@skylift-aws)
options:
  template_content:
    description:
      - >-
        Required. C(subject), and C(text), C(html) or both. A mail without C(text) is rated worse by filters, and
        unreadable to some.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: Who is new is welcome
  skylift.aws.sesv2_email_template:
    name: shop-prod-welcome
    template_content:
      subject: Welcome, {% raw %}{{name}}{% endraw %}
      text: Hello {% raw %}{{name}}{% endraw %}, the shop is open.
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: sesv2_email_template.shop-prod-welcome
id:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-welcome
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:ses:us-east-1:123456789012:template/shop-prod-welcome
template_name:
  description:
    - Its name.
  returned: when it exists
  type: str
  sample: shop-prod-welcome
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.sesv2 import EmailTemplate


def main():
    """Bring one resource to its declared state."""
    run(EmailTemplate, DOCUMENTATION)


if __name__ == "__main__":
    main()
