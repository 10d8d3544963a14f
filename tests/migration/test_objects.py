# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files move by rclone: killed, resumed, corrupted, with other content on both sides, and without a hash."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from test_as_task import REPOSITORY, CommandLines, run_playbook

pytestmark = pytest.mark.skipif(not shutil.which("rclone"), reason="rclone is not there: apt-get install rclone")

OBJECTS = 400
# Tests that run at the same time kill the rclones of their own.
SECRET = f"Zw8/not+for+anybody/{os.getpid()}"


class Essays:
    """A bucket with essays, and an empty one for them."""

    def __init__(self, folder, sandbox):
        self.folder = folder
        self.sandbox = sandbox
        self.s3 = sandbox.client("s3", max_pool_connections=8)
        for bucket in ("old", "new"):
            self.s3.create_bucket(Bucket=bucket)

    def write(self, count: int) -> None:
        """Put essays into the old bucket."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: self.put("old", number, b"x" * (100 + number)), range(count)))

    def put(self, bucket: str, number: int, text: bytes) -> None:
        self.s3.put_object(Bucket=bucket, Key=f"essays/{number % 7}/{number}.txt", Body=text)

    def count(self, bucket: str) -> int:
        """How many there are."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return sum(page["KeyCount"] for page in pages)

    def settled(self, bucket: str) -> int:
        """How many there are when what was under way has arrived, too."""
        before = -1
        while before != (now := self.count(bucket)):
            before = now
            time.sleep(1)
        return now

    def side(self, bucket: str, **config) -> dict:
        usual = {"provider": "Other", "endpoint": self.sandbox.url, "access_key_id": "sandbox", "force_path_style": True}
        return {"type": "s3", "path": bucket, "config": {**usual, "secret_access_key": SECRET, **config}}

    def task(self, **options) -> dict:
        usual = {"source": self.side("old"), "target": self.side("new"), "report_folder": str(self.folder / "report")}
        return {"skylift.aws.object_transfer": {**usual, **options}}

    def report(self) -> dict:
        return json.loads((self.folder / "report" / "objects.json").read_text())


@pytest.fixture
def essays(tmp_path, sandbox):
    """Two buckets, and a folder for playbooks."""
    return Essays(tmp_path, sandbox)


def kill_rclone_when(ready) -> threading.Thread:
    """Kill the rclone that this test has started, as soon as something is so."""

    def kill() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if ready():
                for process in rclones():
                    os.kill(process, signal.SIGKILL)
                return
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    return killer


