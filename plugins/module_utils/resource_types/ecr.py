# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Container Registry: repositories, and who may use them."""

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


class RepositoryPolicy(ResourceType):
    """Who may do what with a repository, apart from the repository, so that it may name who is made later than that."""

    name = "ecr_repository_policy"
    service = "ecr"
    identifier = "repositoryName"
    match = {"repository_name": "repositoryName"}
    read = Read("get_repository_policy", items="@", params={"repositoryName": "{repository_name}"}, sole=True,
                missing=("RepositoryPolicyNotFoundException", "RepositoryNotFoundException"))  # fmt: skip
    create = update = "set_repository_policy"
    delete = "delete_repository_policy"
    part_of = "ecr_repository.{repositoryName}"
    left_out = frozenset({"registryId", "force"})
    attributes = {"id": "repositoryName", "repository_name": "repositoryName"}
    not_yet = (*Repository.not_yet, ("RepositoryNotFoundException", ""))


RESOURCE_TYPES = {facts.name: facts for facts in (Repository, RepositoryPolicy)}
