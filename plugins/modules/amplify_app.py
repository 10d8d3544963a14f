#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site that Amplify builds from a repository and hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: amplify_app
short_description: A site that Amplify builds from a repository and hosts
version_added: 1.0.0
description:
  - Amplify gives an app an ID only, so it is found by its tags.
  - A job builds it, see M(skylift.aws.amplify_job); pushes do, too, where a branch says so. It has nothing to show
    before.
  - Without O(repository) it is for sites that are uploaded.
  - With the app go its branches, their builds and its domains.
author:
  - Skylift contributors (@skylift-aws)
options:
  description:
    description:
      - What it is for.
    type: str
  repository:
    description:
      - URL of the repository, such as https://github.com/example/shop.
    type: str
  access_token:
    description:
      - Token of GitHub that lets Amplify connect O(repository), with the right to administer its webhooks.
      - Amplify does not keep it and never shows it. It is sent when the app is made and when O(repository)
        changes, never compared.
    type: str
  oauth_token:
    description:
      - Token for a repository elsewhere (Bitbucket, CodeCommit), handled like O(access_token).
    type: str
  platform:
    description:
      - V(WEB) for static sites, V(WEB_COMPUTE) for those rendered on the server, V(WEB_DYNAMIC) for old ones of
        Next.js.
    type: str
    choices: [WEB, WEB_DYNAMIC, WEB_COMPUTE]
  iam_service_role_arn:
    description:
      - Role that builds use; it trusts C(amplify.amazonaws.com).
    type: str
  compute_role_arn:
    description:
      - Role of what is rendered on the server; it trusts C(amplify.amazonaws.com).
    type: str
  environment_variables:
    description:
      - Variables of the builds of all branches. What is not declared is taken away.
      - What a site for browsers is built with everybody can read, so no secrets in here.
    type: dict
  build_spec:
    description:
      - How it is built, as YAML. Without it the file amplify.yml in the repository tells.
    type: str
  custom_rules:
    description:
      - Redirects and rewrites in the order in which they are tried, each with C(source), C(target), C(status)
        (such as V(200), V(301), V(404-200)) and C(condition) (a country).
    type: list
    elements: dict
  custom_headers:
    description:
      - Headers of all answers, as YAML.
    type: str
  enable_branch_auto_build:
    description:
      - Whether branches that Amplify connects by itself are built on every push.
    type: bool
  enable_branch_auto_deletion:
    description:
      - Whether a branch goes when it is deleted in the repository.
    type: bool
  enable_basic_auth:
    description:
      - Whether a password is asked for.
    type: bool
  basic_auth_credentials:
    description:
      - C(user:password), encoded in Base64.
    type: str
  enable_auto_branch_creation:
    description:
      - Whether new branches of the repository are connected by themselves.
    type: bool
  auto_branch_creation_patterns:
    description:
      - Which branches these are, such as feature/*.
    type: list
    elements: str
  auto_branch_creation_config:
    description:
      - How they are set up, with C(stage), C(framework), C(enable_auto_build), C(environment_variables),
        C(build_spec), C(enable_basic_auth), C(basic_auth_credentials), C(enable_performance_mode),
        C(enable_pull_request_preview) and C(pull_request_environment_name).
    type: dict
  job_config:
    description:
      - C(build_compute_type) (C(STANDARD_8GB), C(LARGE_16GB), C(XLARGE_72GB)), the size of the machines that
        build it.
    type: dict
  cache_config:
    description:
      - C(type) (C(AMPLIFY_MANAGED), C(AMPLIFY_MANAGED_NO_COOKIES)), whether cookies tell cached answers apart.
    type: dict
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
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: amplify_app.shop
id:
  description:
    - ID of the app.
  returned: when it exists
  type: str
  sample: d2fkzy5r3p6x1q
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:amplify:us-east-1:123456789012:apps/d2fkzy5r3p6x1q
app_id:
  description:
    - Its ID, as other modules ask for it.
  returned: when it exists
  type: str
  sample: d2fkzy5r3p6x1q
default_domain:
  description:
    - Domain under which each branch has its name.
  returned: when it exists
  type: str
  sample: d2fkzy5r3p6x1q.amplifyapp.com
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.amplify import App


def main():
    """Bring one resource to its declared state."""
    run(App, DOCUMENTATION)


if __name__ == "__main__":
    main()
