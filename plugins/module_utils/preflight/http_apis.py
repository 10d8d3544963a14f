# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""HTTP APIs: routes and domains that API Gateway refuses, and functions behind them that would not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.load_balancers import region_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

API, INTEGRATION, ROUTE, DOMAIN = (f"apigatewayv2_{each}" for each in ("api", "integration", "route", "domain_name"))
FUNCTION, ALIAS, PERMISSION = "lambda_function", "lambda_alias", "lambda_permission"
KEY = re.compile(r"\$default|(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*")
LONGEST_SECONDS = 30
ADAPTER = "COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 /lambda-adapter /opt/extensions/lambda-adapter"


def _called(stack: Stack) -> Iterator[tuple[Subject, Subject, Subject]]:
    """Each integration that calls a function, with what it names (the function or an alias of it) and the function."""
    for integration in stack.of(INTEGRATION):
        if integration.text("integration_type") == "AWS_PROXY":
            named = stack.target(integration, "integration_uri", FUNCTION, ALIAS)
            is_alias = named is not None and named.desired.type == ALIAS
            function = stack.target(named, "function_name", FUNCTION) if is_alias else named
            if function:
                yield integration, named, function


@over_all(API, ROUTE, code="APIGW-ROUTE-KEY")
def a_route_is_a_method_and_a_path(stack: Stack) -> Iterator[Problem]:
    """Amazon API Gateway Developer Guide: Create routes for HTTP APIs (a method and a path, or $default)."""
    for route in stack.of(ROUTE):
        api, key = stack.target(route, "api_id", API), route.text("route_key")
        if api and api.text("protocol_type") == "HTTP" and key and not KEY.fullmatch(key):
            yield route.problem("route_key", f'"{key}" is no method and path', "write it as GET /orders, or $default")


@of_each(API, code="APIGW-CORS")
def credentials_are_for_named_origins(api: Subject) -> Iterator[Problem]:
    """Amazon API Gateway Developer Guide: Configure CORS for HTTP APIs (no * with allowCredentials)."""
    cors = api.part("cors_configuration")
    if cors.flag("allow_credentials") and "*" in cors.texts("allow_origins"):
        said = "any origin does not go with allow_credentials"
        yield cors.problem("allow_origins", said, "name the origins, or leave allow_credentials out")


@over_all(DOMAIN, "acm_certificate", code="APIGW-CERTIFICATE-REGION")
def a_domain_has_a_certificate_of_its_region(stack: Stack) -> Iterator[Problem]:
    """Amazon API Gateway Developer Guide: Set up a Regional custom domain name (a certificate of the same region)."""
    for domain in stack.of(DOMAIN):
        for configuration in domain.each("domain_name_configurations"):
            region = region_of(stack, configuration, "certificate_arn")
            if region and domain.region and region != domain.region:
                said = f"is a certificate of {region}, and the domain is in {domain.region}"
                yield configuration.problem("certificate_arn", said, f"request one in {domain.region}")


@over_all(INTEGRATION, FUNCTION, ALIAS, code="APIGW-TIMEOUT", severity=WARNING)
def a_function_answers_while_its_api_waits(stack: Stack) -> Iterator[Problem]:
    """Amazon API Gateway quotas: HTTP APIs, maximum integration timeout (30 seconds, and no more can be had)."""
    for integration, _named, function in _called(stack):
        waits = (integration.number("timeout_in_millis") or 1000 * LONGEST_SECONDS) / 1000
        takes = function.number("timeout")
        if takes and takes > waits:
            said = f"{integration.address} waits {waits:g} seconds and answers 503 then, while the function works on"
            yield function.problem("timeout", f"is {takes}; {said}", f"keep it below {waits:g}, and long work in a queue")


@over_all(INTEGRATION, FUNCTION, ALIAS, PERMISSION, code="APIGW-PERMISSION", severity=WARNING)
def a_function_lets_its_api_in(stack: Stack) -> Iterator[Problem]:
    """Amazon API Gateway Developer Guide: Lambda proxy integrations for HTTP APIs (a resource-based policy, or 500)."""
    for integration, named, _function in _called(stack) if stack.is_whole else ():
        leaves = [(leave, stack.targets(leave, "function_name", FUNCTION, ALIAS)) for leave in stack.of(PERMISSION)]
        if not any(named in about or (leave.hides("function_name") and not about) for leave, about in leaves):
            said = f"{named.address} lets no API in, and every request would be answered by 500"
            yield integration.problem("integration_uri", said, f"declare a lambda_permission for {named.address}")


@over_all(INTEGRATION, FUNCTION, ALIAS, code="APIGW-WEB-ADAPTER", severity=WARNING)
def an_image_understands_how_it_is_called(stack: Stack) -> Iterator[Problem]:
    """AWS Lambda Developer Guide: Create a Lambda function using a container image (a runtime interface client in it).

    Nothing outside of an image tells what is in it.
    """
    for integration, _named, function in _called(stack):
        if function.text("package_type") == "Image":
            said = f"{integration.address} does not call it by HTTP: a web application needs Lambda Web Adapter in its image"
            yield function.problem("code", said, f"have {ADAPTER} in its Dockerfile, and ignore this rule then")
