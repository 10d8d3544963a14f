# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter deployer_policies."""

from __future__ import annotations

from ansible.errors import AnsibleFilterError

DOCUMENTATION = r"""
name: deployer_policies
short_description: The IAM policies of whoever deploys a stack
version_added: 1.0.0
description:
  - Works out which actions AWS checks when exactly these resources are planned, made, changed and deleted, and returns
    them as documents of IAM policies, each short enough for a managed policy.
  - The roles of the stack are named; for all other resources the actions are told apart, not the resources.
author:
  - Skylift contributors (@skylift-aws)
positional: stack, partition, plan_only
options:
  _input:
    description: Addresses of resources, such as V(rds_db_instance.shop), as the plan of M(skylift.aws.stack) has them.
    type: list
    elements: str
    required: true
  stack:
    description: The name of the stack, whose lock may be taken.
    type: str
    required: true
  partition:
    description: The partition of the account.
    type: str
    default: aws
  plan_only:
    description: Whether nothing may be changed, as for a role that only runs C(--check).
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: What is declared is known
  skylift.aws.stack:
    stack: shop-prod
  check_mode: true
  register: planned

- name: What whoever deploys it must be allowed is shown
  ansible.builtin.debug:
    msg: "{{ planned.plan | map(attribute='address') | skylift.aws.deployer_policies('shop-prod') }}"
"""

RETURN = r"""
_value:
  description: The policy documents.
  type: list
  elements: dict
"""


def deployer_policies(addresses: list[str], stack: str, partition: str = "aws", plan_only: bool = False) -> list[dict]:
    """Return the policies of whoever deploys resources of these addresses. Raises AnsibleFilterError for unknown types."""
    # Playbooks that do not ask for it need no botocore on the controller's side.
    from ansible_collections.skylift.aws.plugins.module_utils.aws.permissions import policies
    from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types

    named = [address.partition(".") for address in addresses]
    types: dict = {}
    listed = [facts for facts in all_types().values() if not facts.indexed]
    for type_name, _dot, _name in named:
        if type_name not in all_types():
            raise AnsibleFilterError(f"there is no resource type {type_name}")
        types[type_name] = all_types()[type_name]
    roles = {name for type_name, _dot, name in named if type_name == "iam_role"}
    return policies(types.values(), roles, stack, partition, plan_only, listed)


class FilterModule:
    """The filters of this file."""

    def filters(self):
        """Return the filters by name."""
        return {"deployer_policies": deployer_policies}
