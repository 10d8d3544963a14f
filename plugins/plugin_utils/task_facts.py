# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the action plugins read off a task: plain options, connection options, and where it stands."""

from __future__ import annotations

import os

# The names of amazon.aws's fragment and their aliases, so that module_defaults carry over; but for "access_token", which is
# the token by which Amplify reads a repository.
CONNECTION_OPTIONS = {
    "region": ("aws_region", "ec2_region"),
    "profile": ("aws_profile",),
    "access_key": ("aws_access_key_id", "aws_access_key", "ec2_access_key"),
    "secret_key": ("aws_secret_access_key", "aws_secret_key", "ec2_secret_key"),
    "session_token": ("aws_session_token", "security_token", "aws_security_token"),
    "endpoint_url": ("aws_endpoint_url", "ec2_url", "s3_url"),
    "aws_ca_bundle": (),
    "validate_certs": (),
    "aws_config": (),
    "debug_botocore_endpoint_logs": (),
    "assume_role_arn": (),
    "account_id": (),
}
CANONICAL = {alias: name for name, aliases in CONNECTION_OPTIONS.items() for alias in (name, *aliases)}


def plain(value: object) -> object:
    """Return the value as exact str, list, dict and numbers, free of Ansible's tags; dates become their ISO text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value)


def split_connection(options: dict) -> tuple[dict, dict]:
    """Return (other options, connection options by their canonical names); unset connection options are left out."""
    connection = {CANONICAL[name]: value for name, value in options.items() if name in CANONICAL and value is not None}
    return {name: value for name, value in options.items() if name not in CANONICAL}, connection


def place(task, task_vars: dict) -> str:
    """Return "file:line" of a task, relative to the current or the playbook's directory if it is below."""
    told = str(task.get_path() or "")
    bases = [base + os.sep for base in (os.getcwd(), str(task_vars.get("playbook_dir", ""))) if base]
    # A checkout is its own collection by a link, behind which its files are nearer.
    for path in (os.path.realpath(told), told):
        for base in bases:
            if path.startswith(base):
                return path.removeprefix(base)
    return told


def group(task, task_vars: dict) -> str:
    """Return the name of the task's role, or of its play."""
    return str(task._role.get_name()) if task._role else str(task_vars.get("ansible_play_name", ""))
