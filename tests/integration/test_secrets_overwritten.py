# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret that somebody has overwritten by hand is told of, and can still be deleted."""

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
