# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito: updates reset what they leave out, and users are protected."""

from __future__ import annotations

import pytest
from sandbox.given import refused


@pytest.fixture
def cognito(sandbox):
    """A client."""
    return sandbox.client("cognito-idp")


@pytest.fixture
def pool(cognito) -> str:
    """The id of a pool that people enter by mail address."""
    made = cognito.create_user_pool(
        PoolName="demo",
        UsernameAttributes=["email"],
        Schema=[{"Name": "plan", "AttributeDataType": "String"}],
        UserPoolTags={"tier": "web"},
    )
    return made["UserPool"]["Id"]


def described(cognito, pool: str) -> dict:
    return cognito.describe_user_pool(UserPoolId=pool)["UserPool"]


def test_an_update_resets_what_it_leaves_out(cognito, pool):
    cognito.update_user_pool(UserPoolId=pool, AutoVerifiedAttributes=["email"])
    cognito.update_user_pool(UserPoolId=pool, Policies={"PasswordPolicy": {"MinimumLength": 12}})
    found = described(cognito, pool)
    assert "AutoVerifiedAttributes" not in found
    assert (found["UsernameAttributes"], found["UserPoolTags"]) == (["email"], {"tier": "web"})
    assert {"email", "custom:plan"} <= {attribute["Name"] for attribute in found["SchemaAttributes"]}


def test_a_second_factor_must_be_there_before_it_is_asked_for(cognito, pool):
    with refused("InvalidParameterException", "SMS configuration and Auto verification"):
        cognito.create_user_pool(PoolName="other", MfaConfiguration="OPTIONAL")
    with refused("InvalidParameterException", "SMS configuration and Auto verification"):
        cognito.update_user_pool(UserPoolId=pool, MfaConfiguration="ON")
    factor = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}
    with refused("InvalidParameterException", "can't turn off MFA and configure an MFA together"):
        cognito.set_user_pool_mfa_config(UserPoolId=pool, MfaConfiguration="OFF", **factor)
    cognito.set_user_pool_mfa_config(UserPoolId=pool, MfaConfiguration="OPTIONAL", **factor)
    cognito.update_user_pool(UserPoolId=pool, MfaConfiguration="ON")
    assert described(cognito, pool)["MfaConfiguration"] == "ON"


def test_protection_and_domains_keep_a_pool(cognito, pool):
    cognito.update_user_pool(UserPoolId=pool, DeletionProtection="ACTIVE")
    with refused("InvalidParameterException", "deletion protection is activated"):
        cognito.delete_user_pool(UserPoolId=pool)
    cognito.update_user_pool(UserPoolId=pool, DeletionProtection="INACTIVE")
    cognito.create_user_pool_domain(Domain="demo", UserPoolId=pool)
    with refused("InvalidParameterException", "domain configured that should be deleted first"):
        cognito.delete_user_pool(UserPoolId=pool)
    cognito.delete_user_pool_domain(Domain="demo", UserPoolId=pool)
    cognito.delete_user_pool(UserPoolId=pool)


def test_prefixes_are_neither_reserved_nor_taken(cognito, pool):
    for word in ("my-aws", "amazonia", "cognito"):
        with refused("InvalidParameterException", "reserved word"):
            cognito.create_user_pool_domain(Domain=word, UserPoolId=pool)
    cognito.create_user_pool_domain(Domain="demo", UserPoolId=pool)
    other = cognito.create_user_pool(PoolName="other")["UserPool"]["Id"]
    with refused("InvalidParameterException", "Domain already associated with another user pool."):
        cognito.create_user_pool_domain(Domain="demo", UserPoolId=other)


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1"])
def test_the_certificate_of_a_domain_is_issued_in_one_region(sandbox, cognito, pool, region):
    arn = sandbox.client("acm", region=region).request_certificate(DomainName="login.example.com")["CertificateArn"]
    with refused("InvalidParameterException", "isn't in us-east-1"):
        config = {"CertificateArn": arn}
        cognito.create_user_pool_domain(Domain="login.example.com", UserPoolId=pool, CustomDomainConfig=config)


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ({"CallbackURLs": ["http://example.com/"]}, "InvalidParameterException", "cannot use the HTTP protocol"),
        ({"AllowedOAuthFlows": ["code"]}, "InvalidOAuthFlowException", "CallbackUrls can not be empty"),
        ({"AllowedOAuthFlows": ["client_credentials"]}, "InvalidOAuthFlowException", "client secret"),
        ({"AllowedOAuthScopes": ["shop/read"]}, "ScopeDoesNotExistException", "shop/read"),
        ({"SupportedIdentityProviders": ["Google"]}, "InvalidParameterException", "Google does not exist"),
    ],
)
def test_a_client_is_refused(cognito, pool, settings, code, said):
    with refused(code, said):
        cognito.create_user_pool_client(UserPoolId=pool, ClientName="web", **settings)


def test_a_client_may_send_people_home_and_to_local_machines(cognito, pool):
    urls = ["https://example.com/", "http://localhost:3000/", "myapp://signed-in"]
    cognito.create_user_pool_client(UserPoolId=pool, ClientName="web", CallbackURLs=urls)
