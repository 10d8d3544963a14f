# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the modules as declarations: their tasks are templated as Ansible would, without Ansible."""
from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import percent_encode
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from module_documents import REPOSITORY, constants_of

ALONE = re.compile(r"\{\{(?P<expression>(?:(?!\{\{).)*)\}\}", re.DOTALL)
JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined)
JINJA.filters["skylift.aws.percent_encode"] = percent_encode
NOT_OPTIONS = ("name", "state", "stack", "adopt", "delegated", "region")


def tasks_of(module: str) -> list[dict]:
    """Return the tasks of a module's EXAMPLES, those of whole plays among them."""
    entries = yaml.safe_load(constants_of(module)["EXAMPLES"])
    return [task for entry in entries for task in (entry["tasks"] if "hosts" in entry else [entry])]


def declarations_of(module: str) -> list[Declaration]:
    """Return what the tasks of a module's EXAMPLES declare. Raises jinja2.UndefinedError for a variable of nowhere."""
    variables: dict[str, object] = {"playbook_dir": str(REPOSITORY / "tests" / "stories")}
    declared = []
    for number, task in enumerate(tasks_of(module), 1):
        results = []
        for type_name, options in _declaring(task, variables):
            options = dict(options)
            declaration = Declaration(
                type_name, options.pop("name"), {name: value for name, value in options.items() if name not in NOT_OPTIONS},
                options.get("state", "present"), where=f"{module}.py:example {number}",
            )
            declared.append(declaration)
            results.append(references_of(declaration))
        if "register" in task and results:
            variables[task["register"]] = {"results": results} if "loop" in task else results[0]
    return declared


def _declaring(task: dict, variables: dict) -> Iterator[tuple[str, dict]]:
    for action, options in task.items():
        type_name = action.rpartition(".")[2]
        if action.startswith("skylift.aws.") and type_name in all_types():
            for item in templated(task.get("loop", [None]), variables):
                yield type_name, templated(options, {**task.get("vars", {}), **variables, "item": item})


def references_of(declaration: Declaration) -> dict[str, str]:
    """Return what the task of a declaration returns."""
    attributes = all_types()[declaration.type].attribute_names()
    references = {name: f"${{{declaration.address}.{name}}}" for name in attributes}
    return {**references, "address": declaration.address}


def templated(value: object, variables: dict) -> object:
    """Return a value with its Jinja filled in; a text that is one expression alone keeps the type of its value."""
    if isinstance(value, dict):
        return {key: templated(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [templated(part, variables) for part in value]
    if not isinstance(value, str) or "{{" not in value:
        return value
    alone = ALONE.fullmatch(value.strip())
    if alone:
        found = JINJA.compile_expression(alone["expression"], undefined_to_none=False)(**variables)
        if isinstance(found, jinja2.Undefined):
            raise jinja2.UndefinedError(f"nothing in the examples makes {value}")
        return found
    return JINJA.from_string(value).render(variables)
