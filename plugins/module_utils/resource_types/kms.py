# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Key Management Service: keys and their aliases."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Read,
    ResourceType,
    Switch,
    Tagging,
    Template,
)


class Key(ResourceType):
    """A key that encrypts other services' data."""

    name = "kms_key"
    service = "kms"
    identifier = "KeyId"
    found_by_tag = True
    read = Read("describe_key", items="KeyMetadata", params={"KeyId": "{arn}"}, missing=("NotFoundException",))
    create, result, delete = "create_key", "KeyMetadata", "schedule_key_deletion"
    delete_with = {"PendingWindowInDays": 30}
    attributes = {"id": "KeyId", "arn": "Arn"}
    found_at = {"xks_key_id": "XksKeyConfiguration.Id"}
    modifiers = frozenset({"bypass_policy_lockout_safety_check"})
    tagging = Tagging("tag_resource", target="KeyId", by="id", list="list_resource_tags")
    gone = {"KeyState": ("PendingDeletion", "PendingReplicaDeletion")}
    not_yet = (("MalformedPolicyDocumentException", "principal"),)
    holds_data = True
    aspects = (
        Switch("enable_key_rotation", on="enable_key_rotation", off="disable_key_rotation",
               read="get_key_rotation_status", found="KeyRotationEnabled"),
        Aspect("description", write="update_key_description", found="Description"),
        Aspect("policy", write="put_key_policy", read="get_key_policy", params={"PolicyName": "default"}),
    )  # fmt: skip


class Alias(ResourceType):
    """A key's name for people."""

    name = "kms_alias"
    service = "kms"
    identifier = "AliasName"
    read = Read("list_aliases", items="Aliases[]")
    create, update, delete = "create_alias", "update_alias", "delete_alias"
    same = {"target_key_id": "arn_or_id"}
    attributes = {"alias_name": "AliasName", "arn": Template("arn:{partition}:kms:{region}:{account}:{AliasName}")}


RESOURCE_TYPES = {facts.name: facts for facts in (Key, Alias)}
