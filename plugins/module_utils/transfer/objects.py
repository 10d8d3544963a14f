# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Files and objects: counted, copied, and held against each other. Nothing is ever deleted."""

from __future__ import annotations

import json
import re
import time

from ansible_collections.skylift.aws.plugins.module_utils.transfer.rclone import Rclone
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

SAID = {"+": "is missing on the target", "*": "differs", "!": "cannot be read"}
UNHASHED = re.compile(r"\b\d+ hashes could not be checked|[Nn]o common hash|no hash(es)? in common")
CHANGED = "immutable file modified"
MOST_SHOWN = 20
MEGABYTE = 1024 * 1024
OBJECTS_PER_SECOND = 100
"""What the usual number of transfers gets through when each object costs a few requests of some 50 ms, and hardly any bytes."""
# A list of a bucket has the hashes of its objects; their times are asked one by one.
USUAL = ["--checksum", "--fast-list", "--log-level", "NOTICE", "--stats-log-level", "NOTICE"]


def assess(rclone: Rclone, options: dict) -> dict:
    """Count what is on the source, and tell how many hours its first copy takes. Raises TransferError."""
    rate = options["megabytes_per_second"]
    if rate <= 0:
        raise TransferError(f"megabytes_per_second: is {rate:g}; name what gets through, or leave it out")
    said: list[str] = []
    code, lines = rclone.run("size", ["--json", "--fast-list"], lambda entry: said.append(entry["msg"]))
    if code:
        raise TransferError(f"rclone size: {shown(said)}")
    counted = json.loads("\n".join(lines))
    count, size = counted["count"], counted["bytes"]
    hours = max(size / MEGABYTE / rate, count / OBJECTS_PER_SECOND) / 3600
    findings = []
    if not count:
        findings.append("there is nothing on the source: look whether its path is the right one")
    if unsized := counted.get("sizeless", 0):
        findings.append(f"{unsized} objects do not tell their size, and are not among the bytes: expect more of them")
    if hours > options["longest_copy"]:
        findings.append(
            f"the first copy takes about {hours:.1f} hours at {rate:g} MB and {OBJECTS_PER_SECOND} objects a second, and "
            f"{options['longest_copy']:g} are allowed: begin it so much earlier, since the application runs meanwhile, "
            "or let AWS DataSync copy what is S3 or speaks like it (role file_migration)"
        )
    return {"count": count, "bytes": size, "hours": round(hours, 1), "findings": findings}


class Copy:
    """One copy of everything on the source that the target lacks."""

    def __init__(self, rclone: Rclone, options: dict, watch: Watch):
        self._rclone = rclone
        self._watch = watch
        # Who has used the target since may have made the newer file there.
        self._usual = [*USUAL, "--transfers", str(options["transfers"]), "--checkers", str(options["transfers"])]
        self._once = [] if options["overwrite"] else ["--immutable"]

    def foreseen(self) -> tuple[int, int]:
        """Return how many objects and bytes there are to copy. Raises TransferError for what must not be written over."""
        errors, stats = self._run(["--dry-run", *self._once, "--stats", "1h"])
        changed = [name for name, said in errors.items() if name and CHANGED in said]
        if changed:
            raise TransferError(
                f"{len(changed)} objects are on both sides, with other content: {shown(changed)}. Nothing was copied; "
                "overwrite: true writes the source's over them"
            )
        if errors:
            raise TransferError(_told(errors))
        return int(stats["totalTransfers"]), int(stats["totalBytes"])

    def run(self) -> None:
        """Copy. Raises TransferError with what could not be copied."""
        errors, _stats = self._run([*self._once, "--stats", "10s"])
        if errors:
            raise TransferError(f"{_told(errors)}\nWhat was copied stays there; run again to go on")

    def _run(self, arguments: list[str]) -> tuple[dict[str, str], dict]:
        """Return what went wrong, by object ("" for what is none's), and rclone's own counts."""
        errors: dict[str, str] = {}
        stats: dict = {}

        def heed(entry: dict) -> None:
            if "stats" in entry:
                stats.update(entry["stats"])
                if "--dry-run" not in arguments:
                    self._watch.say(f"  {stats['transfers']} of {stats['totalTransfers']} objects, {stats['bytes']} bytes")
            elif entry["level"] in ("error", "critical"):
                errors[entry.get("object", "")] = entry["msg"]

        code, _output = self._rclone.run("copy", [*self._usual, *arguments], heed)
        # A try that failed is told even if the next one does well.
        return (errors or {"": f"it ended with {code}"}) if code else {}, stats


def _told(errors: dict[str, str]) -> str:
    return "rclone: " + shown([f"{name}: {said}" if name else said for name, said in errors.items()])


def copied(rclone: Rclone, options: dict, watch: Watch, check_mode: bool) -> dict:
    """Copy what the target lacks, in check mode only count it, and return how much that is. Raises TransferError."""
    if options["state"] == "verified":
        return {"copied_objects": 0, "copied_bytes": 0}
    copy = Copy(rclone, options, watch)
    count, size = copy.foreseen()
    watch.say(f"copy: {count} objects with {size} bytes are to be copied")
    if count and not check_mode:
        copy.run()
    return {"copied_objects": count, "copied_bytes": size}


def check(rclone: Rclone, options: dict, watch: Watch) -> dict:
    """Hold every object of the source against the target's, and return what was found. Raises TransferError."""
    begun = time.monotonic()
    arguments = ["--one-way", "--combined", "-", "--fast-list", "--checkers", str(options["transfers"])]
    by, (lines, said) = "hash", _compared(rclone, arguments)
    if any(UNHASHED.search(text) for text in said):
        watch.say("check: some objects have no hash that both sides know; all are read and compared byte by byte")
        by, (lines, said) = "content", _compared(rclone, [*arguments, "--download"])
    differences = [{"object": line[2:], "said": SAID[line[0]]} for line in lines if line[0] in SAID]
    equal = sum(line.startswith("=") for line in lines)
    return {
        "equal": not differences,
        "compared_by": by,
        "objects": equal + len(differences),
        "differences": sorted(differences, key=lambda each: each["object"]),
        "seconds": round(time.monotonic() - begun, 1),
    }


def _compared(rclone: Rclone, arguments: list[str]) -> tuple[list[str], list[str]]:
    said: list[str] = []
    code, lines = rclone.run("check", arguments, lambda entry: said.append(entry["msg"]))
    if code and not any(line[:1] in SAID for line in lines):
        raise TransferError(f"rclone check: {shown(said)}")
    return [line for line in lines if line[1:2] == " "], said


def shown(lines: list[str]) -> str:
    """Return some of many lines."""
    more = [f"and {len(lines) - MOST_SHOWN} more"] if len(lines) > MOST_SHOWN else []
    return "; ".join([*lines[:MOST_SHOWN], *more])


def as_markdown(report: dict) -> str:
    """Return a report for people."""
    verdict = "equal" if report["equal"] else f"{len(report['differences'])} differences"
    lines = [f"# {report['source']} and {report['target']}: {verdict}", ""]
    lines += [f"{report['objects']} objects, compared by {report['compared_by']} in {report['seconds']} s.", ""]
    lines += [f"- `{each['object']}` {each['said']}" for each in report["differences"]]
    return "\n".join([*lines, ""])
