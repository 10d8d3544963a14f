# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Secrets Manager: secrets."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import passwords
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging


class Secret(ResourceType):
    """A secret that is made once and read by those who may."""

    name = "secretsmanager_secret"
    service = "secretsmanager"
    identifier = "Name"
    identity = {"SecretId": "ARN"}
    read = Read("list_secrets", items="SecretList[]", params={"IncludePlannedDeletion": True})
    create, update, delete, restore = "create_secret", "update_secret", "delete_secret", "restore_secret"
    token = "ClientRequestToken"
    delete_with = {"RecoveryWindowInDays": 30}
    attributes = {"secret_name": "Name", "arn": "ARN", "value": "SecretString", "generated_string": "GeneratedString"}
    secret_attributes = frozenset({"value", "generated_string"})
    secret = frozenset({"secret_string", "secret_binary"})
    modifiers = frozenset({"add_replica_regions", "force_overwrite_replica_secret", "cross_account_primary_arn"})
    same = {"kms_key_id": "arn_or_id"}
    extras = {
        "generate_secret_string": "secretsmanager.get_random_password",
        "secret_string_template": "dict",
        "generate_string_key": "str",
    }
    required_by = {
        "secret_string_template": ("generate_secret_string", "generate_string_key"),
        "generate_string_key": ("generate_secret_string", "secret_string_template"),
    }
    tagging = Tagging("tag_resource", target="SecretId")
    tags_at = "Tags"
    gone = {"DeletedDate && `true`": (True,)}
    not_yet = (("MalformedPolicyDocumentException", "principal"),)
    holds_data = True
    aspects = (
        Aspect("resource_policy", write="put_resource_policy", read="get_resource_policy", found="ResourcePolicy",
               remove="delete_resource_policy"),
    )  # fmt: skip
    calls = ("secretsmanager.get_secret_value",)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """CreateSecret takes a value or none; the one that is asked for is made here, once, and never again."""
        options = desired.options
        if options.get("generate_secret_string") is None or {"SecretId", "SecretString"} & set(params):
            return params
        password = passwords.generated(options["generate_secret_string"])
        value = passwords.put_into(options.get("secret_string_template"), options.get("generate_string_key"), password)
        return {**params, "SecretString": value}

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """ListSecrets never tells a value, and who only describes a secret may have no right to GetSecretValue."""
        if not {"secret_string", "generate_secret_string"} & set(desired.options):
            return item
        value = place.session.call("secretsmanager", "get_secret_value", {"SecretId": item["ARN"]}).get("SecretString")
        key = desired.options.get("generate_string_key")
        return {**item, "SecretString": value, "GeneratedString": passwords.taken_out(value, key)}


RESOURCE_TYPES = {Secret.name: Secret}
