#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the platform_project action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: platform_project
short_description: Stop or delete a project on the platform that is left
version_added: 1.1.0
description:
  - Works by the platform's own client, which must be installed. It is told the project by its id, so nothing else is touched.
  - The name of the project must be typed out in O(confirm), or the task fails.
author:
  - Skylift contributors (@skylift)
options:
  platform:
    description:
      - The platform. For V(railway) it is the client C(railway), 4.61 or newer.
    type: str
    choices: [railway]
    default: railway
  project:
    description:
      - Name or id of the project.
    type: str
    required: true
  state:
    description:
      - With V(stopped) what runs is removed; services, variables and volumes stay, and C(railway redeploy) brings each back.
      - With V(absent) it is deleted with all its data, which nobody can undo. What is gone already is fine.
    type: str
    choices: [stopped, absent]
    required: true
  confirm:
    description:
      - The O(project), typed out.
    type: str
  environment:
    description:
      - The environment that is stopped.
    type: str
    default: production
  services:
    description:
      - The services that are stopped, in this order; all of them when none are named.
    type: list
    elements: str
    default: []
  token:
    description:
      - The platform's token, for V(railway) one of the account or workspace. It is handed to the client in its environment
        only, C(RAILWAY_API_TOKEN), where it may stand already.
    type: str
extends_documentation_fragment:
  - skylift.aws.controller
attributes:
  check_mode:
    description: Tells the commands, without asking for O(confirm).
seealso:
  - module: skylift.aws.milestone
"""

EXAMPLES = r"""
- name: The old platform rests
  skylift.aws.platform_project:
    project: english-learning
    state: stopped
    confirm: "{{ confirm_stop }}"
"""

RETURN = r"""
project:
  description: The project as it was found, none if there is none.
  returned: success
  type: dict
  sample: {id: 1f0c, name: english-learning, services: [web, Postgres], environments: [production]}
commands:
  description: What the platform's client was told, or would be.
  returned: success
  type: list
  elements: str
  sample: [railway delete --project 1f0c --yes --json]
"""
