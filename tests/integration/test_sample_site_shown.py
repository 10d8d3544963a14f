# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample site, by the role: built for its API, uploaded, and what a browser gets from CloudFront."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
STACK = {"stack_name": "shop-prod", "stack_region": "us-east-1", "stack_partition": "aws", "stack_account_id": "123456789012",
         "ansible_python_interpreter": sys.executable}  # fmt: skip


class Site:
    """A copy of the sample, and the play that ships it."""

    def __init__(self, sandbox, folder: Path):
        self.sandbox, self.folder = sandbox, folder
        self.sources = shutil.copytree(REPOSITORY / "examples" / "site", folder / "site")
        self.variables = {
            "static_site_folder": str(self.sources / "dist"),
            "static_site_build_command": f"{sys.executable} build.py",
            "static_site_build_environment": {"API_URL": "https://api.example.com"},
        }

    def ship(self) -> str:
        play = {
            "hosts": "localhost", "connection": "local", "gather_facts": False, "vars": {**STACK, **self.variables},
            "module_defaults": {"group/skylift.aws.all": {"stack": "shop-prod", "region": "us-east-1"}},
            "tasks": [{"ansible.builtin.include_role": {"name": "skylift.aws.static_site"}}, {"skylift.aws.stack": {}}],
        }  # fmt: skip
        (self.folder / "play.yml").write_text(yaml.safe_dump([play]))
        environment = {**os.environ, "AWS_ENDPOINT_URL": self.sandbox.url, "AWS_ACCESS_KEY_ID": "sandbox",
                       "AWS_SECRET_ACCESS_KEY": "sandbox", "ANSIBLE_CONFIG": str(REPOSITORY / "ansible.cfg")}  # fmt: skip
        command = [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", self.folder / "play.yml"]
        done = subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[bytes, dict]:
        (shown,) = self.sandbox.client("cloudfront").list_distributions()["DistributionList"]["Items"]
        with urllib.request.urlopen(f"{self.sandbox.url}/_service/{shown['Id']}{path}", timeout=30) as answer:
            return answer.read(), answer.headers


@pytest.fixture
def site(sandbox, tmp_path):
    sandbox.settings(delay=0.05)
    return Site(sandbox, tmp_path)


def test_a_browser_gets_what_was_built(site):
    assert "s3_site_sync.shop-prod-site created" in site.ship()
    page, headers = site.get("/")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    (script,) = re.findall(r'src="([^"]+)"', page.decode())
    text, headers = site.get(script)
    assert b"https://api.example.com/health" in text
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert site.get("/.skylift/shop-prod-site.json")[0] == page  # what is noted is for nobody else
    site.sandbox.clear_calls()
    assert "0 created, 0 updated, 0 replaced, 0 deleted" in site.ship()
    assert site.sandbox.writes() == []
    (site.sources / "src" / "index.html").write_text("<!doctype html><title>Another shop</title>")
    assert "s3_site_sync.shop-prod-site updated" in site.ship()
    assert site.get("/")[0] == b"<!doctype html><title>Another shop</title>"
