# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that somebody has overwritten by hand are told of; what they say of public things is no secret elsewhere."""

from __future__ import annotations

import pytest
from support.account import Account, declared

ADDRESS = "secretsmanager_secret.shop/login"
SECRET = declared("secretsmanager_secret", {
    "name": "shop/login", "generate_secret_string": {}, "secret_string_template": {"user": "shop"},
    "generate_string_key": "password",
})  # fmt: skip
READER = declared("ssm_parameter", {"name": "/login", "type": "SecureString", "value": f"${{{ADDRESS}.generated_string}}"})


@pytest.mark.parametrize("stored", ["known-to-nobody", '{"user": "shop"}', '["password"]', "null"])
def test_a_value_without_the_key_is_told_of_in_the_plan(sandbox, stored):
    account = Account(sandbox)
    assert not account.converge(SECRET, READER).get("failed")
    sandbox.client("secretsmanager").put_secret_value(SecretId="shop/login", SecretString=stored)

    planned = account.plan(SECRET, READER)
    assert [problem["address"] for problem in planned["problems"]] == [ADDRESS]
    assert "is no JSON text with the key password" in planned["msg"]
    assert "Traceback" not in str(account.lines)

    assert not account.converge({**SECRET, "state": "absent"}, delete_data_of=[ADDRESS]).get("failed")


def test_what_a_secret_says_of_something_public_is_no_secret_elsewhere(sandbox):
    account = Account(sandbox, "shopping-prod")
    topic = declared("sns_topic", {"name": "shopping-prod-alarms"})
    said = {"dbname": "shopping", "topic": "${sns_topic.shopping-prod-alarms.arn}", "password": "known-to-nobody"}
    secret = declared("secretsmanager_secret", {"name": "shopping-prod/login", "secret_string": said})
    reader = declared("ssm_parameter", {"name": "/shopping-prod/database", "type": "String", "value": "shopping"})
    sender = declared("ssm_parameter", {"name": "/shopping-prod/topic", "type": "String", "value": said["topic"]})

    account.converge(topic, secret, diff=True)
    account.converge(topic, secret, reader, sender, diff=True)

    assert "      value: shopping" in account.lines
    assert any(line.endswith(":shopping-prod-alarms") for line in account.lines)
    assert "known-to-nobody" not in str(account.lines)
