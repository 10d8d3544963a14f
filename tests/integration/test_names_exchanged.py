# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environments of Elastic Beanstalk that take over each other's host names."""

from __future__ import annotations

import pytest
from support.account import Account, declared


def role(name: str, service: str) -> dict:
    """A role for a service."""
    statement = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = {"Version": "2012-10-17", "Statement": [statement]}
    return declared("iam_role", {"name": name, "assume_role_policy_document": trust})


def setting(namespace: str, option: str, value: str) -> dict:
    """A setting of an environment."""
    return {"namespace": f"aws:{namespace}", "option_name": option, "value": value}


PROFILE = setting("autoscaling:launchconfiguration", "IamInstanceProfile", "${iam_instance_profile.shop.instance_profile_name}")
ROLE = setting("elasticbeanstalk:environment", "ServiceRole", "${iam_role.shop-beanstalk.arn}")
NEEDS = [
    role("shop-servers", "ec2"),
    role("shop-beanstalk", "elasticbeanstalk"),
    declared("iam_instance_profile", {"name": "shop", "roles": ["${iam_role.shop-servers.role_name}"]}),
    declared("elasticbeanstalk_application", {"name": "shop"}),
]


def environment(name: str, **options) -> dict:
    """An environment of the shop; an option that is None is left out."""
    given = {
        "name": name,
        "application_name": "${elasticbeanstalk_application.shop.id}",
        "platform_branch_name": "Docker running on 64bit Amazon Linux 2023",
        "option_settings": [PROFILE, ROLE],
        **options,
    }
    return declared("elasticbeanstalk_environment", given)


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.1)
    return Account(sandbox)


def converge(account, *environments: dict):
    """Converge once; then nothing is left to do."""
    result = account.converge(*NEEDS, *environments)
    assert not result.get("failed"), "\n".join([result["msg"], *account.lines])
    again = account.plan(*NEEDS, *environments)
    assert set(again.actions().values()) == {"keep"}, again["plan"]
    return result


def names(account) -> dict[str, str]:
    """What the host name of each environment begins with."""
    told = account.sandbox.client("elasticbeanstalk").describe_environments(IncludeDeleted=False)["Environments"]
    return {each["EnvironmentName"]: each["CNAME"].partition(".")[0] for each in told}


def test_a_new_environment_takes_over_when_it_is_ready(account):
    converge(account, environment("shop-blue", cname_prefix="shop"))
    converge(account, environment("shop-blue"), environment("shop-green", cname_prefix="shop"))
    assert names(account)["shop-green"] == "shop"


def test_two_environments_exchange_their_names_once(account):
    converge(account, environment("shop-blue", cname_prefix="shop"), environment("shop-green", cname_prefix="shop-next"))
    account.sandbox.clear_calls()
    after = converge(account, environment("shop-blue", cname_prefix="shop-next"), environment("shop-green", cname_prefix="shop"))
    assert names(account) == {"shop-blue": "shop-next", "shop-green": "shop"}
    assert len(account.sandbox.calls("elasticbeanstalk:SwapEnvironmentCNAMEs")) == 1
    changed = {after.change(f"elasticbeanstalk_environment.{name}")["action"] for name in ("shop-blue", "shop-green")}
    assert changed == {"update"}


def test_another_stack_keeps_its_name(account):
    converge(account, environment("shop-blue", cname_prefix="shop"))
    other = Account(account.sandbox, "another")
    profile = setting("autoscaling:launchconfiguration", "IamInstanceProfile", "shop")
    mine = environment("shop-green", application_name="${elasticbeanstalk_application.toys.id}", cname_prefix="shop",
                       option_settings=[profile])  # fmt: skip
    result = other.converge(declared("elasticbeanstalk_application", {"name": "toys"}), mine)
    assert result.get("failed")
    assert "is not available" in "\n".join(other.lines)
    assert names(account) == {"shop-blue": "shop"}


def test_a_branch_that_there_is_not_is_told_before_anything_is_made(account):
    account.sandbox.clear_calls()
    planned = account.plan(*NEEDS, environment("shop-blue", platform_branch_name="Docker running on 64bit Amazon Linux 2099"))
    assert 'there is no platform branch "Docker running on 64bit Amazon Linux 2099" in us-east-1' in planned["msg"]
    assert account.sandbox.writes() == []
