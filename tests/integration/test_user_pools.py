# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users are not lost by mistake, and MFA is as declared from the first run on."""
from __future__ import annotations

import pytest
from support.account import Account, declared
from support.story import FAST

ADDRESS = "cognito_user_pool.shop"
CONSENT = {"delete_data_of": [ADDRESS]}


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=FAST)
    return Account(sandbox)


def users(**more) -> dict:
    """The declaration of the shop's users."""
    return declared("cognito_user_pool", {"name": "shop", "username_attributes": ["email"], **more})


def well(result) -> None:
    """Nothing failed."""
    assert not result.get("failed"), result.get("msg")


def the_pool(sandbox) -> dict:
    """The one pool there is."""
    client = sandbox.client("cognito-idp")
    (pool,) = client.list_user_pools(MaxResults=60)["UserPools"]
    return client.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]


@pytest.mark.parametrize("end", [{"state": "absent"}, {"username_attributes": ["phone_number"]}])
def test_a_protected_pool_is_refused_before_anything_happens(account, sandbox, end):
    well(account.converge(users(deletion_protection="ACTIVE")))
    sandbox.clear_calls()
    result = account.converge(users(**end), **CONSENT)
    said = "deletion_protection: protects it from being deleted; declare it with deletion_protection: INACTIVE and converge"
    assert said in result["msg"]
    assert sandbox.writes() == []


def test_it_goes_when_it_is_protected_no_more(account, sandbox):
    well(account.converge(users(deletion_protection="ACTIVE")))
    well(account.converge(users(deletion_protection="INACTIVE")))
    well(account.converge(users(state="absent"), **CONSENT))
    assert sandbox.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"] == []


def test_tags_of_others_outlive_an_update(account, sandbox):
    well(account.converge(users()))
    client = sandbox.client("cognito-idp")
    client.tag_resource(ResourceArn=the_pool(sandbox)["Arn"], Tags={"owner": "somebody"})
    well(account.converge(users(auto_verified_attributes=["email"], tags={"tier": "web"})))
    tags = the_pool(sandbox)["UserPoolTags"]
    assert (tags["owner"], tags["tier"]) == ("somebody", "web")


def test_mfa_that_others_set_up_is_left_alone_by_an_update(account, sandbox):
    well(account.converge(users()))
    factors = {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
    sandbox.client("cognito-idp").set_user_pool_mfa_config(UserPoolId=the_pool(sandbox)["Id"], **factors)
    well(account.converge(users(auto_verified_attributes=["email"])))
    assert the_pool(sandbox)["MfaConfiguration"] == "OPTIONAL"


def test_a_domain_of_another_pool_is_left_alone(account, sandbox):
    client = sandbox.client("cognito-idp")
    other = client.create_user_pool(PoolName="other")["UserPool"]["Id"]
    client.create_user_pool_domain(Domain="shop-example", UserPoolId=other)
    domain = declared("cognito_user_pool_domain", {"name": "shop-example", "user_pool_id": "${cognito_user_pool.shop.id}"})
    result = account.converge(users(), domain)
    assert "exists already and does not belong to stack story" in result["msg"]
    assert client.describe_user_pool_domain(Domain="shop-example")["DomainDescription"]["UserPoolId"] == other


def test_a_secret_of_a_client_goes_where_it_is_referred_to_and_nowhere_else(account, sandbox):
    options = {"name": "web", "user_pool_id": "${cognito_user_pool.shop.id}", "generate_secret": True}
    client = declared("cognito_user_pool_client", options)
    value = {name: f"${{cognito_user_pool_client.web.{name}}}" for name in ("client_id", "client_secret")}
    kept = declared("secretsmanager_secret", {"name": "shop/cognito", "secret_string": value})
    result = account.converge(users(), client, kept)
    well(result)
    cognito = sandbox.client("cognito-idp")
    pool = the_pool(sandbox)["Id"]
    (made,) = cognito.list_user_pool_clients(UserPoolId=pool)["UserPoolClients"]
    secret = cognito.describe_user_pool_client(UserPoolId=pool, ClientId=made["ClientId"])["UserPoolClient"]["ClientSecret"]
    assert secret in sandbox.client("secretsmanager").get_secret_value(SecretId="shop/cognito")["SecretString"]
    assert secret not in f"{result}{account.lines}"


def test_a_pool_that_is_declared_no_more_goes_with_its_domain(account, sandbox):
    domain = declared("cognito_user_pool_domain", {"name": "shop-example", "user_pool_id": "${cognito_user_pool.shop.id}"})
    well(account.converge(users(), domain))
    well(account.converge(declared("sns_topic", {"name": "other"}), prune=True, **CONSENT))
    assert sandbox.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"] == []


def test_a_client_whose_making_nobody_heard_of_is_not_made_twice(account, sandbox):
    client = declared("cognito_user_pool_client", {"name": "web", "user_pool_id": "${cognito_user_pool.shop.id}"})
    well(account.converge(users()))
    sandbox.faults(drop_rate=1, only="cognito-idp:CreateUserPoolClient")
    well(account.converge(users(), client))
    assert sandbox.counts()["cognito-idp:CreateUserPoolClient"] == 1
