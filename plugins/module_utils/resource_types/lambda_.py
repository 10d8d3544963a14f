# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Lambda: functions, who may call them, and what becomes of calls that fail."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference


class Function(ResourceType):
    """Code that runs when it is called."""

    name = "lambda_function"
    service = "lambda"
    identifier = "FunctionName"
    read = Read(
        "get_function",
        items="merge(Configuration, {Code: Code, Tags: Tags, Concurrency: Concurrency})",
        params={"FunctionName": "{name}"},
        missing=("ResourceNotFoundException",),
    )
    create, delete = "create_function", "delete_function"
    update = ("update_function_code", "update_function_configuration")
    update_with = {"DryRun": False}
    left_out = frozenset({"ZipFile", "S3Bucket", "S3Key", "S3ObjectVersion", "S3ObjectStorageMode", "ImageUri",
                          "SourceKMSKeyArn", "RevisionId", "Publish", "PublishTo"})  # fmt: skip
    attributes = {"id": "FunctionName", "arn": "FunctionArn", "function_name": "FunctionName", "code_sha256": "CodeSha256"}
    shown = ("runtime",)
    found_at = {"layers": "Layers[].Arn", "image_config": "ImageConfigResponse.ImageConfig"}
    ordered = frozenset({"layers", "image_config.entry_point", "image_config.command"})
    whole = frozenset({"environment.variables"})
    modifiers = frozenset({"code"})
    extras = {"source_folder": "folder", "code_sha256": "str"}
    extras_go_to = dict.fromkeys(("source_folder", "code_sha256", "code"), ("update_function_code",))
    stands_in = {"code": ("source_folder",)}
    tags_at = "Tags"
    tagging = Tagging("tag_resource", target="Resource")
    settled = Wait(
        "(State == 'Active' || State == 'Inactive') && LastUpdateStatus || State",
        until=("Successful",),
        called="state",
        fails_on=("Failed",),
        reason="LastUpdateStatusReason || StateReason",
    )
    not_yet = (
        ("InvalidParameterValueException", "cannot be assumed by Lambda"),
        ("InvalidParameterValueException", "does not have permissions to call"),
        ("InvalidParameterValueException", "KMS key is invalid for CreateGrant"),
        ("ResourceConflictException", "update is in progress"),
        ("ResourceConflictException", "in the following state: Pending"),
    )
    aspects = (
        Aspect("reserved_concurrent_executions", write="put_function_concurrency",
               found="Concurrency.ReservedConcurrentExecutions"),
        Aspect("code_signing_config_arn", write="put_function_code_signing_config", read="get_function_code_signing_config",
               remove="delete_function_code_signing_config"),
    )  # fmt: skip

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """The code is a member of CreateFunction, and flat in UpdateFunctionCode, the only one that has DryRun."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws import archive, options

        folder = desired.options.get("source_folder")
        code = {"ZipFile": archive.zipped(folder)} if folder else options.options_of(Function).to_api(desired).get("code", {})
        if "DryRun" in params:
            return {**params, **code}
        return {**params, "Code": code} if "Tags" in params else params

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """Of the code Lambda tells a checksum, and where an image is (GetFunction)."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws import archive

        folder, code = desired.options.get("source_folder"), desired.options.get("code")
        sums = {"source_folder": folder and archive.sha256_of(folder), "code_sha256": desired.options.get("code_sha256")}
        wanted = {option: (item["CodeSha256"], checksum) for option, checksum in sums.items()}
        if isinstance(code, dict):
            wanted["code.image_uri"] = item["Code"].get("ImageUri"), code.get("image_uri")
        return [
            Difference(option, have, want, replaces=False)
            for option, (have, want) in wanted.items()
            if want is not None and want != have
        ]


class Permission(ResourceType):
    """The leave for a service or an account to call a function."""

    name = "lambda_permission"
    service = "lambda"
    identifier = "StatementId"
    match = {"name": "Sid"}
    given = {"StatementId": "{name}"}
    identity = {"StatementId": "Sid", "FunctionName": "Resource"}
    read = Read("get_policy", items="Policy.Statement[]", document="Policy", params={"FunctionName": "{function_name}"},
                missing=("ResourceNotFoundException",))  # fmt: skip
    create, result, delete = "add_permission", "{Sid: 'made'}", "remove_permission"
    left_out = frozenset({"RevisionId", "Qualifier"})
    attributes = {"id": "Sid", "statement_id": "Sid"}
    found_at = {
        "principal": "Principal.Service || Principal.AWS || Principal",
        "source_arn": 'Condition.ArnLike."AWS:SourceArn"',
        "source_account": 'Condition.StringEquals."AWS:SourceAccount"',
        "event_source_token": 'Condition.StringEquals."lambda:EventSourceToken"',
        "function_url_auth_type": 'Condition.StringEquals."lambda:FunctionUrlAuthType"',
        "invoked_via_function_url": 'Condition.Bool."lambda:InvokedViaFunctionUrl"',
        "principal_org_id": 'Condition.StringEquals."aws:PrincipalOrgID"',
    }
    modifiers = frozenset({"function_name"})
    same = {"principal": "account_in_arn"}


class EventInvokeConfig(ResourceType):
    """What becomes of asynchronous calls of a function: how often they are tried again, and where they go in the end."""

    name = "lambda_event_invoke_config"
    service = "lambda"
    identifier = "FunctionArn"
    match = {"function_name": "FunctionArn"}
    identity = {"FunctionName": "FunctionArn"}
    read = Read("get_function_event_invoke_config", items="@", params={"FunctionName": "{function_name}"}, sole=True,
                missing=("ResourceNotFoundException",))  # fmt: skip
    create, delete = "put_function_event_invoke_config", "delete_function_event_invoke_config"
    update = "update_function_event_invoke_config"
    left_out = frozenset({"Qualifier"})
    attributes = {"function_arn": "FunctionArn"}
    modifiers = frozenset({"function_name"})
    not_yet = (("InvalidParameterValueException", "does not have permissions to call"),)


RESOURCE_TYPES = {facts.name: facts for facts in (Function, Permission, EventInvokeConfig)}
