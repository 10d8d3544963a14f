#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A branch of a repository that Amplify builds and shows."""

from __future__ import annotations

DOCUMENTATION = r"""
module: amplify_branch
short_description: A branch of a repository that Amplify builds and shows
version_added: 1.0.0
description:
  - It belongs to an M(skylift.aws.amplify_app), and answers at an address of its own after its first build.
  - The name of the resource is free, for many apps have a branch V(main).
author:
  - Skylift contributors (@skylift-aws)
options:
  app_id:
    description:
      - ID of the app.
    type: str
  branch_name:
    description:
      - Name of the branch in the repository.
    type: str
  description:
    description:
      - What it is for.
    type: str
  display_name:
    description:
      - Its part of the address; the name of the branch otherwise.
    type: str
  stage:
    description:
      - What it serves for; V(PRODUCTION) shows it first in the console.
    type: str
    choices: [PRODUCTION, BETA, DEVELOPMENT, EXPERIMENTAL, PULL_REQUEST]
  framework:
    description:
      - Framework of the site, such as V(React).
    type: str
  enable_auto_build:
    description:
      - Whether every push is built and shown. AWS says yes if nothing is said.
    type: bool
  enable_notification:
    description:
      - Whether mails tell of builds.
    type: bool
  enable_skew_protection:
    description:
      - Whether pages opened before a release get on with files of that time.
    type: bool
  environment_variables:
    description:
      - Variables of its builds, beside those of the app. What is not declared is taken away.
    type: dict
  enable_basic_auth:
    description:
      - Whether a password is asked for.
    type: bool
  basic_auth_credentials:
    description:
      - C(user:password), encoded in Base64.
    type: str
  enable_performance_mode:
    description:
      - Whether pages are kept longer at the edge, which delays what changes.
    type: bool
  build_spec:
    description:
      - How it is built, as YAML, where that differs from the app.
    type: str
  ttl:
    description:
      - How long pages are kept, in seconds.
    type: str
  enable_pull_request_preview:
    description:
      - Whether pull requests into it are shown.
    type: bool
  pull_request_environment_name:
    description:
      - Backend environment of those.
    type: str
  backend_environment_arn:
    description:
      - ARN of a backend environment of the first generation.
    type: str
  backend:
    description:
      - C(stack_arn), the CloudFormation stack of a backend of the second generation.
    type: dict
  compute_role_arn:
    description:
      - Role of what is rendered on the server, where that differs from the app.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - skylift.aws.tags
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: amplify_branch.shop-main
id:
  description:
    - Name of the branch.
  returned: when it exists
  type: str
  sample: main
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:amplify:us-east-1:123456789012:apps/d2fkzy5r3p6x1q/branches/main
branch_name:
  description:
    - Its name, as other modules ask for it.
  returned: when it exists
  type: str
  sample: main
url:
  description:
    - Where it answers.
  returned: when it exists
  type: str
  sample: https://main.d2fkzy5r3p6x1q.amplifyapp.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.amplify import Branch


def main():
    """Bring one resource to its declared state."""
    run(Branch, DOCUMENTATION)


if __name__ == "__main__":
    main()
