# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret leaves the engine but towards AWS: not into a file, a command line, a log, an error or what is printed."""

from __future__ import annotations

import base64
import stat
import threading
import time
import urllib.parse

import pytest
from deployment import Deployment, Run
from refusing import refusing_parameters

PARAMETERS = ("DATABASE_PASSWORD", "DATABASE_URL", "JWT_SECRET", "JWT_REFRESH_SECRET", "CRON_SECRET")
GIVEN = "g1ven+s3cret%of=the?user"
GIVEN_PASSWORD = "another+s3cret%of=the?user"
PLAYBOOK = """\
- hosts: localhost
  gather_facts: false
  module_defaults:
    group/skylift.aws.all: {stack: given, region: us-east-1}
  tasks:
    - name: A token
      skylift.aws.ssm_parameter: {name: /given/token, type: SecureString, value: "{{ lookup('env', 'GIVEN') }}"}
      no_log: true
    - name: A database
      skylift.aws.rds_db_instance:
        name: given
        engine: postgres
        db_instance_class: db.t4g.micro
        allocated_storage: 20
        master_username: postgres
        master_user_password: "{{ lookup('env', 'GIVEN_PASSWORD') }}"
    - name: All of it
      skylift.aws.stack: {}
      register: made
    - name: What is known of it
      ansible.builtin.debug: {var: made}
"""


class Watch:
    """Looks, as long as a run lasts, at command lines and at the engine's directory."""

    def __init__(self, deployment: Deployment, run: Run):
        self.command_lines: set[str] = set()
        self.modes: set[int] = set()
        self._deployment, self._run = deployment, run
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while self._run.process.poll() is None:
            self.command_lines |= {"\0".join(command) for command in self._deployment.processes().values()}
            for directory in self._deployment.engine_directories():
                try:
                    self.modes.add(stat.S_IMODE(directory.stat().st_mode))
                except FileNotFoundError:
                    continue
            time.sleep(0.03)

    def end(self) -> None:
        """Wait for the end of the run."""
        self._thread.join()


@pytest.fixture
def talkative(deployment) -> Deployment:
    """A deployment that is asked to tell, log, cache and keep all it can."""
    deployment.environment |= {
        "ANSIBLE_CACHE_PLUGIN": "jsonfile",
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(deployment.folder / "facts"),
        "ANSIBLE_KEEP_REMOTE_FILES": "1",
        "ANSIBLE_LOG_PATH": str(deployment.folder / "ansible.log"),
    }
    return deployment


def places_of(secrets: list[str], deployment: Deployment, watch: Watch) -> list[str]:
    """Where a secret can be read, as it is or encoded."""
    texts = {str(path): path.read_bytes() for path in deployment.folder.rglob("*") if path.is_file()}
    texts["command lines"] = "\n".join(watch.command_lines).encode()
    spellings = {spelling for secret in secrets for spelling in spellings_of(secret)}
    return [place for place, text in texts.items() if any(spelling in text for spelling in spellings)]


def spellings_of(secret: str) -> set[bytes]:
    """The secret raw, percent-encoded, and in base64 at any of its three offsets."""
    shifted = [base64.b64encode(b"x" * offset + secret.encode()) for offset in range(3)]
    # What a neighbour has a part in is left out.
    return {secret.encode(), urllib.parse.quote(secret, safe="").encode(), *(text[4:-4] for text in shifted)}


def secrets_of(sandbox) -> list[str]:
    """What AWS keeps as the secrets of the deployed system."""
    names = [f"/learning-platform-prod/{name}" for name in PARAMETERS]
    found = sandbox.client("ssm").get_parameters(Names=names, WithDecryption=True)["Parameters"]
    values = {parameter["Name"].rpartition("/")[2]: parameter["Value"] for parameter in found}
    assert set(values) == set(PARAMETERS)
    password = urllib.parse.unquote(urllib.parse.urlsplit(values["DATABASE_URL"]).password)
    assert password == values["DATABASE_PASSWORD"]
    return [*values.values(), password]


def test_generated_secrets_can_be_read_nowhere(talkative, sandbox):
    for arguments in (("-vvv", "--diff"), ("-vvv", "--diff"), ("-vvv", "--diff", "--check")):
        run = talkative.start(*arguments)
        watch = Watch(talkative, run)
        done = run.wait()
        watch.end()
        assert done.code == 0, done.ending
        assert places_of(secrets_of(sandbox), talkative, watch) == []
        assert watch.modes == {0o700}
        assert talkative.engine_directories() == []
    assert (talkative.folder / "ansible.log").stat().st_size > 0


@pytest.mark.parametrize("refused", [False, True], ids=["made", "refused"])
def test_a_secret_of_the_user_can_be_read_nowhere(talkative, sandbox, refused, tmp_path_factory):
    playbook = tmp_path_factory.mktemp("playbook") / "given.yml"
    playbook.write_text(PLAYBOOK)
    talkative.environment |= {"GIVEN": GIVEN, "GIVEN_PASSWORD": GIVEN_PASSWORD}
    with refusing_parameters(sandbox.url) as url:
        if refused:
            talkative.environment["AWS_ENDPOINT_URL"] = url
        for mode in ((), ("--check",)):
            run = talkative.play(playbook, "-i", "localhost,", "-c", "local", "-vvv", "--diff", *mode)
            watch = Watch(talkative, run)
            done = run.wait()
            watch.end()
            assert (done.code != 0) == (refused and not mode), done.ending
            assert ("failed to satisfy constraint" in " ".join(done.printed.split())) == (refused and not mode)
            assert places_of([GIVEN, GIVEN_PASSWORD], talkative, watch) == []
    if not refused:
        kept = sandbox.client("ssm").get_parameter(Name="/given/token", WithDecryption=True)
        assert kept["Parameter"]["Value"] == GIVEN
