# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP APIs and what they call: routes to integrations, functions by versions and aliases, domains with certificates."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
import zipfile

import pytest
from sandbox.given import issued_certificate, refused, role, until


@pytest.fixture
def gateway(sandbox):
    """A client."""
    return sandbox.client("apigatewayv2")


@pytest.fixture
def api(gateway) -> str:
    """The id of an API."""
    return gateway.create_api(Name="shop", ProtocolType="HTTP")["ApiId"]


@pytest.fixture
def functions(sandbox):
    """A client of Lambda, where a function is ready."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): return {}")
    client = sandbox.client("lambda")
    client.create_function(
        FunctionName="shop", Runtime="python3.14", Handler="index.handler", Role=role(sandbox, "lambda"),
        Code={"ZipFile": content.getvalue()},
    )  # fmt: skip
    until(lambda: client.get_function_configuration(FunctionName="shop"), lambda found: found["State"] == "Active")
    return client


def changed(functions, **settings) -> None:
    functions.update_function_configuration(FunctionName="shop", **settings)
    until(
        lambda: functions.get_function_configuration(FunctionName="shop"),
        lambda found: found["LastUpdateStatus"] == "Successful",
    )


def asked(url: str) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def to_server(gateway, api: str) -> str:
    made = gateway.create_integration(
        ApiId=api, IntegrationType="HTTP_PROXY", IntegrationMethod="ANY", IntegrationUri="https://shop.example.com"
    )
    return made["IntegrationId"]


def test_a_route_leads_to_an_integration_that_is_there_and_stays(gateway, api):
    with refused("NotFoundException", "Invalid Integration identifier"):
        gateway.create_route(ApiId=api, RouteKey="$default", Target="integrations/abcdefg")
    with refused("BadRequestException", "not formatted properly"):
        gateway.create_route(ApiId=api, RouteKey="/orders")
    integration = to_server(gateway, api)
    route = gateway.create_route(ApiId=api, RouteKey="$default", Target=f"integrations/{integration}")["RouteId"]
    with refused("ConflictException", "already exists"):
        gateway.create_route(ApiId=api, RouteKey="$default")
    with refused("ConflictException", f"referenced by the following Routes with Ids: [{route}]"):
        gateway.delete_integration(ApiId=api, IntegrationId=integration)


def test_integrations_are_of_two_kinds(gateway, api):
    with refused("BadRequestException", "MOCK is not supported"):
        gateway.create_integration(ApiId=api, IntegrationType="MOCK")
    with refused("BadRequestException", "Invalid function ARN"):
        gateway.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri="shop")
    with refused("BadRequestException", "VpcLink abc does not exist"):
        gateway.create_integration(
            ApiId=api, IntegrationType="HTTP_PROXY", IntegrationMethod="ANY", ConnectionType="VPC_LINK", ConnectionId="abc"
        )


def test_stages_have_names_and_logs_that_are_there(gateway, api):
    with refused("BadRequestException", "Stage name"):
        gateway.create_stage(ApiId=api, StageName="my stage")
    log = {"DestinationArn": "arn:aws:logs:us-east-1:123456789012:log-group:/apis/shop", "Format": "$context.requestId"}
    with refused("BadRequestException", "no log group"):
        gateway.create_stage(ApiId=api, StageName="$default", AccessLogSettings=log)
    with refused("BadRequestException", "Execution logs are not supported"):
        gateway.create_stage(ApiId=api, StageName="$default", DefaultRouteSettings={"LoggingLevel": "INFO"})
    with refused("BadRequestException", "Unable to find Route by key"):
        gateway.create_stage(ApiId=api, StageName="$default", RouteSettings={"GET /": {"ThrottlingRateLimit": 1}})
    gateway.create_stage(ApiId=api, StageName="$default")
    with refused("ConflictException"):
        gateway.create_stage(ApiId=api, StageName="$default")


def test_a_domain_has_a_certificate_and_keeps_its_api(sandbox, gateway, api):
    zone = sandbox.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    other = issued_certificate(sandbox, "api.example.com", zone, "eu-west-1")
    pending = sandbox.client("acm").request_certificate(DomainName="api.example.com", ValidationMethod="DNS")["CertificateArn"]
    for arn, said in ((other, "Certificate must be in 'us-east-1'"), (pending, "must be in state ISSUED")):
        with refused("BadRequestException", said):
            gateway.create_domain_name(DomainName="api.example.com", DomainNameConfigurations=[{"CertificateArn": arn}])
    issued = issued_certificate(sandbox, "api.example.com", zone)
    with refused("BadRequestException", "not covered"):
        gateway.create_domain_name(DomainName="www.example.com", DomainNameConfigurations=[{"CertificateArn": issued}])
    gateway.create_domain_name(DomainName="api.example.com", DomainNameConfigurations=[{"CertificateArn": issued}])
    with refused("BadRequestException", "Invalid stage"):
        gateway.create_api_mapping(DomainName="api.example.com", ApiId=api, Stage="$default")
    gateway.create_stage(ApiId=api, StageName="$default")
    gateway.create_api_mapping(DomainName="api.example.com", ApiId=api, Stage="$default")
    with refused("BadRequestException", "Please remove all API mappings"):
        gateway.delete_api(ApiId=api)
    gateway.delete_domain_name(DomainName="api.example.com")
    gateway.delete_api(ApiId=api)


def test_versions_are_numbered_once_and_published_when_something_changed(functions):
    first = functions.publish_version(FunctionName="shop", Description="the first")
    assert first["Version"] == functions.publish_version(FunctionName="shop")["Version"] == "1"
    changed(functions, Timeout=9)
    assert functions.publish_version(FunctionName="shop")["Version"] == "2"
    functions.delete_function(FunctionName="shop", Qualifier="2")
    changed(functions, Timeout=10)
    assert functions.publish_version(FunctionName="shop")["Version"] == "3"
    with refused("InvalidParameterValueException", "$LATEST version cannot be deleted"):
        functions.delete_function(FunctionName="shop", Qualifier="$LATEST")
    assert functions.get_function_configuration(FunctionName="shop", Qualifier="1")["Description"] == "the first"


def test_an_alias_leads_to_versions_that_are_there_and_stay(functions):
    with refused("ResourceNotFoundException", "Function not found"):
        functions.create_alias(FunctionName="shop", Name="live", FunctionVersion="1")
    functions.publish_version(FunctionName="shop")
    functions.create_alias(FunctionName="shop", Name="live", FunctionVersion="1")
    with refused("ResourceConflictException", "Alias already exists"):
        functions.create_alias(FunctionName="shop", Name="live", FunctionVersion="1")
    with refused("ResourceConflictException", "following aliases reference it: [live]"):
        functions.delete_function(FunctionName="shop", Qualifier="1")
    for version, said in (("$LATEST", "more than 1 version"), ("1", "already included in routing")):
        with refused("InvalidParameterValueException", said):
            weights = {"AdditionalVersionWeights": {"1": 0.1}}
            functions.update_alias(FunctionName="shop", Name="live", FunctionVersion=version, RoutingConfig=weights)
    with refused("InvalidParameterValueException", "unpublished function versions"):
        functions.put_provisioned_concurrency_config(
            FunctionName="shop", Qualifier="$LATEST", ProvisionedConcurrentExecutions=1
        )


def test_a_function_answers_an_api_that_it_lets_in(sandbox, gateway, api, functions):
    functions.publish_version(FunctionName="shop")
    alias = functions.create_alias(FunctionName="shop", Name="live", FunctionVersion="1")["AliasArn"]
    integration = gateway.create_integration(ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=alias)["IntegrationId"]
    health = f"{gateway.get_api(ApiId=api)['ApiEndpoint']}/health"
    assert asked(health)[0] == 404
    gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    gateway.create_route(ApiId=api, RouteKey="GET /{page+}", Target=f"integrations/{integration}")
    assert asked(health) == (500, {"message": "Internal Server Error"})
    leave = {
        "StatementId": "api",
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": f"arn:aws:execute-api:us-east-1:123456789012:{api}/*",
    }
    functions.add_permission(FunctionName="shop", **leave)
    assert asked(health)[0] == 500
    functions.add_permission(FunctionName=alias, **leave)
    assert asked(health)[0] == 200
    assert len(json.loads(functions.get_policy(FunctionName=alias)["Policy"])["Statement"]) == 1
    functions.remove_permission(FunctionName=alias, StatementId="api")
    with refused("ResourceNotFoundException"):
        functions.get_policy(FunctionName=alias)
    assert functions.get_policy(FunctionName="shop")
