# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Elastic Container Registry: repositories, who may use them, and the images in them."""

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


class Image(ResourceType):
    """An image that is built from a folder and pushed, unless one of the same content is there."""

    name = "ecr_image"
    service = "ecr"
    extras = {
        "repository_name": "str",
        "context": "folder",
        "dockerfile": "str",
        "platform": "str",
        "target": "str",
        "build_args": "dict",
        "secrets": "dict",
        "cache_from": "list",
        "network": "str",
        "fail_on_severity": "str",
    }
    secret = frozenset({"secrets"})
    attributes = {"id": "id", "image_uri": "image_uri", "image_digest": "image_digest", "image_tag": "image_tag"}
    shipped = "image_digest"
    renewed = frozenset(attributes)
    calls = (
        "ecr.describe_repositories", "ecr.describe_images", "ecr.describe_image_scan_findings", "ecr.start_image_scan",
        "ecr.batch_delete_image", "ecr.get_authorization_token", "ecr.batch_check_layer_availability",
        "ecr.batch_get_image", "ecr.initiate_layer_upload", "ecr.upload_layer_part", "ecr.complete_layer_upload",
        "ecr.put_image",
    )  # fmt: skip

    @staticmethod
    def lifecycle():
        """ECR is spoken to by AWS's API, and is given images by that of registries, which builders speak."""
        from ansible_collections.skylift.aws.plugins.module_utils.images.lifecycle import Lifecycle

        return Lifecycle


RESOURCE_TYPES = {facts.name: facts for facts in (Repository, RepositoryPolicy, Image)}
