#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a site, deployed to a branch of Amplify."""

from __future__ import annotations

DOCUMENTATION = r"""
module: amplify_deployment
short_description: The files of a site, deployed to a branch of Amplify
version_added: 1.1.0
description:
  - Packs a folder and deploys it to a branch of an app that is connected to no repository, if it is not what was deployed
    before. The deployment is waited for.
  - A tag of the branch, C(skylift:deployment), tells what was deployed. When somebody has deployed something else meanwhile,
    it is deployed again.
  - With O(build_command) the folder is built first, if its sources have changed.
  - It goes with the branch. O(state=absent) only forgets it.
author:
  - Skylift contributors (@skylift-aws)
options:
  app_id:
    description:
      - The app.
    type: str
  branch_name:
    description:
      - The branch.
    type: str
  folder:
    description:
      - The full path of the folder with the files of the site.
    type: path
  index_document:
    description:
      - The page without which it would be no site, V(index.html) otherwise.
    type: str
  build_command:
    description:
      - The command that writes O(folder), run by a shell if O(build_folder), the command itself or its environment have changed.
    type: str
  build_folder:
    description:
      - The full path of the folder that the command runs in, the one above O(folder) otherwise. All that is in it counts as
        sources, but for O(folder), C(node_modules), and folders whose names begin with a dot.
    type: path
  build_environment:
    description:
      - Variables of the command, beside those of whoever runs this. They end up in files that everybody may read, and are no
        place for secrets.
    type: dict
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: The shop has an app without a repository
  skylift.aws.amplify_app:
    name: shop
  register: app

- name: It is shown on a branch
  skylift.aws.amplify_branch:
    name: shop-main
    app_id: "{{ app.app_id }}"
    branch_name: main
  register: branch

- name: The site is deployed when it has changed
  skylift.aws.amplify_deployment:
    name: shop
    app_id: "{{ app.app_id }}"
    branch_name: "{{ branch.branch_name }}"
    folder: "{{ playbook_dir }}/files/site/dist"
    build_command: npm ci && npm run build
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: amplify_deployment.shop
id:
  description:
    - The number of the job that deployed it.
  returned: when it exists
  type: str
  sample: "7"
job_id:
  description:
    - The number of the job that deployed it.
  returned: when it exists
  type: str
  sample: "7"
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.amplify import Deployment


def main():
    """Bring one resource to its declared state."""
    run(Deployment, DOCUMENTATION)


if __name__ == "__main__":
    main()
