# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Identity and Access Management: roles, and others whose word counts."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Collection,
    Read,
    ResourceType,
    Tagging,
)


class Role(ResourceType):
    """Who may do what: a set of rights that a service or a person takes on."""

    name = "iam_role"
    service = "iam"
    identifier = "RoleName"
    # One call shows all roles with policies and tags; GetRole and its sisters would take five for each role.
    read = Read("get_account_authorization_details", items="RoleDetailList[]", params={"Filter": ["Role"]})
    create, result, delete = "create_role", "Role", "delete_role"
    attributes = {"id": "RoleId", "arn": "Arn", "role_name": "RoleName"}
    tagging = Tagging("tag_role", target="RoleName", by="role_name")
    tags_at = "Tags"
    indexed = False
    goes_last = True
    exists = ("EntityAlreadyExists",)
    # A role that was made a moment ago is not known everywhere yet.
    not_yet = (("NoSuchEntity", "role with name"),)
    found_at = {"permissions_boundary": "PermissionsBoundary.PermissionsBoundaryArn"}
    aspects = (
        Aspect("assume_role_policy_document", write="update_assume_role_policy", at="PolicyDocument",
               found="AssumeRolePolicyDocument"),
        Aspect("permissions_boundary", write="put_role_permissions_boundary", remove="delete_role_permissions_boundary",
               found="PermissionsBoundary.PermissionsBoundaryArn"),
        Aspect("description", write="update_role", read="get_role", found="Role.Description"),
        Aspect("max_session_duration", write="update_role", read="get_role", found="Role.MaxSessionDuration"),
        Collection(
            "policies",
            add="put_role_policy",
            remove="delete_role_policy",
            found="RolePolicyList",
            key="PolicyName",
            starts_empty=True,
            before_delete=True,
        ),
        Collection(
            "managed_policy_arns",
            add="attach_role_policy",
            remove="detach_role_policy",
            found="AttachedManagedPolicies",
            each="PolicyArn",
            element="PolicyArn",
            removed_by={"PolicyArn": "PolicyArn"},
            starts_empty=True,
            before_delete=True,
        ),
    )  # fmt: skip


class OidcProvider(ResourceType):
    """Somebody, such as GitHub or a cluster of EKS, whose word on who asks is believed."""

    name = "iam_oidc_provider"
    service = "iam"
    identifier = "OpenIDConnectProviderArn"
    match = {"name": "host"}
    named_by = "provider"
    told_by_arn = "OpenIDConnectProviderArn"
    identity = {"OpenIDConnectProviderArn": "OpenIDConnectProviderArn"}
    read = Read(
        "list_open_id_connect_providers",
        items="OpenIDConnectProviderList[].{OpenIDConnectProviderArn: Arn}",
        then=Read(
            "get_open_id_connect_provider",
            items="@",
            params={"OpenIDConnectProviderArn": "{OpenIDConnectProviderArn}"},
        ),
    )
    create, delete = "create_open_id_connect_provider", "delete_open_id_connect_provider"
    given = {"Url": "https://{name}"}
    extras = {"provider": "str"}
    told_within = {"host": ("OpenIDConnectProviderArn", r":oidc-provider/(.+)")}
    exists = ("EntityAlreadyExists",)
    shared = True
    attributes = {
        "id": "OpenIDConnectProviderArn",
        "arn": "OpenIDConnectProviderArn",
        "oidc_provider_name": "host",
    }
    tagging = Tagging("tag_open_id_connect_provider", target="OpenIDConnectProviderArn")
    tags_at = "Tags"
    aspects = (
        Collection("client_id_list", add="add_client_id_to_open_id_connect_provider",
                   remove="remove_client_id_from_open_id_connect_provider", found="ClientIDList", each="ClientID",
                   removed_by={"ClientID": "@"}),
        Aspect("thumbprint_list", write="update_open_id_connect_provider_thumbprint", found="ThumbprintList"),
    )  # fmt: skip


class InstanceProfile(ResourceType):
    """What hands a role to EC2 instances."""

    name = "iam_instance_profile"
    service = "iam"
    identifier = "InstanceProfileName"
    # ListInstanceProfiles shows no tags.
    read = Read(
        "get_instance_profile", items="InstanceProfile", params={"InstanceProfileName": "{name}"}, missing=("NoSuchEntity",)
    )
    create, result, delete = "create_instance_profile", "InstanceProfile", "delete_instance_profile"
    attributes = {"id": "InstanceProfileId", "arn": "Arn", "instance_profile_name": "InstanceProfileName"}
    tagging = Tagging("tag_instance_profile", target="InstanceProfileName", by="instance_profile_name")
    tags_at = "Tags"
    exists = ("EntityAlreadyExists",)
    not_yet = (("NoSuchEntity", "role with name"), ("NoSuchEntity", "Instance Profile"))
    aspects = (
        # A profile holds one role.
        Collection("roles", add="add_role_to_instance_profile", remove="remove_role_from_instance_profile", found="Roles",
                   each="RoleName", element="RoleName", removed_by={"RoleName": "RoleName"}, remove_first=True,
                   starts_empty=True, before_delete=True),
    )  # fmt: skip


RESOURCE_TYPES = {facts.name: facts for facts in (Role, OidcProvider, InstanceProfile)}
