# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices are asked of AWS's Price List API; the book is used where that is not possible, and the estimate says so."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
import yaml
from deployment import INVENTORIES, REPOSITORY, Deployment
from sandbox.given import refused
from support.account import Account, declared

BOOK = REPOSITORY / "plugins" / "module_utils" / "pricing" / "book.yml"
OPTIONS = {"connectivity_type": "private", "subnet_id": "subnet-1"}
GATEWAY = declared("ec2_nat_gateway", {"name": "shop", "region": "eu-central-1", **OPTIONS})
NO_DATA = {"data_out_gb": 20480, "nat_gb": 0}


@pytest.fixture
def account(sandbox) -> Account:
    account = Account(sandbox, "shop")
    account.connection["region"] = "eu-central-1"
    return account


def lines_of(result: dict) -> dict[str, tuple[float, str]]:
    return {line["what"]: (line["monthly"], line["source"]) for line in result["estimate"]["lines"]}


def test_prices_are_those_of_today_in_the_region_of_the_stack(account, sandbox):
    result = account.plan(GATEWAY, estimate=NO_DATA)
    lines = lines_of(result)
    assert lines["NAT gateway"] == (37.96, "Price List API")
    assert lines["data out to the internet"] == (round(10240 * 0.09 + (20480 - 100 - 10240) * 0.085, 2), "Price List API")
    assert result["estimate"]["notes"] == ["rates from the Price List API"]
    assert account.lines[-1].startswith("  Prices: rates from the Price List API")
    # The gateways of Outposts, whose usage types are alike, fill the first page.
    assert len(sandbox.calls("pricing:GetProducts")) == 3


def test_what_the_list_does_not_have_comes_from_the_book(account):
    key = declared("kms_key", {"name": "shop"})
    result = account.plan(GATEWAY, key, estimate=NO_DATA)
    assert lines_of(result)["key"] == (1.0, "price book of 2026-11-20")
    assert lines_of(result)["NAT gateway"][1] == "Price List API"
    assert "rates from the Price List API" in result["estimate"]["notes"]
    assert "rates from the price book of 2026-11-20" in result["estimate"]["notes"]


def test_who_may_not_ask_is_told_so_once_and_gets_the_prices_of_the_book(account, sandbox):
    sandbox.settings(price_list_open=False)
    result = account.plan(GATEWAY, estimate=NO_DATA)
    assert lines_of(result)["NAT gateway"] == (32.85, "price book of 2026-11-20")
    assert any("AccessDeniedException" in note for note in result["estimate"]["notes"])
    assert len(sandbox.calls("pricing:GetProducts")) == 1


def test_an_api_that_is_out_of_order_holds_nobody_up(account, sandbox):
    sandbox.faults(error_rate=1, only="pricing:*")
    result = account.plan(GATEWAY, estimate=NO_DATA)
    assert lines_of(result)["NAT gateway"][1] == "price book of 2026-11-20"
    assert len(sandbox.calls("pricing:GetProducts")) == 1


def test_what_nobody_assumes_is_refused_with_the_names_there_are(account):
    result = account.plan(GATEWAY, estimate={"data_uot_gb": 5})
    assert result["failed"]
    assert "there is no data_uot_gb to assume; there is data_out_gb, nat_gb" in result["msg"]


def test_other_partitions_have_no_list_in_usd(sandbox):
    account = Account(sandbox, "shop")
    account.connection["region"] = "us-gov-west-1"
    result = account.plan(declared("kms_key", {"name": "shop"}), estimate={})
    assert any("aws-us-gov has no price list in USD" in note for note in result["estimate"]["notes"])
    assert sandbox.calls("pricing:GetProducts") == []


def test_nobody_pays_for_an_estimate_who_does_not_ask_for_it(account, sandbox):
    assert "estimate" not in account.plan(GATEWAY)
    assert sandbox.calls("pricing:GetProducts") == []


def test_the_price_list_of_the_sandbox_answers_like_aws(sandbox):
    prices = sandbox.client("pricing")
    asked = [{"Type": "TERM_MATCH", "Field": "instanceType", "Value": "db.t4g.micro"}]
    pages = prices.get_paginator("get_products").paginate(ServiceCode="AmazonRDS", Filters=asked)
    products = [json.loads(text) for page in pages for text in page["PriceList"]]
    assert {each["product"]["attributes"]["deploymentOption"] for each in products} == {"Single-AZ", "Multi-AZ"}
    term = next(iter(products[0]["terms"]["OnDemand"].values()))
    assert next(iter(term["priceDimensions"].values()))["pricePerUnit"] == {"USD": "0.0190000000"}
    with refused("NotFoundException", "Invalid Service Code"):
        prices.get_products(ServiceCode="Nonsense")


def test_a_playbook_tells_what_a_system_costs_and_changes_nothing(tmp_path, sandbox):
    deployment = Deployment(tmp_path, sandbox, INVENTORIES / "classla")
    done = deployment.start_playbook("estimate_costs", "-e", json.dumps({"stack_estimate": {"data_out_gb": 200}})).wait()
    assert done.code == 0, done.ending
    assert "Estimate of classla-prod: " in done.printed
    assert "      65.70  ec2_nat_gateway (2): NAT gateway\n" in done.printed
    assert "       9.00  stack: data out to the internet\n" in done.printed
    assert sandbox.writes() == []


def test_the_book_is_written_anew_from_the_list_and_keeps_what_the_list_does_not_have(tmp_path, sandbox):
    book = tmp_path / "book.yml"
    shutil.copy(BOOK, book)
    environment = Deployment(tmp_path, sandbox).environment
    command = [sys.executable, REPOSITORY / "scripts" / "renew_price_book.py", "--book", book, "eu-central-1"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    written = yaml.safe_load(book.read_text())
    assert written["regions"]["eu-central-1"]["nat_gateway_hour"] == 0.052
    assert written["regions"]["eu-central-1"]["data_out_gb"] == [[0, 0.09], [10240, 0.085]]
    assert written["regions"]["eu-central-1"]["rds_instance_hour"] == {"db.t4g.micro/PostgreSQL/Single-AZ": 0.019,
                                                                       "db.t4g.micro/PostgreSQL/Multi-AZ": 0.037}  # fmt: skip
    assert written["regions"]["us-east-1"] == yaml.safe_load(BOOK.read_text())["regions"]["us-east-1"]
    assert "eu-central-1: 9 rates" in done.stdout
