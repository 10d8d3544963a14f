# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Container Registry: repositories."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging


class Repository(ResourceType):
    """A store of container images."""

    name = "ecr_repository"
    service = "ecr"
    identifier = "repositoryName"
    read = Read("describe_repositories", items="repositories[]")
    create, result, delete = "create_repository", "repository", "delete_repository"
    update = ("put_image_tag_mutability", "put_image_scanning_configuration")
    update_sends_all = True
    delete_with = {"force": True}
    attributes = {"id": "repositoryName", "arn": "repositoryArn", "repository_name": "repositoryName",
                  "repository_uri": "repositoryUri", "registry_id": "registryId"}  # fmt: skip
    tagging = Tagging("tag_resource", target="resourceArn", list="list_tags_for_resource", found="tags")
    not_yet = (("InvalidParameterException", "Principal not found"),
               ("InvalidParameterException", "Invalid repository policy provided"))  # fmt: skip
    holds_data = True
    aspects = (
        Aspect("lifecycle_policy_text", write="put_lifecycle_policy", read="get_lifecycle_policy",
               remove="delete_lifecycle_policy", missing=("LifecyclePolicyNotFoundException",)),
        Aspect("policy_text", write="set_repository_policy", read="get_repository_policy",
               remove="delete_repository_policy", missing=("RepositoryPolicyNotFoundException",)),
    )  # fmt: skip


RESOURCE_TYPES = {Repository.name: Repository}
