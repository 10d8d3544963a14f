# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample site and the sample worker: what is built of the one, and what the other asks for."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.packages import contents
from ansible_collections.skylift.aws.plugins.module_utils.sites.headers import FOREVER, headers_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def site(tmp_path):
    folder = shutil.copytree(EXAMPLES / "site", tmp_path / "site")
    environment = {**os.environ, "API_URL": "https://api.example.com"}
    subprocess.run([sys.executable, str(folder / "build.py")], env=environment, check=True, timeout=60)
    return folder / "dist"


def test_pages_name_files_that_are_kept_for_good(site):
    named = re.findall(r'(?:href|src)="/([^"]+)"', (site / "index.html").read_text())
    assert len(named) == 2
    assert [headers_of(name, {})["CacheControl"] for name in named] == [FOREVER] * 2
    script = next(name for name in named if name.endswith(".js"))
    assert 'fetch("https://api.example.com/health")' in (site / script).read_text()


class Api(BaseHTTPRequestHandler):
    """Does its job for those who know the token."""

    def do_POST(self):
        is_known = (self.path, self.headers["Authorization"]) == ("/jobs/clean-up", "Bearer open-sesame")
        self.send_response(200 if is_known else 401)
        self.end_headers()
        self.wfile.write(b'{"cleaned": 3}')

    def log_message(self, *told):
        """Nobody listens."""


def test_the_worker_has_the_api_do_its_job(monkeypatch):
    spec = importlib.util.spec_from_file_location("worker", EXAMPLES / "worker" / "app.py")
    worker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(worker)
    with HTTPServer(("127.0.0.1", 0), Api) as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        monkeypatch.setenv("API_URL", f"http://127.0.0.1:{api.server_port}")
        monkeypatch.setenv("JOBS_TOKEN", "open-sesame")
        assert worker.handler({}, None) == {"cleaned": 3}
        monkeypatch.setenv("JOBS_TOKEN", "of yesterday")
        with pytest.raises(OSError, match="401"):
            worker.handler({}, None)
        api.shutdown()


def test_the_worker_is_the_same_package_each_time():
    options = {"source_folder": str(EXAMPLES / "worker"), "runtime": "python3.13"}
    assert contents.built(options, lambda said: None) == contents.built(options, lambda said: None)
