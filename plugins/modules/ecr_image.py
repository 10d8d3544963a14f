#!/usr/bin/python
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A container image, built from a folder and pushed."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ecr_image
short_description: A container image, built from a folder and pushed
version_added: 1.1.0
description:
  - Builds an image with docker (BuildKit), podman or buildah, whichever is there, and pushes it to a repository of ECR.
  - The tag is made of the name and of checksums of the folder (without what C(.dockerignore) names), of the Dockerfile, and of
    O(build_args), O(target) and O(platform). What is in the repository under that tag is neither built nor pushed again; so
    the same sources give the same image on every machine, and what a service refers to changes only with them.
  - It is built beside the rest of the stack, while a database is being created for instance. Services refer to
    RV(image_uri), which names the image by its digest.
  - A base image that moves, such as C(FROM node:22), is no part of the checksums; name it by its digest, or by one of
    O(build_args).
  - The token of the registry goes to the input of the builder, and is kept in a folder of its own for as long as the push takes;
    the signing in of whoever runs this is neither used for the push nor changed.
  - A plan builds nothing. Where no builder is installed and one would be needed, the plan says so.
  - What was built under this name before stays in the repository, to go back to, until a lifecycle policy or O(state=absent)
    takes it away. An image carries no tags of AWS, so that one that is declared no more is no orphan that
    M(skylift.aws.stack) finds.
author:
  - Skylift contributors (@skylift-aws)
options:
  repository_name:
    description:
      - The repository that it is pushed to, C(repository_name) of C(ecr_repository).
    type: str
  context:
    description:
      - The full path of the folder that it is built from.
    type: path
  dockerfile:
    description:
      - The path of the Dockerfile, from O(context) on; V(Dockerfile) otherwise. Patterns in a file of the same name with
        C(.dockerignore) behind it go before those of C(.dockerignore).
    type: str
  platform:
    description:
      - The one system and processor that it is for, V(linux/arm64) for instance; V(linux/amd64) otherwise, whatever machine it is
        built on.
    type: str
  target:
    description:
      - The stage of the Dockerfile that is built; the last one otherwise.
    type: str
  build_args:
    description:
      - Values for C(ARG). They can be read in the image, and are no place for secrets.
    type: dict
  secrets:
    description:
      - Values for C(RUN --mount=type=secret,id=...), by their ids. They are in no layer and no log and on no command line, and
        another value is no reason to build it again.
    type: dict
  cache_from:
    description:
      - Where the builder looks for what it has done before, as its option C(--cache-from) takes it, which is images for docker
        and repositories, without a tag, for podman and buildah. It reads there as whoever runs this is signed in.
    type: list
    elements: str
  network:
    description:
      - The network of the steps of the build, V(host) or V(none); the builder's own otherwise.
    type: str
  fail_on_severity:
    description:
      - The severity of findings in the image, V(INFORMATIONAL), V(LOW), V(MEDIUM), V(HIGH) or V(CRITICAL), from which on
        nothing that refers to it is changed. The scan is waited for; findings about an image that was built before count, too.
    type: str
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
"""

EXAMPLES = r"""
- name: Images of the shop have a place
  skylift.aws.ecr_repository:
    name: shop
    image_tag_mutability: IMMUTABLE
    image_scanning_configuration: {scan_on_push: true}
  register: repository

- name: The API of the shop is built when it has changed
  skylift.aws.ecr_image:
    name: api
    repository_name: "{{ repository.repository_name }}"
    context: "{{ playbook_dir }}/files/image"
    build_args: {NODE_ENV: production}
    secrets: {licence_key: "{{ licence_key }}"}
    fail_on_severity: CRITICAL
  vars: {licence_key: comes from a vault}
  register: image

- name: The API runs in the image of this digest
  skylift.aws.ecs_task_definition:
    name: shop-api
    requires_compatibilities: [FARGATE]
    network_mode: awsvpc
    cpu: "256"
    memory: "512"
    execution_role_arn: arn:aws:iam::123456789012:role/shop-execution
    container_definitions:
      - name: api
        image: "{{ image.image_uri }}"
        port_mappings: [{container_port: 8080}]
"""

RETURN = r"""
address:
  description: The name of the resource in its stack.
  returned: always
  type: str
  sample: ecr_image.api
id:
  description:
    - The digest of the image.
  returned: when it exists
  type: str
  sample: sha256:4d5f9b3a2c1e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a
image_uri:
  description:
    - What services pull, with the digest.
  returned: when it exists
  type: str
  sample: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/api@sha256:4d5f9b3a2c1e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a
image_digest:
  description:
    - The digest of the image.
  returned: when it exists
  type: str
  sample: sha256:4d5f9b3a2c1e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a
image_tag:
  description:
    - Its tag, which tells what it was built from.
  returned: when it exists
  type: str
  sample: api-3c59dc048e885024-9a1158154dfa42ca-e4da3b7fbbce2345
"""

from ansible_collections.skylift.aws.plugins.module_utils.module import run
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.ecr import Image


def main():
    """Bring one resource to its declared state."""
    run(Image, DOCUMENTATION)


if __name__ == "__main__":
    main()
