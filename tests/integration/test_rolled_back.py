# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change that AWS takes back is a failure, though the service is well again."""
from __future__ import annotations

import pytest
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.aws import waiting
from support.account import Account, declared
from support.story import FAST, STORIES

STORY = yaml.safe_load((STORIES / "apprunner_service.yml").read_text())
NEEDS = [declared(kind, options) for need in STORY["needs"] for kind, options in need.items()]
LOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lost:1.1"


def service(image: str) -> dict:
    """The service of the story, running another image."""
    source = STORY["declared"]["source_configuration"]
    repository = {**source["image_repository"], "image_identifier": image}
    source = {**source, "image_repository": repository}
    return declared("apprunner_service", {**STORY["declared"], "source_configuration": source})


@pytest.fixture
def account(sandbox, monkeypatch):
    monkeypatch.setattr(waiting, "GONE_BACK_SECONDS", 1)
    sandbox.settings(delay=FAST, apprunner_open=True)
    account = Account(sandbox)
    assert not account.converge(*NEEDS, service("${ecr_repository.shop.repository_uri}:1.0")).get("failed")
    return account


def test_a_release_that_app_runner_takes_back_has_failed(account):
    result = account.converge(*NEEDS, service(LOST))
    assert result["failed"]
    went_back = "AWS went back to what was there before: source_configuration.image_repository.image_identifier"
    assert went_back in "\n".join(account.lines)


def test_the_next_plan_shows_it_still(account):
    account.converge(*NEEDS, service(LOST))
    assert account.plan(*NEEDS, service(LOST)).actions()["apprunner_service.shop-api"] == "update"
