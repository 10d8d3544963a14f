# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented face of each resource type tells what the type takes and gives, and nothing else."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import FRAGMENTS
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from module_documents import MODULES, constants_of, is_resource_type

TYPES = all_types()
SPELLINGS = {
    "string": {"str", "dict", "list", "json", "raw", "path"},  # a policy is written as a map and sent as text
    "integer": {"int"}, "long": {"int"}, "float": {"float"}, "double": {"float"}, "boolean": {"bool"},
    "structure": {"dict"}, "map": {"dict"}, "list": {"list"}, "timestamp": {"str"}, "blob": {"str", "raw", "path"},
}
EXTRAS = {"folder": "path", "path": "path", "dict": "dict", "list": "list", "str": "str", "bool": "bool", "count": "int"}

every_type = pytest.mark.parametrize("name", sorted(TYPES))


def documented(name: str) -> dict:
    """DOCUMENTATION of a module."""
    return yaml.safe_load(constants_of(name)["DOCUMENTATION"])


def shapes_of(name: str) -> dict[str, object]:
    return {option: place.shape for option, place in options_of(TYPES[name]).places.items()}


def test_every_resource_type_has_its_module_and_every_module_its_type():
    modules = {path.stem for path in MODULES.glob("*.py") if is_resource_type(path.stem)}
    assert modules == set(TYPES)


@every_type
def test_it_documents_each_option_the_type_takes_and_no_other(name):
    assert set(documented(name)["options"]) == {*shapes_of(name), *TYPES[name].extras}


@every_type
def test_it_takes_tags_when_aws_keeps_tags(name):
    fragments = ["skylift.aws.resource", "skylift.aws.connection"]
    if options_of(TYPES[name]).taggable:
        fragments.append("skylift.aws.tags")
    assert sorted(documented(name)["extends_documentation_fragment"]) == sorted(fragments)
    assert set(fragments) <= set(FRAGMENTS)


@every_type
def test_types_agree_with_the_api_model(name):
    options = documented(name)["options"]
    for option, shape in shapes_of(name).items():
        told = options[option]
        assert told["type"] in SPELLINGS[shape.type_name], option
        if shape.type_name == "list":
            assert told["elements"] in SPELLINGS[shape.member.type_name], option
    for option, wanted in TYPES[name].extras.items():
        assert options[option]["type"] == EXTRAS.get(wanted, "dict"), option


@every_type
def test_choices_are_those_of_the_api_model(name):
    options = documented(name)["options"]
    for option, shape in shapes_of(name).items():
        if "choices" in options[option]:
            assert sorted(options[option]["choices"]) == sorted(shape.enum), option


@every_type
def test_no_option_has_a_default_or_is_required_even_to_delete(name):
    for option, told in documented(name)["options"].items():
        assert not {"default", "required", "suboptions"} & set(told), option
        assert told["description"], option


@every_type
def test_it_returns_the_attributes(name):
    returned = yaml.safe_load(constants_of(name)["RETURN"])
    assert set(returned) == {"address", *TYPES[name].attributes}


@every_type
def test_its_documents_are_complete(name):
    read = documented(name)
    assert read["module"] == name
    assert read["short_description"] and not read["short_description"].endswith(".")
    assert read["description"] and read["author"] and read["version_added"]
    assert f"skylift.aws.{name}:" in constants_of(name)["EXAMPLES"]


@every_type
def test_the_python_of_a_module_is_the_usual_few_lines(name):
    text = (MODULES / f"{name}.py").read_text()
    statements = [node for node in ast.parse(text).body if not isinstance(node, (ast.Expr, ast.Assign))]
    assert sum(node.end_lineno - node.lineno + 1 for node in statements) <= 12
    assert f"run({TYPES[name].__name__}, DOCUMENTATION)" in text


def test_lines_are_short():
    long = [f"{path.name}:{number}" for path in MODULES.glob("*.py")
            for number, line in enumerate(Path(path).read_text().splitlines(), 1) if len(line) > 160]
    assert long == []
