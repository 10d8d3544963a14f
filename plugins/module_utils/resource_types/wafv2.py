# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS WAF: firewalls that look into HTTP requests."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging

SCOPE = "contains(ARN, ':global/') && 'CLOUDFRONT' || 'REGIONAL'"
NOT_YET = (("WAFUnavailableEntityException", ""),)


class ScopedResourceType(ResourceType):
    """What WAF keeps apart for CloudFront and for a region, and lets nobody change who has not seen its latest state."""

    service = "wafv2"
    identifier = "Name"
    identity = {"Name": "Name", "Id": "Id", "Scope": SCOPE, "LockToken": "LockToken"}
    assumed = {"scope": "REGIONAL"}
    # What is for CloudFront is kept in the region of the global services, wherever the stack is.
    global_if = {"scope": ("CLOUDFRONT",)}
    scope_in_arn = ":(?P<scope>global|regional)/"
    scope_words = {"global": "CLOUDFRONT", "regional": "REGIONAL"}
    result = "Summary"
    update_sends_all = update_keeps = True
    found_at = {"scope": SCOPE}
    immutable = frozenset({"scope"})
    attributes = {"id": "Id", "arn": "ARN"}
    tagging = Tagging("tag_resource", "ResourceARN", list="list_tags_for_resource", found="TagInfoForResource.TagList")
    outdated = ("WAFOptimisticLockException",)
    not_yet = NOT_YET
    in_use = ("WAFAssociatedItemException",)


class WebAcl(ScopedResourceType):
    """Rules that let requests through or not, before a load balancer, an API or a distribution sees them."""

    name = "wafv2_web_acl"
    read = Read(
        "list_web_acls", items="WebACLs[]", params={"Scope": "{scope}"},
        then=Read("get_web_acl", items="WebACL", params={"Name": "{Name}", "Id": "{Id}", "Scope": "{scope}"},
                  beside=("LockToken",), missing=("WAFNonexistentItemException",)),
    )  # fmt: skip
    create, update, delete = "create_web_acl", "update_web_acl", "delete_web_acl"


class IpSet(ScopedResourceType):
    """Addresses that rules of a web ACL refer to."""

    name = "wafv2_ip_set"
    read = Read(
        "list_ip_sets", items="IPSets[]", params={"Scope": "{scope}"},
        then=Read("get_ip_set", items="IPSet", params={"Name": "{Name}", "Id": "{Id}", "Scope": "{scope}"},
                  beside=("LockToken",), missing=("WAFNonexistentItemException",)),
    )  # fmt: skip
    create, update, delete = "create_ip_set", "update_ip_set", "delete_ip_set"


class WebAclAssociation(ResourceType):
    """Puts a web ACL before a load balancer, an API, a user pool or another thing of its region; each has one at most."""

    name = "wafv2_web_acl_association"
    service = "wafv2"
    identifier = "ResourceArn"
    match = {"resource_arn": "ResourceArn"}
    read = Read("get_web_acl_for_resource", items="WebACL", params={"ResourceArn": "{resource_arn}"}, sole=True,
                kept=("ResourceArn",), missing=("WAFNonexistentItemException",))  # fmt: skip
    create = update = "associate_web_acl"
    update_sends_all = True
    delete = "disassociate_web_acl"
    found_at = {"web_acl_arn": "ARN"}
    attributes = {"resource_arn": "ResourceArn", "web_acl_arn": "ARN"}
    not_yet = NOT_YET


class LoggingConfiguration(ResourceType):
    """Where a web ACL writes what it saw of requests; each has one place at most."""

    name = "wafv2_logging_configuration"
    service = "wafv2"
    identifier = "ResourceArn"
    match = {"resource_arn": "ResourceArn"}
    read = Read("get_logging_configuration", items="LoggingConfiguration", params={"ResourceArn": "{resource_arn}"},
                sole=True, missing=("WAFNonexistentItemException",))  # fmt: skip
    create = update = "put_logging_configuration"
    flattened = {create: "LoggingConfiguration"}
    result = "LoggingConfiguration"
    update_sends_all = update_keeps = True
    left_out = frozenset({"ManagedByFirewallManager"})
    delete = "delete_logging_configuration"
    attributes = {"resource_arn": "ResourceArn"}
    not_yet = (*NOT_YET, ("WAFNonexistentItemException", ""), ("WAFLogDestinationPermissionIssueException", ""))


RESOURCE_TYPES = {facts.name: facts for facts in (WebAcl, IpSet, WebAclAssociation, LoggingConfiguration)}
