# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Lambda: functions, who may call them, and what becomes of calls that fail."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

INTERFACE_SECONDS = 45 * 60
"""How long Lambda may take to remove the network interfaces of functions that are gone."""


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
    attributes = {"id": "FunctionName", "arn": "FunctionArn", "function_name": "FunctionName", "code_sha256": "CodeSha256",
                  "revision_id": "RevisionId"}  # fmt: skip
    shipped = "code_sha256"
    renewed = frozenset({"revision_id"})
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

    calls = ("ec2.describe_network_interfaces", "lambda.list_functions")

    @staticmethod
    def after_delete(place, item: dict, report) -> None:
        """Its network interfaces go later, by the rights of its role (Lambda Developer Guide, Hyperplane ENIs)."""
        if (item.get("VpcConfig") or {}).get("SubnetIds"):
            report("waiting for its network interfaces to go")
            place.until(lambda: None if _keeps_interfaces(place, item) else True, INTERFACE_SECONDS)

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
        compared = _code_of(desired.options, item).items()
        return [Difference(option, have, want) for option, (have, want) in compared if want is not None and want != have]


def _code_of(options: dict, item: dict) -> dict[str, tuple]:
    """What AWS has of the code and what is declared, by option."""
    from ansible_collections.skylift.aws.plugins.module_utils.aws import archive

    folder, code = options.get("source_folder"), options.get("code")
    sums = {"source_folder": folder and archive.sha256_of(folder), "code_sha256": options.get("code_sha256")}
    wanted = {option: (item["CodeSha256"], checksum) for option, checksum in sums.items()}
    if isinstance(code, dict):
        wanted["code.image_uri"] = item["Code"].get("ImageUri"), code.get("image_uri")
    return wanted


def _keeps_interfaces(place, item: dict) -> bool:
    """Whether interfaces are there that were made for a function, and that no other function shares."""
    network = item["VpcConfig"]
    pages = place.session.pages("lambda", "list_functions", {})
    others = [function.get("VpcConfig") or {} for page in pages for function in page["Functions"]]
    if any(set(other.get("SecurityGroupIds", [])) == set(network["SecurityGroupIds"]) for other in others):
        return False
    in_subnets = [{"Name": "subnet-id", "Values": network["SubnetIds"]}]
    pages = place.session.pages("ec2", "describe_network_interfaces", {"Filters": in_subnets})
    told = [each.get("Description", "") for page in pages for each in page["NetworkInterfaces"]]
    return any(each.startswith(f"AWS Lambda VPC ENI-{item['FunctionName']}-") for each in told)


class Package(ResourceType):
    """The code of a function with its dependencies, as a zip file in a bucket."""

    name = "lambda_package"
    service = "s3"
    extras = {"s3_bucket": "str", "source_folder": "folder", "runtime": "str", "architecture": "str"}
    attributes = {"id": "id", "s3_bucket": "s3_bucket", "s3_key": "s3_key", "code_sha256": "code_sha256"}
    renewed = frozenset({"id", "s3_key", "code_sha256"})
    calls = ("s3.list_objects_v2", "s3.head_object", "s3.put_object", "s3.delete_object")

    @staticmethod
    def lifecycle():
        """Lambda does not tell which object of S3 a function's code came from; the key tells what that was made of."""
        from ansible_collections.skylift.aws.plugins.module_utils.packages.lifecycle import Lifecycle

        return Lifecycle


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


# What a version takes along from its function, and what of it AWS tells differently of the two.
PUBLISHED = ("CodeSha256", "Role", "Handler", "Runtime", "Timeout", "MemorySize", "Environment", "VpcConfig", "KMSKeyArn",
             "DeadLetterConfig", "TracingConfig", "Layers", "FileSystemConfigs", "ImageConfigResponse", "Architectures",
             "EphemeralStorage", "LoggingConfig")  # fmt: skip


