# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a site, by s3_site_sync and by `aws s3 sync`, in turns and each into an account of its own; see README.md."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from report import write_report
from run import HERE, Account, save
from tools import Outcome, environment, run

FILES = 2000
CHANGED = 10
BUCKET = "bench-site-123456789012"
TOOLS = ("skylift", "awscli")


def main() -> None:
    """Measure, and put the rows into results.json and RESULTS.md."""
    options = _arguments()
    rows = []
    with ExitStack() as opened:
        places = {tool: Account(options.work) for tool in TOOLS}
        for each in places.values():
            opened.callback(each.close)
        for number in range(1, options.rounds + 1):
            rows += _round(options, places, number)
    results = json.loads(options.out.read_text())
    results["site_sync"] = {"files": FILES, "changed": CHANGED, "latency_ms": options.latency, "rows": rows}
    results["versions"]["awscli"] = _version(options)
    save(options, results)
    write_report(results, options.out.with_name("RESULTS.md"))


def _round(options, places: dict[str, Account], number: int) -> Iterator[dict]:
    """The same folder for both, tool after tool in each phase, so that a busy minute hits both."""
    folder = options.work / "site"
    shutil.rmtree(folder, ignore_errors=True)
    for account in places.values():
        account.empty(0)
        account.sandbox.client("s3").create_bucket(Bucket=BUCKET)
        account.sandbox.faults(latency_ms=options.latency)
    for phase, prepare in PHASES.items():
        prepare(folder)
        for tool, account in places.items():
            account.sandbox.clear_calls()
            outcome = COMMANDS[tool](options, account.sandbox.url, folder)
            uploads = [call for call in account.sandbox.calls("s3:PutObject") if "/.skylift/" not in call["path"]]
            row = {"tool": tool, "phase": phase, "round": number, "seconds": outcome.seconds, "failure": outcome.failure,
                   "uploads": len(uploads), "calls": len(account.sandbox.calls())}  # fmt: skip
            print(row, flush=True)
            if outcome.failure:
                print(outcome.said[-2000:], file=sys.stderr)
            yield row


def _write(folder: Path) -> None:
    for number in range(1, FILES):
        page = folder / f"section-{number % 40}" / f"page-{number}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>Page {number}</title>\n" + f"<p>{number}</p>\n" * 200)
    (folder / "index.html").write_text("<!doctype html><title>Site</title>\n")


def _change(folder: Path, word: str) -> None:
    # The size, which is all that `aws s3 sync` sees of a file besides its time, changes too.
    for number in range(1, CHANGED + 1):
        page = folder / f"section-{number % 40}" / f"page-{number}.html"
        page.write_text(f"{page.read_text()}<p>{word}</p>\n")


def _build_anew(folder: Path) -> None:
    """As a build does, or a checkout in CI: every file is written, though few are other than before."""
    time.sleep(1.1)  # S3 tells times in whole seconds
    for page in folder.rglob("*.html"):
        page.touch()
    _change(folder, "anew")


PHASES: dict[str, Callable[[Path], None]] = {
    "first upload": _write,
    f"built anew, {CHANGED} files changed": _build_anew,
    f"{CHANGED} files changed, the others untouched": lambda folder: _change(folder, "once more"),
    "nothing changed": lambda folder: None,
}


def _skylift(options, url: str, folder: Path) -> Outcome:
    playbook = Path(sys.executable).with_name("ansible-playbook")
    told = ["-i", "localhost,", "-e", f"bucket={BUCKET}", "-e", f"folder={folder}"]
    return run([playbook, *told, HERE / "site_sync.yml"], environment(url), HERE.parent)


def _awscli(options, url: str, folder: Path) -> Outcome:
    command = [options.aws, "s3", "sync", "--delete", "--only-show-errors", folder, f"s3://{BUCKET}"]
    return run(command, environment(url), HERE.parent)


COMMANDS = {"skylift": _skylift, "awscli": _awscli}


def _version(options) -> str:
    return run([options.aws, "--version"], dict(os.environ), HERE).said.split()[0].partition("/")[2]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/site_sync.py", description=__doc__)
    parser.add_argument("--aws", type=Path, default=HERE / ".venv/bin/aws")
    parser.add_argument("--latency", type=int, default=80, help="ms that every call takes")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--work", type=Path, default=HERE / ".work")
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    options = parser.parse_args()
    if not options.aws.exists():
        parser.error(f"there is no {options.aws}; README.md tells how to install it")
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
