# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function's code is packed with its dependencies when it has changed, and the function runs what was packed."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import zipfile

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.packages import contents
from support.account import Account, declared

BUCKET = "shop-packages-123456789012"
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}  # fmt: skip
MACHINE = {"python": {"runtime": "python3.13", "architecture": "arm64"}, "node": {"runtime": "nodejs24.x"}}


def python_folder(folder):
    """A function that needs a package, which pip finds in a wheel beside it."""
    (folder / "wheels").mkdir(parents=True)
    with zipfile.ZipFile(folder / "wheels" / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny/__init__.py", "SAID = 'tiny'\n")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "tiny/__init__.py,,\n")
    (folder / "requirements.txt").write_text("--no-index\n--find-links wheels\ntiny==1.0\n")
    (folder / "app.py").write_text("import tiny\n\n\ndef handler(event, context):\n    return tiny.SAID\n")
    return folder


def node_folder(folder):
    """A function that needs a package, which npm finds in an archive beside it."""
    folder.mkdir()
    content = json.dumps({"name": "tiny", "version": "1.0.0"}).encode()
    with tarfile.open(folder / "tiny-1.0.0.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    needs = {"tiny": "file:tiny-1.0.0.tgz"}
    (folder / "package.json").write_text(json.dumps({"name": "job", "version": "1.0.0", "dependencies": needs}))
    packages = {"": {"name": "job", "version": "1.0.0", "dependencies": needs},
            "node_modules/tiny": {"version": "1.0.0", "resolved": "file:tiny-1.0.0.tgz"}}  # fmt: skip
    lock = {"name": "job", "version": "1.0.0", "lockfileVersion": 3, "packages": packages}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    (folder / "index.mjs").write_text("export const handler = async () => 'done';\n")
    return folder


def names_in(package: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(package)).namelist()


def test_pip_installs_for_the_runtime_and_two_builds_are_the_same_bytes(tmp_path):
    folder = python_folder(tmp_path / "job")
    options = {"source_folder": str(folder), **MACHINE["python"]}
    first = contents.built(options, lambda said: None)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    moved = shutil.copytree(folder, tmp_path / "elsewhere")
    again = contents.built({**options, "source_folder": str(moved)}, lambda said: None)
    assert first == again
    assert {"app.py", "tiny/__init__.py"} <= {*names_in(first)}
    assert not (folder / "tiny").exists()


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed")
def test_npm_installs_what_the_lock_file_says_and_two_builds_are_the_same_bytes(tmp_path):
    options = {"source_folder": str(node_folder(tmp_path / "job")), **MACHINE["node"]}
    first = contents.built(options, lambda said: None)
    assert first == contents.built(options, lambda said: None)
    assert {"index.mjs", "node_modules/tiny/package.json"} <= {*names_in(first)}


class Job:
    """A stack with a function that has the code of a package."""

    def __init__(self, sandbox, folder):
        self.sandbox, self.folder, self.account = sandbox, folder, Account(sandbox)

    def declared(self):
        package = {"name": "job", "s3_bucket": f"${{s3_bucket.{BUCKET}.bucket}}", "source_folder": str(self.folder)}
        function = {"name": "job", "runtime": "python3.13", "architectures": ["arm64"], "handler": "app.handler",
                    "role": "${iam_role.job.arn}", "code_sha256": "${lambda_package.job.code_sha256}",
                    "code": {name: f"${{lambda_package.job.{name}}}" for name in ("s3_bucket", "s3_key")}}  # fmt: skip
        return (
            declared("s3_bucket", {"name": BUCKET}),
            declared("iam_role", {"name": "job", "assume_role_policy_document": TRUST}),
            declared("lambda_package", {**package, **MACHINE["python"]}),
            declared("lambda_function", function),
        )

    def ship(self):
        self.sandbox.clear_calls()
        result = self.account.converge(*self.declared())
        assert not result.get("failed"), [result["msg"], *result["problems"]]
        return result

    def told(self) -> str:
        return self.sandbox.client("lambda").get_function(FunctionName="job")["Configuration"]["CodeSha256"]


@pytest.fixture
def job(sandbox, tmp_path):
    return Job(sandbox, python_folder(tmp_path / "job"))


def test_a_function_has_the_code_of_its_package(job):
    job.account.plan(*job.declared())
    assert "  + lambda_package.job  will be built and uploaded" in job.account.lines
    made = job.ship()["resources"]["lambda_package.job"]
    assert made["code_sha256"] == job.told()
    package = job.sandbox.client("s3").get_object(Bucket=BUCKET, Key=made["s3_key"])["Body"].read()
    assert {"app.py", "tiny/__init__.py"} <= {*names_in(package)}
    again = job.ship()
    assert {*again.actions().values()} == {"keep"}
    assert job.sandbox.writes() == []


def test_only_another_folder_is_another_package_and_the_former_one_stays(job, monkeypatch):
    before = job.ship()["resources"]["lambda_package.job"]
    (job.folder / "app.py").write_text("def handler(event, context):\n    return 2\n")
    planned = job.account.plan(*job.declared())
    assert planned.actions()["lambda_package.job"] == planned.actions()["lambda_function.job"] == "update"
    after = job.ship()["resources"]["lambda_package.job"]
    assert job.told() == after["code_sha256"] != before["code_sha256"]
    listed = job.sandbox.client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]
    assert {each["Key"] for each in listed} == {before["s3_key"], after["s3_key"]}
    (job.folder / "app.py").write_text("import tiny\n\n\ndef handler(event, context):\n    return tiny.SAID\n")
    monkeypatch.setattr(contents, "built", None)  # what is there is not built again
    assert job.ship()["resources"]["lambda_package.job"]["s3_key"] == before["s3_key"]
    assert job.told() == before["code_sha256"]


def test_what_cannot_be_installed_is_told(job):
    (job.folder / "requirements.txt").write_text("--no-index\nnowhere==1.0\n")
    failed = job.account.converge(*job.declared())
    said = next(each["said"] for each in failed["problems"] if each["address"] == "lambda_package.job")
    assert said.startswith("pip could not install what is needed (exit code 1), and said last:\n")
    assert "nowhere==1.0" in said


def test_open_versions_and_missing_programs_are_told_with_the_plan(job, tmp_path, monkeypatch):
    (job.folder / "requirements.txt").write_text("--no-index\nrequests>=2\nboto3\npinned==1.0  # fixed\n")
    codes = {each["code"]: each["said"] for each in job.account.plan(*job.declared())["problems"]}
    assert "(requests>=2, boto3)" in codes["LAMBDA-PACKAGE-VERSIONS"]
    job.folder = node_folder(tmp_path / "node")
    monkeypatch.setitem(MACHINE, "python", MACHINE["node"])
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = job.account.plan(*job.declared())
    assert "LAMBDA-PACKAGE-TOOL" in {each["code"] for each in refused["problems"]}
