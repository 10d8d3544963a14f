# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon CloudWatch Synthetics: canaries, scripts that use a site as its visitors do."""

from __future__ import annotations

import hashlib
import json

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Read,
    ResourceType,
    Switch,
    Tagging,
    Template,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

CODE, ENVIRONMENT = "skylift:code", "skylift:environment"
MARKED = {CODE: "code", ENVIRONMENT: "run_config.environment_variables"}


class Canary(ResourceType):
    """A script that runs on a schedule and tells whether all is well."""

    name = "synthetics_canary"
    service = "synthetics"
    identifier = "Name"
    read = Read("describe_canaries", items="Canaries[]", names="Names", at_once=5, missing=("ResourceNotFoundException",))
    create, result, delete = "create_canary", "Canary", "delete_canary"
    update = "update_canary"
    left_out = frozenset({"DryRunId", "VisualReference", "VisualReferences", "AddReplicaLocations", "RemoveReplicaLocations"})
    extras = {"source_folder": "folder"}
    modifiers = frozenset({"code", "resources_to_replicate_tags"})
    same = {"artifact_s3_location": "s3_uri"}
    attributes = {
        "id": "Name",
        "arn": Template("arn:{partition}:synthetics:{region}:{account}:canary:{name}"),
        "canary_name": "Name",
    }
    tagging = Tagging("tag_resource", "ResourceArn")
    tags_at = "Tags"
    settled = Wait(
        "Status.StateReasonCode == 'CREATE_FAILED' && 'CREATE_FAILED' || Status.State",
        until=("READY", "RUNNING", "STOPPED"),
        called="state",
        fails_on=("ERROR", "CREATE_FAILED"),
        stillborn=("CREATE_FAILED",),
        reason="Status.StateReason",
    )
    not_yet = (("ConflictException", ""), ("ValidationException", "cannot be assumed"))
    aspects = (
        Switch("running", on="start_canary", off="stop_canary",
               found="Status.State == 'RUNNING' || Status.State == 'STARTING'"),
    )  # fmt: skip
    calls = ("synthetics.get_canary",)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """Code without a bucket travels in the call, and AWS shows nothing of it again (GetCanary): tags tell it apart."""
        from ansible_collections.skylift.aws.plugins.module_utils.aws import archive

        folder = desired.options.get("source_folder")
        if folder and "Code" in params:
            params = {**params, "Code": {**params["Code"], "ZipFile": archive.zipped(folder)}}
        return {**params, "Tags": {**params["Tags"], **marks(desired)}} if "Tags" in params else params

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """What a script finds in its environment is never shown (GetCanary)."""
        declared = desired.options.get("run_config") or {}
        hidden = {"EnvironmentVariables": declared["environment_variables"]} if "environment_variables" in declared else {}
        return {**item, "RunConfig": {**(item.get("RunConfig") or {}), **hidden}}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """AWS tells neither a checksum of the code nor the environment (GetCanary)."""
        tags = item.get("Tags") or {}
        wanted = marks(desired).items()
        return [Difference(MARKED[tag], tags.get(tag), mark) for tag, mark in wanted if tags.get(tag) != mark]

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """The marks follow the code: UpdateCanary takes no tags."""
        wanted = marks(desired)
        if not wanted.items() <= (item.get("Tags") or {}).items():
            arn = Canary.attributes["arn"].format_map(place.context({"name": desired.name}))
            place.session.call("synthetics", "tag_resource", {"ResourceArn": arn, "Tags": wanted})

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """A canary that runs cannot be deleted, nor one that is still being stopped (DeleteCanary)."""
        now = place.session.call("synthetics", "get_canary", {"Name": item["Name"]})["Canary"]
        if now["Status"]["State"] == "RUNNING":
            place.session.call("synthetics", "stop_canary", {"Name": item["Name"]})


def marks(desired) -> dict[str, str]:
    """Return the tags that tell one state of the code, and of its environment, from another."""
    from ansible_collections.skylift.aws.plugins.module_utils.aws import archive

    folder, code = desired.options.get("source_folder"), desired.options.get("code")
    environment = (desired.options.get("run_config") or {}).get("environment_variables")
    parts = {CODE: code and [code, folder and archive.sha256_of(folder)], ENVIRONMENT: environment}
    return {tag: _mark(part) for tag, part in parts.items() if part}


def _mark(part: object) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True, default=str).encode()).hexdigest()[:32]


RESOURCE_TYPES = {Canary.name: Canary}
