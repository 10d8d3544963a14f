#!/usr/bin/env python3
# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy 20,000 objects between two buckets of the sandbox, killed once, and look that a corrupted one is caught."""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY / ".venv" / "collections"), str(REPOSITORY / "tests")]

from ansible_collections.skylift.aws.plugins.module_utils.transfer import objects
from ansible_collections.skylift.aws.plugins.module_utils.transfer.rclone import Rclone, Remote
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch
from sandbox.client import Sandbox

OPTIONS = {"transfers": 16, "overwrite": False}


class Stopped(Watch):
    """Breaks off after so many seconds, as somebody does who presses Ctrl-C."""

    def __init__(self, seconds: float):
        super().__init__(print)
        self._end = time.monotonic() + seconds

    def pause(self, seconds: float) -> None:
        super().pause(seconds)
        if time.monotonic() > self._end:
            raise TransferError("stopped")


def measured(what: str, work):
    """Do something, and tell how long it took."""
    began = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - began:.1f} s")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="a sandbox: python tests/sandbox start")
    parser.add_argument("--objects", type=int, default=20_000)
    given = parser.parse_args()
    s3 = Sandbox(given.url).client("s3", max_pool_connections=16)
    for bucket in ("bench-old", "bench-new"):
        s3.create_bucket(Bucket=bucket)

    def put(number: int) -> None:
        s3.put_object(Bucket="bench-old", Key=f"essays/{number % 100}/{number}.txt", Body=b"x" * (number % 5000))

    with ThreadPoolExecutor(16) as pool:
        measured(f"{given.objects} objects made", lambda: list(pool.map(put, range(given.objects))))
    keys = {"access_key_id": "bench", "secret_access_key": "bench"}
    config = {"provider": "Other", "endpoint": given.url, "force_path_style": True, **keys}
    source, target = (Remote(role, "s3", f"bench-{age}", config) for role, age in (("source", "old"), ("target", "new")))
    watch = Watch(print)
    rclone = Rclone((source, target), watch)
    print("to copy: {} objects, {} bytes".format(*measured("dry run", objects.Copy(rclone, OPTIONS, watch).foreseen)))
    try:
        stopped = Stopped(60)
        measured("a copy that is stopped", objects.Copy(Rclone((source, target), stopped), OPTIONS, stopped).run)
    except TransferError as error:
        print(f"stopped after 60 s: {error}")
    print("left: {} objects, {} bytes".format(*objects.Copy(rclone, OPTIONS, watch).foreseen()))
    measured("the copy that goes on", objects.Copy(rclone, OPTIONS, watch).run)
    report = measured("check", lambda: objects.check(rclone, OPTIONS, watch))
    assert report["equal"] and report["objects"] == given.objects, report
    s3.put_object(Bucket="bench-new", Key="essays/17/17.txt", Body=b"y" * 17)
    report = measured("check with one object corrupted", lambda: objects.check(rclone, OPTIONS, watch))
    assert [each["object"] for each in report["differences"]] == ["essays/17/17.txt"], report


if __name__ == "__main__":
    main()
