#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the release_info action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: release_info
short_description: Tell what a stack has shipped so far
version_added: 1.1.0
description:
  - Tells the releases that M(skylift.aws.release) keeps, the latest first, and whether a run has shipped something else.
author:
  - Skylift contributors (@skylift)
options:
  to:
    description:
      - A release that is wanted, by its id. V(last_good) is the latest that was good, V(previous) the good one before that
        which shipped something else.
      - Fails if there is none, or if it keeps nothing that could be shipped again.
    type: str
    default: ""
  variables:
    description:
      - The variables of a release that may follow, as M(skylift.aws.release) would keep them.
    type: dict
    default: {}
  resources:
    description:
      - What M(skylift.aws.stack) returned as RV(skylift.aws.stack#module:resources).
    type: dict
    default: {}
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.stack_name
seealso:
  - module: skylift.aws.stack
"""

EXAMPLES = r"""
- name: What was there before is known
  skylift.aws.release_info:
    stack: shop-prod
    to: previous
  register: history

- name: It is shown
  ansible.builtin.debug:
    msg: "{{ history.lines }}"
"""

RETURN = r"""
ships:
  description:
    - Whether O(variables), or what carries the application in O(resources), are other than in the last good release.
      V(false) before there is one.
  returned: success
  type: bool
releases:
  description: All releases that are kept, the latest first, each as RV(release).
  returned: success
  type: list
  elements: dict
lines:
  description: The releases in lines for people.
  returned: success
  type: list
  elements: str
release:
  description: The release that is wanted.
  returned: with O(to)
  type: dict
  sample:
    id: 20261121T174306-512Z
    when: "2026-11-21T17:43:06+00:00"
    who: arn:aws:sts::123456789012:assumed-role/deploy/maria
    commit: 3f2a9c1d8e7b6a5c4d3e2f1a0b9c8d7e6f5a4b3c
    result: good
    variables: {container_service_image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:4d5f9b3a"}
    shipped: {ecs_task_definition.shop-api: "arn:aws:ecs:eu-west-1:123456789012:task-definition/shop-api:7"}
    of: ""
"""
