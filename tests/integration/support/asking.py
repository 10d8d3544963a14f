# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The http_check action as Ansible runs it, and servers with a certificate of their own."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

from ansible.parsing.dataloader import DataLoader
from ansible.playbook.play_context import PlayContext
from ansible.playbook.task import Task
from ansible.plugins import loader as plugins
from ansible.template import Templar
from ansible_collections.skylift.aws.plugins.action.http_check import ActionModule


def http_check(options: dict, check_mode: bool = False) -> dict:
    """Run the action and return its result."""
    task = Task()
    task.action, task.args, task.check_mode = "skylift.aws.http_check", options, check_mode
    local = plugins.connection_loader.get("local", PlayContext())
    return ActionModule(task, local, PlayContext(), DataLoader(), Templar(DataLoader()), plugins).run(task_vars={})


def certified(folder: Path) -> tuple[ssl.SSLContext, str]:
    """Return what a server for localhost and shop.example needs, and the file of whom to trust."""
    certificate = folder / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", certificate.with_suffix(".key"),
         "-out", certificate, "-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,DNS:shop.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context, str(certificate)
