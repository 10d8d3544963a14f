#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody outside AWS whose word is believed."""

from __future__ import annotations

DOCUMENTATION = r"""
module: iam_oidc_provider
short_description: Somebody outside AWS whose word is believed
version_added: 1.0.0
description:
  - An OpenID Connect provider, such as GitHub Actions or GitLab. Roles may trust who it says is asking, so that no
    keys are kept there.
  - O(name) is its URL without C(https://), unless O(provider) tells it.
  - An account has one of each, for all its stacks. Let one stack own it; the others need only its ARN, which is known
    beforehand, as C(arn:aws:iam::<account>:oidc-provider/<name>). Whose stack is destroyed takes it along.
author:
  - Skylift contributors (@skylift-aws)
options:
  provider:
    description:
      - Its URL without C(https://), where only a reference tells it, such as C(oidc_provider) of a cluster of EKS; O(name)
        is its name in the stack only then. With another URL it is another one, and replaced.
    type: str
  client_id_list:
    description:
      - For whom its word is meant, V(sts.amazonaws.com) with GitHub. All others are removed. 100 at most.
    type: list
    elements: str
  thumbprint_list:
    description:
      - >-
        Thumbprints of its certificate. AWS finds them itself, and does not need them for a provider whose certificate
        is from a public authority.
    type: list
    elements: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
"""

EXAMPLES = r"""
- name: GitHub's word is believed
  skylift.aws.iam_oidc_provider:
    name: token.actions.githubusercontent.com
    client_id_list: [sts.amazonaws.com]
  register: github

- name: The pipeline of the shop's main branch may deploy
  skylift.aws.iam_role:
    name: shop-prod-pipeline
    assume_role_policy_document:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Principal: {Federated: "{{ github.arn }}"}
          Action: sts:AssumeRoleWithWebIdentity
          Condition:
            StringEquals:
              token.actions.githubusercontent.com:aud: sts.amazonaws.com
              token.actions.githubusercontent.com:sub: repo:example/shop:ref:refs/heads/main
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: iam_oidc_provider.token.actions.githubusercontent.com
id:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
oidc_provider_name:
  description:
    - Its URL without the scheme.
  returned: when it exists
  type: str
  sample: token.actions.githubusercontent.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.iam import OidcProvider


def main():
    """Bring one resource to its declared state."""
    run(OidcProvider, DOCUMENTATION)


if __name__ == "__main__":
    main()
