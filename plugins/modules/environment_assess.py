#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the environment_assess action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: environment_assess
short_description: Tell which variables and schedules of an application have to be carried to AWS
version_added: 1.1.0
description:
  - Holds the names of environment variables of a project on its platform, or in a dotenv file, against those that the
    application is given on AWS; and tells what runs by the clock.
  - Names only are compared and returned. A platform is not even asked for values; those in a file are forgotten as it is read.
author:
  - Skylift contributors (@skylift)
options:
  platform:
    description:
      - The platform that O(project) is on. For V(railway) it is the client C(railway), 5.28 or newer.
    type: str
    choices: [railway]
    default: railway
  project:
    description:
      - Name or id of a project on the platform. Either this or O(file) is given.
    type: str
  environment:
    description:
      - The environment of the project that is looked at.
    type: str
    default: production
  services:
    description:
      - The services of the project that are looked at; all but those that run the image of a database when none are named.
    type: list
    elements: str
    default: []
  token:
    description:
      - The platform's token, for V(railway) one of the account or workspace. It is handed to the client in its environment
        only, C(RAILWAY_API_TOKEN), where it may stand already.
    type: str
  file:
    description:
      - A dotenv file with the variables of the application, for hosts that are no O(platform), such as what
        C(vercel env pull --environment=production), C(heroku config --shell) or a server has. Ansible Vault may encrypt it.
      - A value that is empty or C([SENSITIVE]) counts as one that nobody can read.
    type: path
  provided:
    description:
      - Names of the variables and secrets that the application is given on AWS.
    type: list
    elements: str
    required: true
  given_up:
    description:
      - Names of variables that nothing on AWS needs any more.
    type: list
    elements: str
    default: []
  scheduled_jobs:
    description:
      - What is to run by the clock on AWS, in words.
    type: list
    elements: str
    default: []
extends_documentation_fragment:
  - skylift.aws.controller
seealso:
  - module: skylift.aws.platform_project
"""

EXAMPLES = r"""
- name: What the application is given on Railway is held against what AWS gives it
  skylift.aws.environment_assess:
    project: english-learning
    provided: "{{ [*container_service_environment, *container_service_secrets] }}"
    given_up: [PORT]
  register: environment

- name: The same for an application on Vercel
  skylift.aws.environment_assess:
    file: .env.production
    provided: [DATABASE_URL, NODE_ENV]
"""

RETURN = r"""
assessment:
  description: What was found.
  returned: success
  type: dict
  contains:
    carried:
      description: Names of what AWS gives to the application, too.
      type: list
      elements: str
      returned: always
    missing:
      description: Names of what it would lack on AWS.
      type: list
      elements: str
      returned: always
    unreadable:
      description: Names of what nobody can read on the platform, so that the values must come from elsewhere.
      type: list
      elements: str
      returned: always
    schedules:
      description: Services that run by the clock, each with its schedule.
      type: list
      elements: dict
      returned: always
    findings:
      description: What is to be done about it, in sentences.
      type: list
      elements: str
      returned: always
  sample:
    carried: [DATABASE_URL, NODE_ENV]
    missing: [SENTRY_DSN]
    unreadable: [JWT_SECRET]
    schedules: [{service: homework, schedule: "0 8 * * 1"}]
    findings:
      - "web: would lack SENTRY_DSN on AWS: give it to it there"
"""
