# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an application is given is held against what AWS gives it, by names: no value is told, or even asked for."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from old_platform import TOKEN, VALUE, OldPlatform
from runbooks import PLAYBOOKS, Runbooks
from test_as_task import CommandLines, ansible_playbook, run_playbook

DECLARED = {
    "stack_roles": ["encryption", "network", "secrets", "container_service", "scheduled_job"],
    "container_service_security_group_ids": [], "container_service_image": "shop:1",
    "container_service_environment": {"NODE_ENV": "production", "PORT": "8080"},
    # The role secrets tells the references of what it keeps.
    "container_service_secrets": {name: f"{{{{ secrets_arns.{name} }}}}" for name in ("DATABASE_URL", "JWT_SECRET")},
    "secrets_parameters": [{"name": name} for name in ("DATABASE_URL", "JWT_SECRET")],
}  # fmt: skip
WEB = {"DATABASE_URL": VALUE, "SENTRY_DSN": VALUE, "LEGACY_FLAG": VALUE, "RAILWAY_RUN_UID": "0", "JWT_SECRET": None}
TASKS = ("declare_roles", "assess_environment")


@pytest.fixture
def platform(tmp_path):
    """A platform with a school: an application with a sealed secret, its database, and a job by the clock."""
    platform = OldPlatform(tmp_path / "bin")
    platform.gives("web", **WEB)
    platform.gives("Postgres", PGDATA="/data", POSTGRES_PASSWORD=VALUE)
    platform.gives("homework", CRON_TOKEN=VALUE)
    platform.schedules("homework", "0 8 * * 1")
    return platform


def look(folder, **options) -> tuple[int, str]:
    """Look by the module, with all that Ansible can be asked to show."""
    return run_playbook(SimpleNamespace(folder=folder), {"skylift.aws.environment_assess": {"provided": [], **options}})


def test_what_railway_gives_is_held_against_what_the_roles_give(tmp_path, sandbox, platform):
    role = {"name": "homework-cron", "source_folder": str(tmp_path), "schedule_expression": "cron(0 8 ? * MON *)"}
    books = Runbooks(
        tmp_path, sandbox, **DECLARED, **{f"scheduled_job_{name}": value for name, value in role.items()},
        decommission_project="school", decommission_token=TOKEN, migration_environment_given_up=["LEGACY_FLAG"],
    )  # fmt: skip
    books.environment["PATH"] = platform.path
    tasks = [{"ansible.builtin.import_tasks": str(PLAYBOOKS / "tasks" / f"{name}.yml")} for name in TASKS]
    told = tmp_path / "told.json"
    tasks += [{"ansible.builtin.copy": {"content": "{{ assessed_environment | to_json }}", "dest": str(told)}}]
    defaults = {"group/skylift.aws.all": "{{ stack_options }}"}
    play = {"hosts": "all", "gather_facts": False, "module_defaults": defaults, "tasks": tasks}
    with CommandLines() as looked:
        code, printed = books.run([play], "-vvv", "--diff")
    assert code == 0, printed[-3000:]
    noted = json.loads(told.read_text())
    assert {name: noted[name] for name in ("carried", "missing", "unreadable")} == {
        "carried": ["DATABASE_URL"], "missing": ["CRON_TOKEN", "SENTRY_DSN"], "unreadable": ["JWT_SECRET"],
    }  # fmt: skip
    assert noted["schedules"] == [{"service": "homework", "schedule": "0 8 * * 1"}]
    lacking, sealed, of_job, clock = noted["findings"]
    assert lacking.startswith("web: would lack SENTRY_DSN on AWS") and of_job.startswith("homework: would lack CRON_TOKEN")
    assert sealed.startswith("web: the platform shows JWT_SECRET to nobody")
    assert "homework (0 8 * * 1, UTC); the inventory has homework-cron (cron(0 8 ? * MON *))" in clock
    assert platform.asked() == ["list", "api"]
    assert not any(secret in text for secret in (VALUE, TOKEN) for text in (printed, platform.answered(), *looked.seen))


