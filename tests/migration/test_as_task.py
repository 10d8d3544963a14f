# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two actions as a playbook runs them: what they show, what they write, and that no password is in any of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from clusters import free_port, programs
from moving import ROLES

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "localhost ansible_connection=local\n"


def run_playbook(school, *tasks: dict, check: bool = False) -> tuple[int, str]:
    """Run tasks, with all that Ansible can be asked to show; return the exit code and what was printed."""
    work = school.folder / "work"
    work.mkdir(exist_ok=True)
    named = [{"name": f"Step {number}", **task} for number, task in enumerate(tasks, 1)]
    play = {"hosts": "localhost", "gather_facts": False, "tasks": named}
    (work / "play.yml").write_text(yaml.safe_dump([play]))
    return ansible_playbook(school, "-vvv", "--diff", "play.yml", *(["--check"] if check else []))


def ansible_playbook(school, *arguments: object) -> tuple[int, str]:
    """Run ansible-playbook; return the exit code and what was printed."""
    work = school.folder / "work"
    work.mkdir(exist_ok=True)
    (work / "hosts").write_text(HOST)
    command = [sys.executable, "-m", "ansible", "playbook", "-i", "hosts", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PG"))}
    environment |= {
        "ANSIBLE_COLLECTIONS_PATH": str(REPOSITORY / ".venv" / "collections"), "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_HOME": str(school.folder / "home"), "ANSIBLE_LOG_PATH": str(work / "ansible.log"),
    }  # fmt: skip
    done = subprocess.run(
        command, cwd=work, env=environment, text=True, timeout=150, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


def sides(school) -> dict:
    return {"source": school.source.server(school.name), "target": school.target.server(school.name)}


def moving(school, **options) -> dict:
    usual = {"roles": ROLES, "jobs": 2, "client_path": str(programs(18))}
    return {"skylift.aws.postgres_transfer": {**sides(school), **usual, **options}, "register": "moved"}


def comparing(school) -> dict:
    folder = str(school.folder / "report")
    return {"skylift.aws.postgres_verify": {**sides(school), "roles": ROLES, "report_folder": folder, "jobs": 2}}


class CommandLines(threading.Thread):
    """All command lines of the machine, looked at for as long as it is asked to."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen: set[str] = set()
        self._over = threading.Event()

    def run(self) -> None:
        """Look again and again."""
        while not self._over.wait(0.05):
            for file in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    self.seen.add(file.read_text(errors="replace").replace("\0", " "))

    def __enter__(self) -> CommandLines:
        self.start()
        return self

    def __exit__(self, *exception) -> None:
        self._over.set()
        self.join()


@pytest.mark.parametrize("method", ["dump", "logical"])
def test_no_secret_is_anywhere(living_school, method):
    school = living_school
    school.target.run("postgres", f"ALTER DATABASE {school.name} SET log_statement = 'all'")
    nowhere = {"host": "127.0.0.1", "port": free_port(), "sslmode": "disable"}
    failing = moving(school, method="logical", from_target=nowhere) | {"ignore_errors": True}
    undone = moving(school, method="logical", state="aborted")
    shown = {"ansible.builtin.debug": {"var": "moved"}}
    tasks = [moving(school, method=method), shown, comparing(school)]
    with CommandLines() as looked:
        if method == "logical":
            code, refused = run_playbook(school, failing, undone)
            assert code == 0 and "could not connect to the publisher" in refused
            school.target.run("postgres", f"DROP DATABASE {school.name}", f"CREATE DATABASE {school.name}")
            school.target.run("postgres", f"ALTER DATABASE {school.name} SET log_statement = 'all'")
        else:
            refused = ""
        code, printed = run_playbook(school, *tasks)
    assert code == 0, printed[-3000:]
    assert any("pg_dump" in line for line in looked.seen)
    assert any("psql" in line and "COPY public" in line for line in looked.seen) == (method == "dump")
    kept = "".join(path.read_text(errors="replace") for path in school.folder.rglob("*") if path.is_file() and readable(path))
    journal = str(school.target.run(school.name, "TABLE skylift_transfer.journal"))
    places = {
        "printed": refused + printed, "command lines": "\n".join(looked.seen), "files": kept, "journal": journal,
        "log of the source": school.source.log(), "log of the target": school.target.log(),
    }  # fmt: skip
    secrets = [cluster.password[2:18] for cluster in (school.source, school.target)]
    assert [place for place, text in places.items() if any(secret in text for secret in secrets)] == []
    assert "set_config" in places["log of the target"], "the target logs statements, or this test says nothing"


def readable(path: Path) -> bool:
    """Whether a file is what we wrote for people; the playbook itself is how the test hands the passwords in."""
    return path.name != "play.yml" and path.suffix != ".gz"


def test_progress_is_shown_and_reports_are_written(school):
    code, printed = run_playbook(school, moving(school), check=True)
    assert code == 0 and "changed=1" in printed
    code, printed = run_playbook(school, moving(school), comparing(school))
    assert code == 0, printed[-3000:]
    for line in ("source: nobody writes any more", "data: begins", "post-data: done in", "rows compared"):
        assert line in printed
    report = json.loads((school.folder / "report" / "verification.json").read_text())
    assert report["equal"] and len(report["tables"]) == 7
    told = (school.folder / "report" / "verification.md").read_text()
    assert told.startswith("# 127.0.0.1:") and ": equal\n" in told and '| public."Homework" | 100000 | 100000 | equal |' in told
    school.target.run(school.name, 'DELETE FROM audit.log WHERE "id" = 5')
    code, printed = run_playbook(school, comparing(school))
    assert code == 2
    assert "rows of audit.log: 2000 rows on the source, 1999 on the target; (5) is missing on the target" in printed


def test_the_runbook_moves_and_takes_back(living_school):
    school = living_school
    variables = {f"migration_{side}": given for side, given in sides(school).items()}
    variables |= {"migration_method": "logical", "migration_roles": ROLES, "migration_client_path": str(programs(18))}
    (school.folder / "play.yml").write_text(yaml.safe_dump(variables))
    runbook = ["-e", f"@{school.folder / 'play.yml'}", "skylift.aws.move_database"]
    code, printed = ansible_playbook(school, "--tags", "assess,follow", *runbook)
    assert code == 0 and "copy: done in" in printed and "switched" not in printed, printed[-3000:]
    school.source.run(school.name, 'DELETE FROM "Attempt"')
    code, printed = ansible_playbook(school, *runbook)
    assert code == 0 and "switched: the source was at rest for" in printed and "changed=1" in printed, printed[-3000:]
    code, printed = ansible_playbook(school, *runbook)
    assert code == 0 and "changed=0" in printed, printed[-3000:]
    code, printed = ansible_playbook(school, "-e", "migration_state=aborted", "--tags", "move", *runbook)
    assert code == 0 and "as it was" in printed
    assert school.source.value(school.name, "SHOW default_transaction_read_only") == "off"


def test_options_that_do_not_go_together_are_refused(school):
    for options, said in (
        ({"state": "replicating"}, "replicating is for methods logical and dms"),
        ({"target": school.target.server(school.name, password="wrong")}, 'password authentication failed for user "owner"'),
    ):
        task = moving(school, **options)
        code, printed = run_playbook(school, task)
        assert code == 2 and said in printed, printed[-2000:]
    assert school.source.value(school.name, "SHOW default_transaction_read_only") == "off"
