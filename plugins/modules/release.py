#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the release action, which runs on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: release
short_description: Keep on record what a stack has shipped
version_added: 1.1.0
description:
  - Keeps a release in the SSM Parameter Store, as C(/skylift/<stack>/releases/<id>) - what was shipped, from which commit,
    by whom, when, and with what result. The last 20 are kept.
  - What ships the same as the last release, and went as well, is that release.
author:
  - Skylift contributors (@skylift)
options:
  state:
    description:
      - V(absent) takes all releases of the stack off the record.
    type: str
    choices: [present, absent]
    default: present
  variables:
    description:
      - The variables of the playbooks that ship it again, such as C(container_service_image).
    type: dict
    default: {}
  resources:
    description:
      - What M(skylift.aws.stack) returned as RV(skylift.aws.stack#module:resources). What of it carries the application is
        kept along, as digests of images, revisions of task definitions, and versions of functions.
    type: dict
    default: {}
  result:
    description:
      - V(good), or what went wrong.
    type: str
    default: good
  instead_of:
    description:
      - The id of a release that was good, if this one is not and gives way to it. Revisions of task definitions that only
        this one has registered are deregistered, so that their families mean those of the good one again.
    type: str
    default: ""
  commit:
    description:
      - The commit. Otherwise what GitHub, GitLab or CodeBuild tell of it in the environment, or the one of the inventory's
        repository.
    type: str
    default: ""
  of:
    description:
      - The id of the release that was gone back to.
    type: str
    default: ""
extends_documentation_fragment:
  - skylift.aws.connection
  - skylift.aws.controller
  - skylift.aws.record
  - skylift.aws.stack_name
seealso:
  - module: skylift.aws.stack
"""

EXAMPLES = r"""
- name: The stack is as declared
  skylift.aws.stack:
    stack: shop-prod
    outputs:
      container_service_image: "{{ image.image_uri }}"
  register: shop

- name: What was shipped is on record
  skylift.aws.release:
    stack: shop-prod
    variables: "{{ shop.outputs }}"
    resources: "{{ shop.resources }}"
"""

RETURN = r"""
release:
  description: The release as it is kept.
  returned: success
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