class Version(ResourceType):
    """A function as it was when it was published: code and settings for good, under a number.

    Nothing of it can be changed: every update publishes the next one.
    """

    name = "lambda_version"
    service = "lambda"
    identifier = "Version"
    match = {"function_name": "FunctionName"}
    identity = {"FunctionName": "FunctionName", "Qualifier": "Version"}
    read = Read("list_versions_by_function", items="Versions[]", params={"FunctionName": "{function_name}"},
                missing=("ResourceNotFoundException",),
                then=Read("get_function_configuration", items="@",
                          params={"FunctionName": "{FunctionName}", "Qualifier": "{Version}"}))  # fmt: skip
    create, update, delete = "publish_version", "publish_version", "delete_function"
    update_sends_all = True
    left_out = frozenset({"CodeSha256", "RevisionId", "PublishTo"})
    attributes = {"id": "Version", "arn": "FunctionArn", "version": "Version"}
    shipped = "version"
    renewed = frozenset(attributes)
    modifiers = frozenset({"function_name", "description"})
    extras = {"revision_id": "str", "versions_to_keep": "count"}
    extras_go_to = {"revision_id": ("publish_version",)}
    calls = ("lambda.list_aliases",)
    settled = Wait("State", until=("Active", "Inactive"), fails_on=("Failed",), called="state", reason="StateReason")
    not_yet = (("ResourceConflictException", "update is in progress"),
               ("ResourceConflictException", "in the following state: Pending"))  # fmt: skip
    in_use = ("ResourceConflictException",)

    @staticmethod
    def pick(place, desired, present: list[dict]) -> dict | None:
        """The latest version, and which revision of the function it is, if it is that of today (ListVersionsByFunction)."""
        head = next((each for each in present if each["Version"] == "$LATEST"), {})
        latest = max((each for each in present if each is not head), key=lambda each: int(each["Version"]), default=None)
        if latest is None:
            return None
        is_today = all(latest.get(member) == head.get(member) for member in PUBLISHED)
        return {**latest, "RevisionPublished": head.get("RevisionId") if is_today else "an older one"}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """A function that was changed since is published again."""
        want, have = desired.options.get("revision_id"), item.get("RevisionPublished")
        return [] if want in (None, have) else [Difference("revision_id", have, want)]

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """Versions stay until they are deleted, and their code counts against the account's 75 GB (Lambda quotas)."""
        kept = desired.options.get("versions_to_keep")
        if kept:
            _delete_versions(place, item["FunctionName"], _other_versions(place, item)[: -(kept - 1) or None])

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """The latest version stands for all of them."""
        _delete_versions(place, item["FunctionName"], _other_versions(place, item))


def _other_versions(place, item: dict) -> list[str]:
    """The numbers of all other versions that no alias leads to, which Lambda would not delete, the oldest first."""
    of_function = {"FunctionName": item["FunctionName"]}
    pages = place.session.pages("lambda", "list_aliases", of_function)
    aliases = [alias for page in pages for alias in page["Aliases"]]
    led_to = {number for alias in aliases for number in alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})}
    kept = {"$LATEST", item["Version"], *led_to, *(alias["FunctionVersion"] for alias in aliases)}
    pages = place.session.pages("lambda", "list_versions_by_function", of_function)
    numbers = {version["Version"] for page in pages for version in page["Versions"]} - kept
    return sorted(numbers, key=int)


def _delete_versions(place, function: str, numbers: list[str]) -> None:
    for number in numbers:
        place.session.call("lambda", "delete_function", {"FunctionName": function, "Qualifier": number})


class Alias(ResourceType):
    """A name for a version of a function, which can be moved to another one at once or by and by."""

    name = "lambda_alias"
    service = "lambda"
    identifier = "Name"
    match = {"alias_name": "Name"}
    identity = {"FunctionName": "FunctionName", "Name": "Name", "Qualifier": "Name"}
    read = Read("list_aliases", items="Aliases[]", params={"FunctionName": "{function_name}"}, kept=("FunctionName",),
                missing=("ResourceNotFoundException",))  # fmt: skip
    create, update, delete = "create_alias", "update_alias", "delete_alias"
    renamed = {"name": "alias_name"}
    left_out = frozenset({"RevisionId"})
    immutable = frozenset({"function_name", "alias_name"})
    attributes = {"id": "Name", "arn": "AliasArn", "alias_name": "Name"}
    whole = frozenset({"routing_config.additional_version_weights"})
    aspects = (
        Aspect("provisioned_concurrent_executions", write="put_provisioned_concurrency_config",
               read="get_provisioned_concurrency_config", found="RequestedProvisionedConcurrentExecutions",
               remove="delete_provisioned_concurrency_config",
               missing=("ProvisionedConcurrencyConfigNotFoundException",)),
    )  # fmt: skip


RESOURCE_TYPES = {facts.name: facts for facts in (Function, Package, Permission, EventInvokeConfig, Version, Alias)}
