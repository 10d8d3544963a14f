# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito's clients: where they may send people, and what an update leaves out goes back to its default."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..rules import Refusal, answers, refuses
from .cognito_pools import invalid, pool_of

LOCAL = ("localhost", "127.0.0.1", "::1")
STANDARD_SCOPES = {"openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"}
DEFAULTS = {
    "AllowedOAuthFlowsUserPoolClient": False,
    "AuthSessionValidity": 3,
    "EnablePropagateAdditionalUserContextData": False,
    "EnableTokenRevocation": True,
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {},
}


@refuses("cognito-idp:CreateUserPoolClient", "cognito-idp:UpdateUserPoolClient")
def check_client(call):
    """URLs, flows, scopes and providers."""
    pool = pool_of(call)
    params = call.params
    for url in (*params.get("CallbackURLs", []), *params.get("LogoutURLs", [])):
        _check_url(url)
    default = params.get("DefaultRedirectURI")
    if default and default not in params.get("CallbackURLs", []):
        raise invalid(f"{default} is not one of the callback URLs.")
    flows = params.get("AllowedOAuthFlows", [])
    if {"code", "implicit"} & set(flows) and not params.get("CallbackURLs"):
        raise Refusal(
            "InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected"
        )
    if "client_credentials" in flows and not _has_secret(pool, params):
        raise Refusal(
            "InvalidOAuthFlowException",
            "client_credentials flow can not be selected if client does not have a client secret.",
        )
    for scope in params.get("AllowedOAuthScopes", []):
        if scope not in STANDARD_SCOPES and scope.rpartition("/")[0] not in pool.resource_servers:
            raise Refusal("ScopeDoesNotExistException", f"Invalid scope requested: {scope}")
    for provider in params.get("SupportedIdentityProviders", []):
        if provider != "COGNITO" and provider not in pool.identity_providers:
            raise invalid(f"The provider {provider} does not exist for User Pool {pool.id}.")


@answers("cognito-idp:UpdateUserPoolClient")
def update_client(call):
    """moto keeps what is not given."""
    client = pool_of(call).clients.get(call.params["ClientId"])
    if client is None:
        raise Refusal("ResourceNotFoundException", f"User pool client {call.params['ClientId']} does not exist.")
    given = {name: value for name, value in call.params.items() if name not in ("UserPoolId", "ClientId")}
    client.extended_config = {**DEFAULTS, "ClientName": client.extended_config["ClientName"], **given}
    return {"UserPoolClient": client.to_json(extended=True)}


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", parts.scheme) or parts.fragment:
        raise invalid(f"{url} is not a valid URL.")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise invalid(f"{url} cannot use the HTTP protocol.")


def _has_secret(pool, params: dict) -> bool:
    client = pool.clients.get(params.get("ClientId"))
    return client.generate_secret if client else bool(params.get("GenerateSecret") or params.get("ClientSecret"))
