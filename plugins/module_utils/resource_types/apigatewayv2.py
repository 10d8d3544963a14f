# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon API Gateway, HTTP APIs: what they call, by which routes, at which stages, and under which domains."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Read,
    ResourceType,
    Tagging,
    Template,
    Wait,
)

# Where API Gateway keeps things there is no account in the ARN.
ARN = "arn:{partition}:apigateway:{region}::"
# All that belongs to an API is written one change after the other.
NOT_YET = (("ConflictException", "concurrent modification"),)


class ApiGatewayResourceType(ResourceType):
    """What API Gateway keeps."""

    service = "apigatewayv2"
    not_yet = NOT_YET


class TaggedResourceType(ApiGatewayResourceType):
    """What has tags, which every read shows."""

    tags_at = "Tags"
    tagging = Tagging("tag_resource", target="ResourceArn")


class Api(TaggedResourceType):
    """An HTTPS address of AWS's own, behind which routes lead to functions and servers."""

    name = "apigatewayv2_api"
    identifier = "ApiId"
    found_by_tag = True
    read = Read("get_apis", items="Items[]")
    create, update, delete = "create_api", "update_api", "delete_api"
    given = {"Name": "{name}"}
    # They make a route and an integration along with the API, once.
    left_out = frozenset({"RouteKey", "Target", "CredentialsArn"})
    attributes = {
        "id": "ApiId",
        "arn": Template(f"{ARN}/apis/{{ApiId}}"),
        "api_id": "ApiId",
        "api_endpoint": "ApiEndpoint",
        "execution_arn": Template("arn:{partition}:execute-api:{region}:{account}:{ApiId}"),
    }
    shown = ("protocol_type",)
    aspects = (Aspect("cors_configuration", write="update_api", found="CorsConfiguration",
                      remove="delete_cors_configuration"),)  # fmt: skip
    # API Gateway's word for an API that a domain still leads to.
    in_use = ("BadRequestException",)


class Integration(ApiGatewayResourceType):
    """What an API calls: a function, or a server, in the open or in a VPC.

    It has neither a name nor tags, so that its description has to tell it from the others of its API.
    """

    name = "apigatewayv2_integration"
    identifier = "IntegrationId"
    match = {"name": "Description"}
    given = {"Description": "{name}"}
    identity = {"ApiId": "ApiId", "IntegrationId": "IntegrationId"}
    read = Read("get_integrations", items="Items[]", params={"ApiId": "{api_id}"}, kept=("ApiId",),
                missing=("NotFoundException",))  # fmt: skip
    create, update, delete = "create_integration", "update_integration", "delete_integration"
    several = True
    immutable = frozenset({"api_id"})
    attributes = {
        "id": "IntegrationId",
        "integration_id": "IntegrationId",
        "target": Template("integrations/{IntegrationId}"),
    }


class Route(ApiGatewayResourceType):
    """Which requests an API takes, and where it leads them."""

    name = "apigatewayv2_route"
    identifier = "RouteId"
    match = {"route_key": "RouteKey"}
    identity = {"ApiId": "ApiId", "RouteId": "RouteId"}
    read = Read("get_routes", items="Items[]", params={"ApiId": "{api_id}"}, kept=("ApiId",),
                missing=("NotFoundException",))  # fmt: skip
    create, update, delete = "create_route", "update_route", "delete_route"
    exists = ("ConflictException",)
    immutable = frozenset({"api_id", "route_key"})
    attributes = {"id": "RouteId", "route_id": "RouteId", "route_key": "RouteKey"}


class Stage(TaggedResourceType):
    """Where the routes of an API can be called, how often, and what is written down of it."""

    name = "apigatewayv2_stage"
    identifier = "StageName"
    match = {"stage_name": "StageName"}
    identity = {"ApiId": "ApiId", "StageName": "StageName"}
    read = Read("get_stages", items="Items[]", params={"ApiId": "{api_id}"}, kept=("ApiId",),
                missing=("NotFoundException",))  # fmt: skip
    scope_in_arn = "/apis/(?P<api_id>[^/]+)/stages/(?P<stage_name>.+)"
    create, update, delete = "create_stage", "update_stage", "delete_stage"
    exists = ("ConflictException",)
    immutable = frozenset({"api_id", "stage_name"})
    # Deployments come by themselves; one made by hand is for APIs of another kind.
    left_out = frozenset({"DeploymentId"})
    attributes = {
        "id": "StageName",
        "arn": Template(f"{ARN}/apis/{{ApiId}}/stages/{{StageName}}"),
        "stage_name": "StageName",
    }
    whole = frozenset({"route_settings"})
    aspects = (Aspect("access_log_settings", write="update_stage", found="AccessLogSettings",
                      remove="delete_access_log_settings"),)  # fmt: skip


class DomainName(TaggedResourceType):
    """A domain of one's own, with its certificate, before APIs of a region."""

    name = "apigatewayv2_domain_name"
    identifier = "DomainName"
    read = Read("get_domain_names", items="Items[]")
    create, update, delete = "create_domain_name", "update_domain_name", "delete_domain_name"
    exists = ("ConflictException",)
    attributes = {
        "id": "DomainName",
        "arn": Template(f"{ARN}/domainnames/{{DomainName}}"),
        "domain_name": "DomainName",
        "regional_domain_name": "DomainNameConfigurations[0].ApiGatewayDomainName",
        "hosted_zone_id": "DomainNameConfigurations[0].HostedZoneId",
    }
    settled = Wait(
        "DomainNameConfigurations[0].DomainNameStatus",
        until=("AVAILABLE",),
        fails_on=("PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION"),
        reason="DomainNameConfigurations[0].DomainNameStatusMessage",
        called="state",
        seconds=1800,
    )


class ApiMapping(ApiGatewayResourceType):
    """Which stage of an API answers below a path of a domain."""

    name = "apigatewayv2_api_mapping"
    identifier = "ApiMappingId"
    match = {"api_mapping_key": "ApiMappingKey"}
    identity = {"DomainName": "DomainName", "ApiMappingId": "ApiMappingId"}
    read = Read("get_api_mappings", items="Items[]", params={"DomainName": "{domain_name}"}, kept=("DomainName",),
                missing=("NotFoundException",))  # fmt: skip
    create, update, delete = "create_api_mapping", "update_api_mapping", "delete_api_mapping"
    exists = ("ConflictException",)
    immutable = frozenset({"domain_name", "api_mapping_key"})
    attributes = {"id": "ApiMappingId", "api_mapping_id": "ApiMappingId"}


class VpcLink(TaggedResourceType):
    """The way of an API into a VPC."""

    name = "apigatewayv2_vpc_link"
    identifier = "VpcLinkId"
    found_by_tag = True
    read = Read("get_vpc_links", items="Items[]")
    create, delete = "create_vpc_link", "delete_vpc_link"
    given = {"Name": "{name}"}
    attributes = {"id": "VpcLinkId", "arn": Template(f"{ARN}/vpclinks/{{VpcLinkId}}"), "vpc_link_id": "VpcLinkId"}
    # A link that carried nothing for 60 days is INACTIVE, and wakes up by itself.
    in_use = ("BadRequestException",)
    settled = Wait("VpcLinkStatus", until=("AVAILABLE", "INACTIVE"), fails_on=("FAILED",), stillborn=("FAILED",),
                   reason="VpcLinkStatusMessage", called="state", seconds=900)  # fmt: skip
    gone = {"VpcLinkStatus": ("DELETING",)}


RESOURCE_TYPES = {facts.name: facts for facts in (Api, Integration, Route, Stage, DomainName, ApiMapping, VpcLink)}