def rclones() -> list[int]:
    """Processes of rclone that copy these buckets, below this process."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as line, open(f"/proc/{name}/environ", "rb") as environment:
                if b"rclone\0copy\0" in line.read() and SECRET.encode() in environment.read():
                    found.append(int(name))
        except OSError:
            continue
    return found


def test_a_copy_that_was_killed_goes_on_and_a_corrupted_object_is_caught(essays):
    essays.write(OBJECTS)
    essays.s3.put_object(Bucket="new", Key="of-aws.txt", Body=b"made here")
    essays.sandbox.faults(latency_ms=200, only="s3:PutObject")
    killer = kill_rclone_when(lambda: essays.count("new") > OBJECTS // 5)
    with CommandLines() as looked:
        code, printed = run_playbook(essays, essays.task())
    killer.join()
    essays.sandbox.faults()
    assert code == 2 and "What was copied stays there; run again to go on" in printed, printed[-2000:]
    there = essays.settled("new")
    assert OBJECTS // 5 < there < OBJECTS
    assert any("rclone" in line for line in looked.seen) and not any(SECRET in line for line in looked.seen)

    code, again = run_playbook(essays, essays.task())
    assert code == 0 and "changed=1" in again, again[-2000:]
    assert essays.report() | {"seconds": 0} == {
        "source": "old", "target": "new", "copied_objects": OBJECTS + 1 - there, "equal": True, "compared_by": "hash",
        "copied_bytes": essays.report()["copied_bytes"], "objects": OBJECTS, "differences": [], "seconds": 0,
    }  # fmt: skip
    assert essays.count("new") == OBJECTS + 1, "nothing was deleted"
    code, third = run_playbook(essays, essays.task())
    assert code == 0 and "changed=0" in third and "0 objects with 0 bytes" in third

    essays.put("new", 17, b"y" * 117)
    essays.s3.delete_object(Bucket="new", Key="essays/4/18.txt")
    code, caught = run_playbook(essays, essays.task(state="verified"))
    assert code == 2 and "differ in 2 objects: essays/3/17.txt differs; essays/4/18.txt is missing on the target" in caught
    assert "- `essays/3/17.txt` differs" in (essays.folder / "report" / "objects.md").read_text()
    code, refused = run_playbook(essays, essays.task())
    assert code == 2 and "1 objects are on both sides, with other content: essays/3/17.txt. Nothing was copied" in refused
    code, mended = run_playbook(essays, essays.task(overwrite=True))
    assert code == 0 and essays.report()["copied_objects"] == 2
    assert not any(SECRET in text for text in (printed, again, third, caught, refused, mended))


def test_objects_without_a_hash_are_read(essays):
    essays.write(5)
    parts = {"Bucket": "old", "Key": "large.bin"}
    upload = essays.s3.create_multipart_upload(**parts)["UploadId"]
    tag = essays.s3.upload_part(**parts, UploadId=upload, PartNumber=1, Body=b"z" * 1000)["ETag"]
    made = {"Parts": [{"PartNumber": 1, "ETag": tag}]}
    essays.s3.complete_multipart_upload(**parts, UploadId=upload, MultipartUpload=made)
    code, printed = run_playbook(essays, essays.task())
    assert code == 0 and "compared byte by byte" in printed, printed[-2000:]
    assert (essays.report()["compared_by"], essays.report()["objects"]) == ("content", 6)
    essays.s3.put_object(Bucket="new", Key="large.bin", Body=b"z" * 999 + b"y")
    code, printed = run_playbook(essays, essays.task(state="verified"))
    assert code == 2 and "large.bin differs" in printed


def test_a_volume_is_counted_then_copied_and_what_cannot_be_is_told(essays):
    volume = essays.folder / "volume" / "uploads"
    volume.mkdir(parents=True)
    (volume / "a name with spaces & ümlauts.txt").write_text("essay")
    from_volume = {"type": "local", "path": str(volume.parent)}
    code, printed = run_playbook(essays, essays.task(source=from_volume), check=True)
    assert code == 0 and "copy: 1 objects with 5 bytes are to be copied" in printed and essays.count("new") == 0
    code, printed = run_playbook(essays, essays.task(source=from_volume, target=essays.side("new/files")))
    assert code == 0, printed[-2000:]
    keys = [item["Key"] for item in essays.s3.list_objects_v2(Bucket="new")["Contents"]]
    assert keys == ["files/uploads/a name with spaces & ümlauts.txt"]

    for options, said in (
        ({"source": essays.side("nowhere")}, "directory not found"),
        ({"source": {"type": "r2d2", "path": "old"}}, "didn't find backend called"),
    ):
        code, printed = run_playbook(essays, essays.task(**options))
        assert code == 2 and said in printed, printed[-2000:]


def test_what_there_is_to_copy_is_told_beforehand(essays):
    essays.write(7)
    looked = {"name": "Look", "ansible.builtin.import_tasks": str(REPOSITORY / "playbooks" / "tasks" / "assess_files.yml")}
    wanted = {"count": 7, "bytes": sum(range(100, 107)), "hours": 0.0, "findings": []}
    told = {"name": "Compare", "ansible.builtin.assert": {"that": "assessed_files == wanted"}, "vars": {"wanted": wanted}}
    given = {"migration_files_source": essays.side("old")}
    with CommandLines() as seen:
        code, printed = run_playbook(essays, {**looked, "vars": given}, told)
    assert code == 0, printed[-2000:]
    assert any("rclone size" in line for line in seen.seen) and not any(SECRET in line for line in seen.seen)
    code, late = run_playbook(essays, {**looked, "vars": {**given, "migration_longest_copy": 0.00001}})
    assert code == 0 and "or let AWS DataSync copy" in late, late[-2000:]
    assert SECRET not in printed and SECRET not in late

    for path, code, said in (("new", 0, "there is nothing on the source"), ("nowhere", 2, "directory not found")):
        ended, printed = run_playbook(essays, {"skylift.aws.object_assess": {"source": essays.side(path)}})
        assert ended == code and said in printed and "Traceback" not in printed, printed[-2000:]


def test_without_rclone_it_is_told_what_to_install(essays, monkeypatch):
    monkeypatch.setenv("PATH", str(essays.folder))
    code, printed = run_playbook(SimpleNamespace(folder=essays.folder), essays.task())
    assert code == 2 and "the program rclone is missing; install it: apt-get install rclone" in printed
