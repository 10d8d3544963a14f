# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter percent_encode."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.references import percent_encode

DOCUMENTATION = r"""
name: percent_encode
short_description: Percent-encode a text for a URL, references too
version_added: 1.0.0
description:
  - Percent-encodes every character that has a meaning in URLs, the slash too. Passwords in connection URLs need it.
  - A reference in the text stays a reference; its value is encoded as soon as it is known.
author:
  - Skylift contributors (@skylift)
options:
  _input:
    description: The text.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Say how to reach the database
  ansible.builtin.set_fact:
    database_url: >-
      postgresql://app:{{ database_password.value | skylift.aws.percent_encode }}@{{ database.endpoint }}:5432/app
"""

RETURN = r"""
_value:
  description: The encoded text.
  type: str
"""


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"percent_encode": lambda text: percent_encode(str(text))}
