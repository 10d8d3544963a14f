# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house keeps its order: everything small, everything in its one home, and imports that run one way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore.session

ROOT = Path(__file__).resolve().parents[2]
COLLECTION = "ansible_collections.skylift.aws."
OPENING = """\
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""
OPENING_OF_MODULE_UTILS = """\
# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""

SHARED = (
    "module_utils/engine/declaration",
    "module_utils/engine/problem",
    "module_utils/engine/references",
    "module_utils/engine/values",
)
"""The engine's value objects, which everybody may know."""

MAY_IMPORT = {
    "action": (
        "module_utils", "plugin_utils", "modules/stack", "modules/http_check", "modules/price_info",
        "modules/alarm_check", "modules/dns_check", "modules/dns_info", "modules/environment_assess",
        "modules/migration_assessment", "modules/migration_info", "modules/migration_step", "modules/milestone",
        "modules/object_assess", "modules/object_transfer", "modules/platform_project", "modules/postgres_assess",
        "modules/postgres_drill", "modules/postgres_transfer", "modules/postgres_verify", "modules/release",
        "modules/release_info", "modules/traffic_shift",
    ),
    "callback": ("module_utils/engine/lines",),
    "doc_fragments": ("module_utils/aws/documentation",),
    "filter": (
        "module_utils/engine/references", "module_utils/aws/permissions", "module_utils/resource_types/provider", "plugin_utils",
    ),
    "module_utils": ("module_utils",),
    "module_utils/aws": ("module_utils/aws", *SHARED),
    "module_utils/engine": ("module_utils/engine",),
    "module_utils/preflight": (
        "module_utils/preflight", "module_utils/aws", "module_utils/images", "module_utils/packages",
        "module_utils/sites", *SHARED,
    ),
    "module_utils/images": ("module_utils/images", "module_utils/aws", *SHARED),
    "module_utils/migration": ("module_utils/migration", "module_utils/aws", *SHARED),
    "module_utils/kubernetes": ("module_utils/kubernetes", "module_utils/aws", *SHARED),
    "module_utils/platforms": ("module_utils/platforms", "module_utils/aws", *SHARED),
    "module_utils/pricing": ("module_utils/pricing", "module_utils/aws", *SHARED),
    "module_utils/releases": ("module_utils/releases", "module_utils/aws", *SHARED),
    "module_utils/resource_types": (
        "module_utils/aws", "module_utils/images", "module_utils/kubernetes", "module_utils/preflight/check",
        "module_utils/packages", "module_utils/pricing", "module_utils/sites", "module_utils/task_runs", *SHARED,
    ),
    "module_utils/packages": ("module_utils/packages", "module_utils/aws", "module_utils/images", *SHARED),
    "module_utils/sites": ("module_utils/sites", "module_utils/aws", "module_utils/images", *SHARED),
    "module_utils/task_runs": ("module_utils/task_runs", "module_utils/aws", *SHARED),
    "module_utils/traffic": ("module_utils/traffic", "module_utils/transfer", "module_utils/aws", *SHARED),
    "module_utils/transfer": ("module_utils/transfer", "module_utils/aws", *SHARED),
    "modules": ("module_utils",),
    "plugin_utils": ("plugin_utils", "module_utils"),
}

ONE_HOME = {
    r"\.check_mode\b": (
        "action/alarm_check.py", "action/http_check.py", "action/migration_step.py", "action/milestone.py",
        "action/object_transfer.py", "action/platform_project.py", "action/postgres_transfer.py", "action/postgres_verify.py",
        "action/release.py", "action/stack.py", "action/traffic_shift.py",
        "module_utils/module.py",
    ),
    r"\bargument_spec\s*=": (),
    r"\bAnsibleModule\(": ("module_utils/module.py",),
    r"except\b.*\b(ClientError|BotoCoreError)\b": ("module_utils/aws/calls.py", "module_utils/aws/diagnosis.py"),
    r"\btime\.sleep\(": ("module_utils/aws/calls.py",),
    r"\b(get_paginator|Paginator)\(": ("module_utils/aws/calls.py",),
    r"(?m)^(import|from) (boto3|botocore|jmespath)\b": (),
}
"""What is done in one place, and where: check mode, say, is a plan that nobody executes.
The SDK may be missing where a module is imported: aws/sdk.py guards it, functions import more of it."""

ENGINE_WORDS = {"batch", "connect", "events", "health"}
"""Words of the engine's own that AWS has given to services, too."""


