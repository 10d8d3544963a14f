#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release of a branch of an Amplify app."""

from __future__ import annotations

DOCUMENTATION = r"""
module: amplify_job
short_description: A release of a branch of an Amplify app
version_added: 1.0.0
description:
  - It builds a commit and shows the outcome. It is ready when Amplify says so; when a step fails, the task fails
    with that step and the address of its log, and the branch shows what it showed before.
  - A release is there while no other job of the branch came after it, so an older commit is brought back by
    declaring it again. A job that failed or was cancelled is replaced by the next run.
  - When it is declared absent, Amplify forgets the job; what it has shown stays.
  - The name of the resource is free. AWS keeps no tags for it.
author:
  - Skylift contributors (@skylift-aws)
options:
  app_id:
    description:
      - ID of the app.
    type: str
  branch_name:
    description:
      - Name of the branch.
    type: str
  commit_id:
    description:
      - The commit. Without it the head of the branch is built once, and any later job will do.
    type: str
  commit_message:
    description:
      - Its message, for the list of jobs. Sent, never compared.
    type: str
  job_reason:
    description:
      - Why it is released. Sent, never compared.
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

- name: The release
  skylift.aws.amplify_job:
    name: shop-main
    app_id: "{{ site.id }}"
    branch_name: "{{ branch.branch_name }}"
    commit_id: 1f0c9d2e7b6a5948372615f4e3d2c1b0a9f8e7d6
    job_reason: Release 1.4.0
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: amplify_job.shop-main
id:
  description:
    - Number of the job.
  returned: when it exists
  type: str
  sample: "17"
arn:
  description:
    - Its ARN.
  returned: when it exists
  type: str
  sample: arn:aws:amplify:us-east-1:123456789012:apps/d2fkzy5r3p6x1q/branches/main/jobs/0000000017
job_id:
  description:
    - Its number.
  returned: when it exists
  type: str
  sample: "17"
commit_id:
  description:
    - The commit that was built.
  returned: when it exists
  type: str
  sample: 1f0c9d2e7b6a5948372615f4e3d2c1b0a9f8e7d6
status:
  description:
    - How it ended.
  returned: when it exists
  type: str
  sample: SUCCEED
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.amplify import Job


def main():
    """Bring one resource to its declared state."""
    run(Job, DOCUMENTATION)


if __name__ == "__main__":
    main()
