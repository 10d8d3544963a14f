# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What was found before a move as one report: whether it can be made and how, and what is to be done before."""

from __future__ import annotations

from ansible.module_utils.common.text.formatters import bytes_to_human

WOULD_TELL = {
    "database": "migration_source",
    "names": "traffic_record_name or migration_record_names",
    "files": "migration_files_source",
    "environment": "decommission_project or migration_environment_file",
    "advice": "migration_advice_present_bill",
}
"""What can be looked at, and the variable without which it is not."""


def report_of(stack: str, found: dict) -> dict:
    """Return the report for programs. `found` has what was looked at, by the names in WOULD_TELL."""
    database = found.get("database") or {}
    return {
        "stack": stack,
        "ready": database.get("ready", True),
        "verdict": database.get("verdict", "nothing that was looked at stands against it"),
        "method": database.get("recommended"),
        "freeze_minutes": database.get("freeze_minutes"),
        "to_do": _to_do(found),
        **found,
        "not_looked_at": {name: variable for name, variable in WOULD_TELL.items() if not found.get(name)},
    }


def _to_do(found: dict) -> list[str]:
    told = [*(found.get("names") or ()), *(found.get(part) or {} for part in ("files", "environment"))]
    # What is true of a zone is found with each of its names.
    return list(dict.fromkeys(said for each in told for said in each.get("findings", ())))


def as_markdown(report: dict) -> str:
    """Return the report for people."""
    lines = [f"# Whether {report['stack']} can be moved: {'ready' if report['ready'] else 'not ready'}", "", *_verdict(report)]
    lines += _section("What to do before", [f"- {said}" for said in report["to_do"]])
    for name, (title, told) in PARTS.items():
        if report.get(name):
            lines += _section(title, told(report[name]))
    schedules = (report.get("environment") or {}).get("schedules", ())
    lines += _section("Scheduled jobs", [f"- {each['service']}: {each['schedule']}" for each in schedules])
    not_looked_at = report["not_looked_at"].items()
    lines += _section("What was not looked at", [f"- {name}: {variable} would tell" for name, variable in not_looked_at])
    return "\n".join([*lines, ""])


def _verdict(report: dict) -> list[str]:
    if not report["ready"]:
        return [f"- {reason}" for reason in report["database"]["methods"]["dump"]["reasons"]]
    lines = [f"- {report['verdict']}"]
    if report.get("advice"):
        lines.append(f"- whether it is worth it: {report['advice']['verdict']}")
    return lines


def _database(database: dict) -> list[str]:
    lines = [
        f"- PostgreSQL {database['version']}, {bytes_to_human(database['bytes'])}, {database['encoding']}",
        f"- {database['tables']} tables with about {database['rows']:,} rows, {database['sequences']} sequences, "
        f"{database['large_objects']} large objects",
        f"- extensions: {', '.join(f'{name} {version}' for name, version in database['extensions'].items()) or 'none'}",
        f"- owners: {', '.join(name for name, of in database['roles'].items() if of['owns']) or 'none'}",
    ]
    dump, logical = (database["methods"][method]["reasons"] for method in ("dump", "logical"))
    lines += [f"- method logical is in want of: {reason}" for reason in logical if reason not in dump]
    rows = [(each["table"], bytes_to_human(each["bytes"]), f"{each['rows']:,}") for each in database["largest"]]
    return [*lines, "", *_table(("largest tables", "size", "rows, about"), rows)]


def _names(names: list[dict]) -> list[str]:
    known = [name for name in names if name["found"]]
    records = [
        (name["record_name"], record["type"], str(record["ttl"]), ", ".join(record["values"]))
        for name in known for record in name["records"]
    ]  # fmt: skip
    zones = {name["zone"]: _zone(name) for name in known}
    tops = [f"- {name['record_name']} is the top of its zone" for name in known if name["apex"]]
    return [*(f"- {told}" for told in zones.values()), *tops, "", *_table(("name", "type", "TTL", "leads to"), records)]


def _zone(name: dict) -> str:
    return f"{name['zone']} is served by {name['provider']}{', and signed' if name['signed'] else ''}"


def _files(files: dict) -> list[str]:
    return [f"- {files['count']:,} files with {bytes_to_human(files['bytes'])}"]


def _environment(environment: dict) -> list[str]:
    told = {"carried over": "carried", "missing on AWS": "missing", "cannot be read": "unreadable"}
    return [f"- {title}: {', '.join(environment[key])}" for title, key in told.items() if environment.get(key)]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Return a table whose columns are as wide as what is in them, so that it can be read as it is."""
    cells = [tuple(cell.replace("|", "\\|") for cell in row) for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in cells]
    return [lines[0], f"| {' | '.join('-' * width for width in widths)} |", *lines[1:]] if rows else []


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else []


PARTS = {
    "database": ("Database", _database),
    "names": ("Names", _names),
    "files": ("Files", _files),
    "environment": ("Environment", _environment),
    "advice": ("Whether it is worth it", lambda advice: advice["text"].splitlines()),
}
"""What is told of each thing that was looked at, in the order of the report."""