def files(*patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    assert found, f"nothing matches {patterns}"
    return found


def plugins() -> list[Path]:
    return files("plugins/**/*.py")


def python() -> list[Path]:
    return plugins() + files("tests/**/*.py")


def told(path: Path, line: int = 0, said: object = "") -> str:
    return f"{path.relative_to(ROOT)}:{line} {said}".strip()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def code_lines(path: Path) -> int:
    """Lines of code of a module that belong to none of its documents; blanks and comments left out."""
    text = path.read_text().splitlines()
    documents = set()
    for node in tree(path).body:
        if isinstance(node, (ast.Assign, ast.Expr)) and isinstance(node.value, ast.Constant):
            documents |= set(range(node.lineno, node.end_lineno + 1))
    written = (line for number, line in enumerate(text, 1) if number not in documents)
    return sum(1 for line in written if line.strip() and not line.startswith("#"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of our own, as (line, path below plugins)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        ours = (name.removeprefix(COLLECTION + "plugins.") for name in names if name.startswith(COLLECTION))
        yield from ((node.lineno, name.replace(".", "/")) for name in ours)


def test_no_python_file_is_long():
    assert [told(path, said=lines(path)) for path in python() if lines(path) > 400] == []


def test_no_function_is_long():
    long = [
        told(path, function.lineno, function.name)
        for path in python()
        for function in functions(path)
        if function.end_lineno - function.lineno >= 40
    ]
    assert long == []


def test_a_module_file_is_its_documents_and_a_few_lines():
    long = {told(path): code_lines(path) for path in files("plugins/modules/*.py") if code_lines(path) > 12}
    assert long == {}


def test_a_role_is_a_table_of_contents():
    tasks = [told(path, said=lines(path)) for path in files("roles/*/tasks/*.yml") if lines(path) > 50]
    defaults = [told(path, said=lines(path)) for path in files("roles/*/defaults/main.yml") if lines(path) > 40]
    assert tasks + defaults == []


def test_every_plugin_opens_with_its_licence():
    wrong = []
    for path in plugins():
        text = path.read_text().removeprefix("#!/usr/bin/python\n")
        shared = "module_utils" in path.parts
        if not text.startswith(OPENING_OF_MODULE_UTILS if shared else OPENING):
            wrong.append(told(path))
        elif "\nfrom __future__ import annotations\n" not in text:
            wrong.append(told(path, said="no annotations"))
    assert wrong == []


def test_a_name_says_what_is_inside():
    vague = re.compile(r"(^|_)(utils?|common|helpers?|managers?|misc|handlers?)(_|$)")
    assert [told(path) for path in python() if vague.search(path.stem)] == []


def test_what_has_one_home_is_nowhere_else():
    strays = []
    for pattern, homes in ONE_HOME.items():
        for path in plugins():
            stray = re.search(pattern, path.read_text())
            if stray and str(path.relative_to(ROOT / "plugins")) not in homes:
                strays.append(told(path, path.read_text().count("\n", 0, stray.start()) + 1, stray[0].strip()))
    assert strays == []


def test_imports_run_one_way():
    backwards = []
    for path in plugins():
        folder = str(path.parent.relative_to(ROOT / "plugins"))
        allowed = MAY_IMPORT[folder]
        backwards += [
            told(path, line, name)
            for line, name in imports(path)
            if not any(f"{name}/".startswith(f"{prefix}/") for prefix in allowed)
        ]
    assert backwards == []


def test_the_engine_names_no_service_of_aws():
    services = {name.replace("-", "_") for name in botocore.session.get_session().get_available_services()}
    forbidden = (services - ENGINE_WORDS) | {"aws", "boto3", "botocore"}
    named = []
    for path in files("plugins/module_utils/engine/*.py"):
        for node in ast.walk(tree(path)):
            words = set(re.split(r"[^a-z0-9]+", spoken(node).lower().replace(COLLECTION, "")))
            named += [told(path, node.lineno, word) for word in words & forbidden]
    assert named == []


def spoken(node: ast.AST) -> str:
    """The name or the text that a node of code stands for; prose does not count."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
        return node.value
    if isinstance(node, ast.alias):
        return ""
    return next((getattr(node, field) for field in ("id", "attr", "arg", "name") if getattr(node, field, None)), "")


def test_nothing_swallows_an_exception():
    silent = [
        told(path, node.lineno)
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and isinstance(node.body[0], ast.Pass)
    ]
    assert silent == []


def test_nothing_is_left_unfinished():
    marks = re.compile("TO" + "DO|FIX" + "ME|XX" + r"X|raise NotImplemented" + "Error")
    unfinished = []
    for path in python() + files("roles/**/*.yml", "playbooks/*.yml", "inventories/**/*.yml"):
        unfinished += [
            told(path, number) for number, line in enumerate(path.read_text().splitlines(), 1) if marks.search(line)
        ]
    assert unfinished == []


def test_every_skipped_test_says_why():
    assert [told(path, line) for path in files("tests/**/*.py") for line in silent_skips(path)] == []


def silent_skips(path: Path) -> Iterator[int]:
    """The lines where a test is skipped without a reason: `skip("...")`, or `reason="..."` for all others."""
    calls = {node.func: node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Attribute):
            continue
        name = re.fullmatch(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)", ast.unparse(node))
        if name is None:
            continue
        call = calls.get(node)
        said = call and (
            any(keyword.arg == "reason" for keyword in call.keywords) or name[0] == "pytest.skip" and call.args
        )
        if not said:
            yield node.lineno


def test_no_test_replaces_what_it_tests():
    assert [
        told(path) for path in files("tests/**/*.py") if re.search(r"unittest.?\bmock\b|MagicMock\(", path.read_text())
    ] == []


def test_no_file_holds_what_looks_like_a_secret():
    shapes = re.compile(
        r"\bAKIA(?!IOSFODNN7EXAMPLE)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\b(gh[ps]|xox[bp])[_-]\w{20}|\bsk_live_\w+"
    )
    kept = files("plugins/**/*", "roles/**/*", "playbooks/**/*", "inventories/**/*", "tests/**/*.*", "docs/**/*")
    readable = (
        path for path in kept if path.suffix in (".py", ".yml", ".yaml", ".md", ".json", ".j2", ".mjs", ".sh", ".sql")
    )
    assert [told(path) for path in readable if shapes.search(path.read_text())] == []
