# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task of DataSync copies what one bucket has and the other lacks, and is watched to its end."""

from __future__ import annotations

import pytest
import yaml
from support.account import Account, declared
from support.story import STORIES

TOLD = yaml.safe_load((STORIES / "datasync_task.yml").read_text())
NEEDS = [declared(kind, options) for need in TOLD["needs"] for kind, options in need.items()]
TASK = "datasync_task.files"
DENIED = {"ErrorCode": "S3AccessDenied", "ErrorDetail": "Access denied writing to bucket new-files"}
EXECUTION = "datasync:StartTaskExecution"
LOSES_THE_FIRST_ANSWER = 92
SEEN = {name: f"${{{TASK}.{name}}}" for name in ("files_transferred", "files_verified", "bytes_transferred")}


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0.05)
    account = Account(sandbox)
    assert not account.converge(*NEEDS).get("failed")
    for number in range(3):
        sandbox.client("s3").put_object(Bucket="old-files", Key=f"homework/page {number}.txt", Body=f"page {number}".encode())
    return account


def copy(account: Account, word: str) -> dict:
    return account.converge(*NEEDS, declared("datasync_task", {**TOLD["declared"], "execution": word}), outputs=SEEN)


def test_what_the_target_lacks_is_copied_and_nothing_else(sandbox, account):
    s3 = sandbox.client("s3")
    result = copy(account, "first")
    assert not result.get("failed"), result["msg"]
    assert result["outputs"] == {"files_transferred": 3, "files_verified": 3, "bytes_transferred": 18}
    copied = s3.list_objects_v2(Bucket="new-files")["Contents"]
    assert [each["Key"] for each in copied] == [f"homework/page {number}.txt" for number in range(3)]

    sandbox.clear_calls()
    assert copy(account, "first")["changed"] is False
    assert sandbox.writes() == []

    s3.put_object(Bucket="old-files", Key="homework/page 4.txt", Body=b"page 4")
    s3.put_object(Bucket="new-files", Key="uploaded/since.txt", Body=b"new")
    assert copy(account, "second")["outputs"]["files_transferred"] == 1
    assert s3.get_object(Bucket="new-files", Key="homework/page 4.txt")["Body"].read() == b"page 4"
    assert s3.get_object(Bucket="new-files", Key="uploaded/since.txt")["Body"].read() == b"new"


def test_a_failure_is_told_in_datasyncs_words_and_the_next_run_tries_again(sandbox, account):
    sandbox.settings(datasync_failures={"fil*": DENIED})
    result = copy(account, "first")
    assert result["failed"]
    assert "S3AccessDenied: Access denied writing to bucket new-files" in "\n".join([result["msg"], *account.lines])
    sandbox.settings(datasync_failures={})
    assert copy(account, "first")["outputs"]["files_transferred"] == 3


def test_an_execution_that_goes_on_is_watched_and_not_made_a_second_time(sandbox, account):
    made = declared("datasync_task", {option: value for option, value in TOLD["declared"].items() if option != "execution"})
    account.converge(*NEEDS, made)
    assert sandbox.calls(EXECUTION) == []
    datasync = sandbox.client("datasync")
    sandbox.settings(delays={"datasync:execution": 6})
    begun = {"TaskArn": datasync.list_tasks()["Tasks"][0]["TaskArn"], "Tags": [{"Key": "skylift:execution", "Value": "first"}]}
    datasync.start_task_execution(**begun)
    assert copy(account, "first")["outputs"]["files_transferred"] == 3
    assert len(sandbox.calls(EXECUTION)) == 1


def test_what_goes_on_is_cancelled_before_its_task_is_deleted(sandbox, account):
    copy(account, "first")
    sandbox.settings(delays={"datasync:execution": 60})
    datasync = sandbox.client("datasync")
    arn = datasync.start_task_execution(TaskArn=datasync.list_tasks()["Tasks"][0]["TaskArn"])["TaskExecutionArn"]
    sandbox.settings(delays={})
    gone = account.converge(*NEEDS, declared("datasync_task", {**TOLD["declared"], "state": "absent"}))
    assert not gone.get("failed"), gone["msg"]
    assert datasync.list_tasks()["Tasks"] == []
    assert datasync.describe_task_execution(TaskExecutionArn=arn)["Result"]["ErrorCode"] == "TaskCancelled"


def test_a_location_whose_deletion_was_not_answered_counts_as_gone(sandbox, account):
    sandbox.faults(drop_rate=0.5, seed=LOSES_THE_FIRST_ANSWER, only="datasync:DeleteLocation")
    gone = account.converge(*NEEDS[:3], *({**need, "state": "absent"} for need in NEEDS[3:]))
    assert not gone.get("failed"), [gone["msg"], *account.lines]
    assert gone["done"]["delete"] == 2
    assert len(sandbox.calls("datasync:DeleteLocation")) > 2