def test_a_project_is_looked_at_as_it_is_asked_for(tmp_path, platform, monkeypatch):
    monkeypatch.setenv("PATH", platform.path)
    monkeypatch.setenv("RAILWAY_API_TOKEN", TOKEN)
    code, printed = look(tmp_path, project="school", services=["Postgres"])
    assert code == 0 and "Postgres: would lack PGDATA, POSTGRES_PASSWORD on AWS" in printed, printed[-3000:]
    code, printed = look(tmp_path, project="p-1", provided=["SENTRY_DSN"])
    assert code == 0 and "the inventory has no scheduled job: add what is missing" in printed, printed[-3000:]
    for options, said in (
        ({"project": "shool"}, "shool: there is no project of this name or id"),
        ({"project": "school", "services": ["wep"]}, "school: has no service wep; it has web, Postgres, homework"),
        ({"project": "school", "environment": "staging"}, "school: has no environment staging; it has production"),
        ({}, "project, file: name one of them, and not both"),
        ({"project": "school", "file": "env"}, "project, file: name one of them, and not both"),
    ):
        code, printed = look(tmp_path, **options)
        assert code == 2 and said in printed and "Traceback" not in printed, printed[-3000:]


def test_a_client_that_is_too_old_is_told(tmp_path, platform, monkeypatch):
    monkeypatch.setenv("PATH", platform.path)
    platform.is_old()
    code, printed = look(tmp_path, project="school", token=TOKEN)
    assert code == 2 and "The client is too old for this: npm install --global @railway/cli" in printed, printed[-3000:]


DOTENV = """# Created by Vercel CLI
VERCEL="1"
VERCEL_ENV="production"
DATABASE_URL="postgres://app:{value}@host/db"
export SENTRY_DSN='{value}'
SIGNING_KEY="-----BEGIN KEY-----
NO_VARIABLE={value}
-----END KEY-----"  # for tokens
APOSTROPHE='tis {value}
STRIPE_KEY="[SENSITIVE]"
OPENAI_KEY=""
PLAIN={value} # a comment
"""


def test_the_names_in_a_dotenv_file_are_told_and_nothing_else_of_it(tmp_path):
    file = tmp_path / "env.production"
    file.write_text(DOTENV.format(value="never-told-4b1d"))
    code, printed = look(tmp_path, file=str(file), provided=["DATABASE_URL", "STRIPE_KEY"], given_up=["PLAIN"])
    assert code == 0, printed[-3000:]
    assert "env.production: would lack APOSTROPHE, OPENAI_KEY, SENTRY_DSN, SIGNING_KEY on AWS" in printed
    assert "env.production: the platform shows OPENAI_KEY, STRIPE_KEY to nobody" in printed
    assert "never-told" not in printed and "NO_VARIABLE" not in printed and "VERCEL" not in printed

    password = tmp_path / "vault_password"
    password.write_text("open sesame")
    secret = VaultSecret(password.read_bytes())
    file.write_bytes(VaultLib([("default", secret)]).encrypt(file.read_bytes(), secret))
    unlocked = "--vault-password-file", password
    code, printed = ansible_playbook(SimpleNamespace(folder=tmp_path), *unlocked, "-vvv", "play.yml")
    assert code == 0 and "SIGNING_KEY on AWS" in printed and "never-told" not in printed, printed[-3000:]

    file.write_text("never-told-4b1d\n")
    code, printed = look(tmp_path, file=str(file))
    assert code == 2 and "has no variable; its lines are to be like NAME=value" in printed and "never-told" not in printed
    code, printed = look(tmp_path, file=str(tmp_path / "nowhere"))
    assert code == 2 and "nowhere" in printed and "Traceback (most" not in printed, printed[-3000:]
