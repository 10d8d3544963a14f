# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of the DNS are the same in several spellings."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.comparing import SPELLINGS
from ansible_collections.skylift.aws.plugins.module_utils.aws.names import same_name
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.route53 import quoted

LONG = "v=DKIM1; p=" + "A" * 400


def values(*texts: str) -> list[dict]:
    return [{"Value": text} for text in texts]


@pytest.mark.parametrize("text", ["v=spf1 -all", LONG, 'say "hello"', "back\\slash", ""])
def test_a_text_is_the_same_as_its_quoted_strings(text):
    assert SPELLINGS["record_values"](values(text), values(quoted(text)))


def test_no_string_is_longer_than_dns_takes():
    assert max(len(string) for string in quoted(LONG).strip('"').split('" "')) == 255


def test_other_texts_and_other_hosts_differ():
    same = SPELLINGS["record_values"]
    assert not same(values(LONG), values(quoted(LONG + "B")))
    assert not same(values("a.example.com"), values("b.example.com"))
    assert not same(values("192.0.2.1"), values("192.0.2.1", "192.0.2.2"))


def test_dots_at_the_end_and_order_do_not_matter():
    wanted, found = values("ns1.example.com", "ns2.example.com"), values("ns2.example.com.", "ns1.example.com.")
    assert SPELLINGS["record_values"](wanted, found)


def test_an_alias_is_told_in_any_case():
    alias = {"HostedZoneId": "Z1", "DNSName": "Shop.elb.amazonaws.com", "EvaluateTargetHealth": False}
    found = {"HostedZoneId": "Z1", "DNSName": "shop.elb.amazonaws.com.", "EvaluateTargetHealth": False}
    assert SPELLINGS["domains"](alias, found)
    assert not SPELLINGS["domains"](alias, {**found, "EvaluateTargetHealth": True})


def test_a_wildcard_comes_back_in_octal():
    assert same_name("*.example.com", "\\052.example.com.")
    assert not same_name("*.example.com", "www.example.com.")
