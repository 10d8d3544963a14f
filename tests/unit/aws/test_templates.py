# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How facts turn into parameters."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import asks_for, at, filled, placed
from hypothesis import given
from hypothesis import strategies as some

CONTEXT = {"name": "shop", "ids": ["a", "b"], "port": 5432, "Id": "/hostedzone/Z1"}


def test_a_field_inside_a_text_becomes_part_of_it():
    assert filled("arn:aws:s3:::{name}/{port}", CONTEXT) == "arn:aws:s3:::shop/5432"


def test_a_field_alone_keeps_its_type():
    assert filled({"Ids": "{ids}", "Port": "{port}"}, CONTEXT) == {"Ids": ["a", "b"], "Port": 5432}


def test_templates_nest_as_parameters_do():
    wanted = {"Filters": [{"Name": "tag:Name", "Values": ["shop"]}], "Limit": 10, "All": True}
    assert filled({"Filters": [{"Name": "tag:Name", "Values": ("{name}",)}], "Limit": 10, "All": True}, CONTEXT) == wanted


def test_the_kind_before_an_id_can_be_left_out():
    assert filled("{Id:basename}", CONTEXT) == "Z1"


def test_a_field_that_nobody_knows_is_a_mistake():
    with pytest.raises(KeyError, match="unknown"):
        filled({"Name": "{unknown}"}, CONTEXT)
    with pytest.raises(KeyError, match="unknown"):
        filled("a {unknown}", CONTEXT)


def test_values_are_not_taken_for_templates():
    assert filled("{name}!", {"name": "{port}"}) == "{port}!"


def test_a_template_tells_what_it_asks_for():
    assert asks_for({"Values": ["{name}"]}, "name")
    assert not asks_for({"Values": ["{name}"]}, "port")


@given(some.lists(some.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True), min_size=1, max_size=5), some.integers())
def test_what_is_placed_is_found_there(path, value):
    assert at(".".join(path), placed(".".join(path), value)) == value
