# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References: found, told apart from what only looks like one, and resolved."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.events import secrets_in
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import (
    Reference,
    find,
    percent_encode,
    resolve,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import SENSITIVE, UNKNOWN, Secret, shown
from hypothesis import given, settings
from hypothesis import strategies as st

VALUES = {"id": "vpc-1", "port": 5432, "zones": ["a", "b"], "later": UNKNOWN, "token": Secret("p/w")}


def lookup(reference: Reference) -> object:
    return VALUES[reference.attribute]


@pytest.mark.parametrize(
    "text, address, attribute",
    [
        ("${ec2_vpc.core.id}", "ec2_vpc.core", "id"),
        ("${s3_bucket.media.example.com.arn}", "s3_bucket.media.example.com", "arn"),
        ("${ssm_parameter./app/prod/url.arn}", "ssm_parameter./app/prod/url", "arn"),
        ("${ec2_security_group.web and more.id}", "ec2_security_group.web and more", "id"),
    ],
)
def test_names_may_hold_dots_slashes_and_spaces(text, address, attribute):
    [reference] = find(text)
    assert (reference.address, reference.attribute, str(reference)) == (address, attribute, text)


@pytest.mark.parametrize(
    "text", ["${aws:username}", "${stageVariables.a.b}", "${HOME}", "$context.id", "${ec2_vpc.id}"]
)
def test_what_only_looks_like_a_reference_stays_text(text):
    assert find(text) == []
    assert resolve(text, lookup) == text


def test_only_known_types_make_references():
    assert find("${my_map.a.b}", {"ec2_vpc"}.__contains__) == []
    assert resolve("${my_map.a.b}", lookup, {"ec2_vpc"}.__contains__) == "${my_map.a.b}"


def test_a_lone_reference_takes_the_type_of_its_value():
    assert resolve("${ec2_vpc.core.zones}", lookup) == ["a", "b"]
    assert resolve({"port": "${ec2_vpc.core.port}"}, lookup) == {"port": 5432}


def test_in_a_longer_text_values_are_written_out():
    assert resolve("pg://db:${ec2_vpc.core.port}/${ec2_vpc.core.id}", lookup) == "pg://db:5432/vpc-1"


def test_one_secret_part_makes_the_whole_text_secret():
    text = resolve("pg://app:${rds_db_instance.x.token:urlencode}@${ec2_vpc.core.id}", lookup)
    assert text == "pg://app:p%2Fw@vpc-1"
    assert shown(text) == "(sensitive)"
    assert shown(resolve(Secret("${ec2_vpc.core.id}"), lookup)) == "(sensitive)"


def test_what_a_secret_borrows_is_hidden_in_it_and_nowhere_else():
    resolved = resolve({"port": Secret("${rds_db_instance.core.port}"), "token": Secret("${ec2_vpc.core.token}")}, lookup)
    assert resolved == {"port": "5432", "token": "p/w"}
    assert shown(resolved) == {"port": SENSITIVE, "token": SENSITIVE}
    assert list(secrets_in(resolved)) == ["p/w"]


def test_one_unknown_part_makes_the_whole_text_unknown():
    assert resolve("a-${ec2_vpc.core.later}-${rds_db_instance.x.token}", lookup) is UNKNOWN
    assert resolve("${ec2_vpc.core.later:urlencode}", lookup) is UNKNOWN


def test_map_keys_are_resolved_too():
    policy = {"StringEquals": {"${iam_oidc_provider.github.id}:aud": "sts"}}
    assert resolve(policy, lookup) == {"StringEquals": {"vpc-1:aud": "sts"}}
    assert resolve({"${ec2_vpc.core.later}": 1}, lookup) is UNKNOWN


def test_percent_encoding_leaves_references_to_be_encoded_later():
    assert percent_encode("a/b c") == "a%2Fb%20c"
    assert percent_encode("x/${rds_db_instance.main.token}") == "x%2F${rds_db_instance.main.token:urlencode}"
    once = percent_encode("${rds_db_instance.main.token}")
    assert percent_encode(once) == once


LEAVES = st.one_of(st.text(), st.integers(), st.booleans(), st.none())


@settings(max_examples=50, deadline=None)
@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10))
def test_values_without_references_resolve_to_themselves(value):
    if not find(value):
        assert resolve(value, lookup) == value


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(exclude_characters="{}\n$", exclude_categories=["Cs"]), min_size=1),
    st.text(st.characters(exclude_characters="$"), max_size=5),
)
def test_every_reference_is_found_again_in_its_text(name, around):
    reference = Reference("ec2_vpc", name, "id", "urlencode")
    assert find(f"{around}{reference}{around}") == [reference]
