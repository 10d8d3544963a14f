# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A canary whose making failed is made anew: AWS finds out late that its role is not known everywhere yet."""
from __future__ import annotations

import yaml
from support.account import Account, declared
from support.story import STORIES

TOLD = yaml.safe_load((STORIES / "synthetics_canary.yml").read_text())
NEEDS = [declared(kind, options) for need in TOLD["needs"] for kind, options in need.items()]
CANARY = declared("synthetics_canary", TOLD["declared"])
ADDRESS = "synthetics_canary.shop-site"


def test_the_next_run_makes_it_anew(sandbox):
    sandbox.settings(delay=0.05, role_propagation=3600)
    account = Account(sandbox)
    result = account.converge(*NEEDS, CANARY)
    assert result["failed"]
    assert "cannot be assumed by Lambda" in "\n".join([result["msg"], *account.lines])

    sandbox.settings(role_propagation=0)
    result = account.converge(*NEEDS, CANARY)
    assert not result.get("failed"), result["msg"]
    assert result.actions()[ADDRESS] == "replace"
    assert set(account.converge(*NEEDS, CANARY).actions().values()) == {"keep"}
