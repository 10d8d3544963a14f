# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Systems Manager: parameters."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws import passwords
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import STACK_TAG
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret


class Parameter(ResourceType):
    """A setting or a secret that applications read by its name."""

    name = "ssm_parameter"
    service = "ssm"
    identifier = "Name"
    read = Read(
        "get_parameters",
        items="Parameters[]",
        names="Names",
        at_once=10,
        params={"WithDecryption": True},
    )
    create, update, delete = "put_parameter", "put_parameter", "delete_parameter"
    update_with = {"Overwrite": True}
    update_sends_all = True
    attributes = {"parameter_name": "Name", "arn": "ARN", "value": "Value", "version": "Version"}
    secret_attributes = frozenset({"value"})
    secret = frozenset({"value"})
    public_if = {"type": ("String", "StringList")}
    tagging = Tagging("add_tags_to_resource", "ResourceId", by="parameter_name", list="list_tags_for_resource", found="TagList",
                      params={"ResourceType": "Parameter"})  # fmt: skip
    modifiers = frozenset({"tier", "policies"})
    same = {"key_id": "arn_or_id"}
    extras = {"generate_secret_string": "secretsmanager.get_random_password"}
    stands_in = {"value": ("generate_secret_string",)}
    exists = ("ParameterAlreadyExists",)
    calls = ("ssm.describe_parameters",)

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """A secret is made once, when the parameter is; SSM refuses tags together with an overwrite (PutParameter)."""
        wish = desired.options.get("generate_secret_string")
        if wish is not None and "Value" not in params and not params.get("Overwrite"):
            params["Value"] = Secret(passwords.generated(wish))
        if params.get("Overwrite"):
            params.pop("Tags", None)
        return params

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """What GetParameters keeps to itself is told by DescribeParameters, which takes a tag but no list of names."""
        if not {"allowed_pattern", "description", "data_type", "key_id"} & set(desired.options):
            return item
        ours = {"ParameterFilters": [{"Key": f"tag:{STACK_TAG}", "Values": [place.stack]}], "MaxResults": 50}

        def read() -> list[dict]:
            pages = place.session.pages("ssm", "describe_parameters", ours)
            return [told for page in pages for told in page["Parameters"]]

        return {**item, **next((told for told in place.listing("ssm_parameter", read) if told["Name"] == item["Name"]), {})}


RESOURCE_TYPES = {Parameter.name: Parameter}
