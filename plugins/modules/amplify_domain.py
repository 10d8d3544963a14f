#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A domain of one's own for an Amplify app."""

from __future__ import annotations

DOCUMENTATION = r"""
module: amplify_domain
short_description: A domain of one's own for an Amplify app
version_added: 1.0.0
description:
  - The name of the resource is the domain. Amplify asks for a certificate, and wants a CNAME record to see that the
    domain is yours; it stays for as long as the domain is used.
  - It is ready for others to refer to when that record is known. It answers when the record exists, and the sub
    domains point at what C(dns_records) tells; Amplify knows that some minutes after the certificate was issued.
    Where the zone is in Route 53 of the same account Amplify writes the records itself.
  - It cannot be changed before it is verified. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  app_id:
    description:
      - ID of the app.
    type: str
  sub_domain_settings:
    description:
      - What leads where, each with C(prefix) (empty for the domain itself) and C(branch_name).
    type: list
    elements: dict
  certificate_settings:
    description:
      - C(type) (C(AMPLIFY_MANAGED), C(CUSTOM)) and C(custom_certificate_arn), an issued certificate of ACM in
        us-east-1.
    type: dict
  enable_auto_sub_domain:
    description:
      - Whether branches that are connected by themselves get sub domains.
    type: bool
  auto_sub_domain_creation_patterns:
    description:
      - Which branches these are.
    type: list
    elements: str
  auto_sub_domain_iam_role:
    description:
      - Role for making those.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The site of the shop
  skylift.aws.amplify_app:
    name: shop
    repository: https://github.com/example/shop
    access_token: ghp_from_your_vault
    platform: WEB
    environment_variables: {VITE_API_URL: "https://api.shop.example.com"}
    build_spec: |
      version: 1
      frontend:
        phases:
          preBuild: {commands: [npm ci]}
          build: {commands: [npm run build]}
        artifacts: {baseDirectory: dist, files: ["**/*"]}
        cache: {paths: [node_modules/**/*]}
    custom_rules:
      - source: '</^[^.]+$|\.(?!(css|gif|ico|jpg|js|json|map|png|svg|txt|ttf|webp|woff|woff2)$)([^.]+$)/>'
        target: /index.html
        status: "200"
  register: site

- name: The branch that people see
  skylift.aws.amplify_branch:
    name: shop-main
    app_id: "{{ site.id }}"
    branch_name: main
    stage: PRODUCTION
    enable_auto_build: false
  register: branch

- name: The name that people know
  skylift.aws.amplify_domain:
    name: shop.example.com
    app_id: "{{ site.id }}"
    sub_domain_settings:
      - {prefix: "", branch_name: "{{ branch.branch_name }}"}
      - {prefix: www, branch_name: "{{ branch.branch_name }}"}
  register: domain
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: amplify_domain.shop.example.com
arn:
  description:
    - ARN of the association.
  returned: when it exists
  type: str
  sample: arn:aws:amplify:us-east-1:123456789012:apps/d2fkzy5r3p6x1q/domains/shop.example.com
domain_name:
  description:
    - The domain.
  returned: when it exists
  type: str
  sample: shop.example.com
status:
  description:
    - How far it is, V(PENDING_VERIFICATION) until the record of the certificate is seen, V(AVAILABLE) in the end.
  returned: when it exists
  type: str
  sample: AVAILABLE
validation_name:
  description:
    - Name of the CNAME record that Amplify wants to see; nothing with a certificate of one's own.
  returned: when it exists
  type: str
  sample: _1a2b3c4d5e6f.shop.example.com.
validation_value:
  description:
    - Value of that record.
  returned: when it exists
  type: str
  sample: _1f6e5d4c3b2a.acm-validations.aws.
certificate_verification_dns_record:
  description:
    - Both in one line.
  returned: when it exists
  type: str
  sample: _1a2b3c4d5e6f.shop.example.com. CNAME _1f6e5d4c3b2a.acm-validations.aws.
dns_records:
  description:
    - The records of the sub domains, prefix first; C(<pending>) as long as Amplify does not know where they lead.
  returned: when it exists
  type: list
  elements: str
  sample: ["www CNAME d1a2b3c4d5e6f7.cloudfront.net"]
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.amplify import Domain


def main():
    """Bring one resource to its declared state."""
    run(Domain, DOCUMENTATION)


if __name__ == "__main__":
    main()
