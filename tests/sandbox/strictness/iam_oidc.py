# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM: providers of identities outside AWS, and roles that believe GitHub."""

from __future__ import annotations

import json

from ..rules import Refusal, answers, refuses

GITHUB = "token.actions.githubusercontent.com"
MOST_CLIENTS = 100


@refuses("iam:CreateOpenIDConnectProvider")
def only_over_https(call):
    """moto takes any scheme."""
    if not call.params["Url"].startswith("https://"):
        raise Refusal("ValidationError", "Invalid Open ID Connect Provider URL")


@answers("iam:AddClientIDToOpenIDConnectProvider")
def add_client(call):
    """One that is there already is no error."""
    provider = _provider(call)
    if call.params["ClientID"] in provider.client_id_list:
        return {}
    if len(provider.client_id_list) >= MOST_CLIENTS:
        message = f"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {MOST_CLIENTS}"
        raise Refusal("LimitExceeded", message, 409)
    provider.client_id_list.append(call.params["ClientID"])
    return {}


@answers("iam:RemoveClientIDFromOpenIDConnectProvider")
def remove_client(call):
    """One that is not there is no error."""
    provider = _provider(call)
    provider.client_id_list = [each for each in provider.client_id_list if each != call.params["ClientID"]]
    return {}


@refuses("iam:CreateRole")
def new_role_for_github(call):
    """The provider is one for all customers of GitHub."""
    _check_github(call.params["AssumeRolePolicyDocument"])


@refuses("iam:UpdateAssumeRolePolicy")
def role_for_github(call):
    """The same for a change."""
    _check_github(call.params["PolicyDocument"])


def _check_github(document: str) -> None:
    """Since 2025 a role must say whose pipelines it believes."""
    statements = json.loads(document).get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal")
        federated = principal.get("Federated", "") if isinstance(principal, dict) else ""
        if str(federated).endswith(f"oidc-provider/{GITHUB}") and not _says_whose(statement.get("Condition", {})):
            raise Refusal("MalformedPolicyDocument", f"Missing required condition for {GITHUB}:sub in the trust policy")


def _says_whose(conditions: dict) -> bool:
    found = [keys[f"{GITHUB}:sub"] for keys in conditions.values() if f"{GITHUB}:sub" in keys]
    values = [value for each in found for value in (each if isinstance(each, list) else [each])]
    return bool(values) and not any(value.startswith(("*", "repo:*")) for value in values)


def _provider(call):
    from moto.iam.models import iam_backends

    known = iam_backends[call.account][call.partition].open_id_providers
    arn = call.params["OpenIDConnectProviderArn"]
    if arn not in known:
        raise Refusal("NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}", 404)
    return known[arn]
