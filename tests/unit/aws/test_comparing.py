# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts as "as declared": only what was declared, in whatever words AWS gives it back."""
from __future__ import annotations

import copy
import json

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.comparing import SPELLINGS, Rules, same_document, unlike
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN
from hypothesis import given
from hypothesis import strategies as some

scalars = some.one_of(some.text(), some.integers(), some.booleans(), some.floats(allow_nan=False, allow_infinity=False))
things = some.recursive(
    scalars,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(min_size=1), inner, max_size=4),
    max_leaves=12,
)


def differences(want, have, **rules):
    return list(unlike(want, have, "Thing", Rules(**rules)))


@given(things)
def test_a_thing_is_like_itself(thing):
    assert differences(thing, copy.deepcopy(thing)) == []


@given(some.dictionaries(some.text(min_size=1), things), some.dictionaries(some.text(min_size=1), things))
def test_what_was_not_declared_is_not_looked_at(want, more):
    assert differences(want, {**more, **want}) == []


def test_in_a_map_that_is_a_whole_nothing_else_may_be():
    have = {"Variables": {"A": "1", "B": "2"}, "Mode": "x"}
    whole = frozenset({"Thing.Variables"})
    assert differences({"Variables": {"A": "1"}}, have, whole=whole) == [("Thing.Variables.B", "2", None)]
    assert differences({"Variables": {"A": "1"}}, have) == []


@given(some.lists(some.text(min_size=1), min_size=1), some.randoms())
def test_the_order_of_a_list_does_not_matter(want, chance):
    have = list(want)
    chance.shuffle(have)
    assert differences(want, have) == []


@given(some.lists(some.text(min_size=1), min_size=1), some.text(min_size=1))
def test_an_element_too_many_is_a_difference(want, surplus):
    assert differences(want, [*want, surplus]) != []


def test_the_order_matters_where_the_type_says_so():
    rules = {"ordered": frozenset({"Thing.Origins"})}
    assert differences({"Origins": ["a", "b"]}, {"Origins": ["a", "b"]}, **rules) == []
    assert differences({"Origins": ["a", "b"]}, {"Origins": ["b", "a"]}, **rules) == [("Thing.Origins", ["b", "a"], ["a", "b"])]


def test_elements_that_aws_adds_are_left_alone_where_the_type_says_so():
    rules = {"server_adds": frozenset({"Thing.Attributes"})}
    have = {"Attributes": [{"Key": "idle", "Value": "60"}, {"Key": "added", "Value": "x"}]}
    assert differences({"Attributes": [{"Key": "idle", "Value": "60"}]}, have, **rules) == []
    changed = differences({"Attributes": [{"Key": "idle", "Value": "30"}]}, have, **rules)
    assert changed == [("Thing.Attributes.idle.Value", "60", "30")]


def test_elements_with_a_name_are_compared_by_it():
    have = [{"Name": "one", "Size": 1}, {"Name": "two", "Size": 2}]
    want = [{"Name": "two", "Size": 3}, {"Name": "three", "Size": 4}]
    assert differences(want, have) == [
        ("Thing.two.Size", 2, 3),
        ("Thing.three", None, {"Name": "three", "Size": 4}),
        ("Thing.one", {"Name": "one", "Size": 1}, None),
    ]


def test_a_map_is_whole_where_the_type_says_so():
    rules = {"whole": frozenset({"Thing.Variables"})}
    want, have = {"Variables": {"A": "1"}}, {"Variables": {"A": "1", "B": "2"}}
    assert differences(want, have) == []
    assert differences(want, have, **rules) == [("Thing.Variables.B", "2", None)]


@pytest.mark.parametrize("nothing", [None, "", [], {}, False])
@pytest.mark.parametrize("declared", ["", [], {}, False])
def test_aws_leaves_out_what_is_empty_or_off(declared, nothing):
    assert differences({"Option": declared}, {"Option": nothing} if nothing is not None else {}) == []


@pytest.mark.parametrize(("want", "have"), [(5432, "5432"), ("5432", 5432), (True, "true"), ("True", True), (1.0, 1)])
def test_numbers_and_booleans_may_come_as_text(want, have):
    assert differences(want, have) == []


@pytest.mark.parametrize(("want", "have"), [(5432, "5433"), (True, "false"), ("a", "A"), (1, "one"), ("x", None), (True, None)])
def test_another_value_is_a_difference(want, have):
    assert differences(want, have) == [("Thing", have, want)]


def test_what_is_not_known_yet_may_differ():
    assert differences({"SubnetId": UNKNOWN}, {"SubnetId": "subnet-1"}) == [("Thing.SubnetId", "subnet-1", UNKNOWN)]


def test_policies_are_compared_as_iam_reads_them():
    written = {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["b", "a"]}], "Version": "2012-10-17"}
    given_back = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": ["a", "b"], "Action": "s3:GetObject"}}
    assert differences(json.dumps(written), json.dumps(given_back, indent=2)) == []
    given_back["Statement"]["Action"] = "s3:*"
    assert differences(json.dumps(written), json.dumps(given_back)) != []


def test_large_numbers_in_a_document_are_told_apart():
    assert same_document('{"Size": 12345678}', '{"Size": "12345678"}')
    assert not same_document('{"Size": 12345678}', '{"Size": 12345679}')


@given(some.dictionaries(some.text(), things))
def test_a_document_says_the_same_in_any_spacing(document):
    assert same_document(json.dumps(document), json.dumps(document, indent=4, sort_keys=True))


@pytest.mark.parametrize("text", ["", "{", "plain", "[not json"])
def test_what_is_no_document_is_no_document(text):
    assert not same_document(text, text)


@pytest.mark.parametrize(
    ("spelling", "want", "have"),
    [
        ("version", "17", "17.6"),
        ("any_case", "Available", "available"),
        ("domain", "*.example.com", "\\052.example.com."),
        ("window", "Sun:05:00-Sun:06:00", "sun:05:00-sun:06:00"),
        ("arn_or_id", "1234", "arn:aws:kms:eu-central-1:123456789012:key/1234"),
        ("account_in_arn", "123456789012", "arn:aws:iam::123456789012:root"),
        ("switched_on", {"logs": [{"types": ["b", "a"], "enabled": True}]},
         {"logs": [{"types": ["a"], "enabled": True}, {"types": ["b"], "enabled": True}, {"types": ["c"], "enabled": False}]}),
        ("switched_on", {"logs": []}, {"logs": [{"types": ["a"], "enabled": False}]}),
        ("record_values", [{"Value": "v=spf1 -all"}], [{"Value": '"v=spf1 -all"'}]),
    ],
)
def test_aws_spells_it_differently(spelling, want, have):
    assert SPELLINGS[spelling](want, have)


@pytest.mark.parametrize(
    ("spelling", "want", "have"),
    [
        ("version", "17", "170.1"), ("version", "17.6", "17"), ("arn_or_id", "1", "key/2"),
        ("switched_on", {"logs": []}, {"logs": [{"types": ["a"], "enabled": True}]}), ("switched_on", UNKNOWN, {"logs": []}),
    ],
)  # fmt: skip
def test_another_spelling_of_something_else_is_something_else(spelling, want, have):
    assert not SPELLINGS[spelling](want, have)
