# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The old platform is stopped and deleted by its client, after waiting, a last dump that was restored, and a typed name."""

from __future__ import annotations

import datetime
import json
from types import SimpleNamespace

import pytest
from clusters import programs
from moving import ROLES
from old_platform import TOKEN, OldPlatform
from runbooks import Runbooks

NAME, NEW = "api.example.test", "aws.example.test"
FORGET = {"name": "Forget", "skylift.aws.milestone": {"stack": "shop-prod", "region": "us-east-1", "state": "absent"}}
OF_OTHERS = {"school-of-others": ["web"]}
ALL = {"school": ["web", "Postgres"], **OF_OTHERS}


@pytest.fixture
def left(school, sandbox, tmp_path):
    """A platform whose visitors have moved."""
    platform = OldPlatform(tmp_path / "bin")
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="example.test", CallerReference="shop")["HostedZone"]["Id"]
    folder = tmp_path / "final"
    books = Runbooks(
        tmp_path, sandbox, traffic_record_name=NAME, traffic_alias_target={"dns_name": NEW}, traffic_hosted_zone_id=zone,
        migration_source=school.source.server(school.name), migration_roles=ROLES, migration_client_path=str(programs(18)),
        decommission_project="school", decommission_token=TOKEN, decommission_folder=str(folder),
        decommission_scratch=school.target.server(f"{school.name}_final"),
    )  # fmt: skip
    books.environment["PATH"] = platform.path
    made = SimpleNamespace(school=school, platform=platform, folder=folder, ssm=sandbox.client("ssm"), run=books.run,
                           killed=books.killed, route53=route53, zone=zone)  # fmt: skip
    lead_to(made, NEW)
    return made


def lead_to(left, target: str) -> None:
    """Send everybody somewhere."""
    record = {"Name": NAME, "Type": "CNAME", "TTL": 1, "ResourceRecords": [{"Value": target}]}
    change = {"Action": "UPSERT", "ResourceRecordSet": record}
    left.route53.change_resource_record_sets(HostedZoneId=left.zone, ChangeBatch={"Changes": [change]})


def milestones(left) -> dict[str, dict]:
    """What is on record."""
    path = "/skylift/shop-prod/milestones"
    found = left.ssm.get_parameters_by_path(Path=path)["Parameters"]
    return {each["Name"].rpartition("/")[2]: json.loads(each["Value"]) for each in found}


def days_ago(left, name: str, days: float, **facts) -> None:
    """Put on record that something was reached a while ago."""
    at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    told = {"at": at.isoformat(), "who": "arn:aws:iam::123456789012:user/maria", "facts": facts}
    left.ssm.put_parameter(
        Name=f"/skylift/shop-prod/milestones/{name}", Value=json.dumps(told), Type="String", Overwrite=True
    )  # fmt: skip


def is_waited_for(left) -> None:
    """The week is over, and a restore was drilled."""
    days_ago(left, "traffic_moved", 8)
    days_ago(left, "restore_drilled", 3)


def test_nothing_is_touched_before_its_time_or_without_its_name(left):
    code, printed = left.run("decommission", confirm_stop="school")
    assert code == 2 and "restore_drilled has not been reached" in printed and "and 7 days are over" in printed, printed[-3000:]
    assert list(milestones(left)) == ["traffic_moved"]

    is_waited_for(left)
    code, printed = left.run("decommission")
    assert code == 0 and "railway down --project p-1 --environment production --service web --yes" in printed, printed[-3000:]
    code, printed = left.run("decommission", confirm_stop="shool")
    assert code == 2 and 'confirm_stop: is "shool"; the project is "school"' in printed, printed[-3000:]
    assert not left.folder.exists() and left.platform.running() == ALL and {*left.platform.asked()} == {"list"}

    lead_to(left, "old.example.test")
    code, printed = left.run("decommission", confirm_stop="school")
    assert code == 2 and "traffic_moved" not in milestones(left) and left.platform.running() == ALL, printed[-3000:]


def test_it_is_stopped_and_a_week_later_deleted_and_nothing_else(left):
    is_waited_for(left)
    code, printed = left.run("decommission", "-vvv", "--diff", confirm_stop="school")
    assert code == 0, printed[-3000:]
    assert left.platform.running() == {"school": [], **OF_OTHERS}
    assert (left.folder / "dump" / "toc.dat").exists() and (left.folder / "verification.md").exists()
    code, again = left.run("decommission", confirm_stop="school", confirm_delete="school")
    assert code == 2 and "stopped was reached" in again and "changed=0" in again, again[-3000:]

    days_ago(left, "stopped", 8, project="school")
    code, again = left.run("decommission", confirm_delete="shool")
    assert code == 2 and 'type out the project: "school"' in again, again[-3000:]
    (left.folder / "dump").rename(left.folder / "lost")
    code, again = left.run("decommission", confirm_delete="school")
    assert code == 2 and "school is not deleted" in again and "delete" not in left.platform.asked(), again[-3000:]
    (left.folder / "lost").rename(left.folder / "dump")
    code, again = left.run("decommission", confirm_delete="school")
    assert code == 0 and left.platform.running() == OF_OTHERS, again[-3000:]
    assert {"final_dump", "stopped", "deleted"} <= {*milestones(left)}
    kept = json.dumps(milestones(left))
    secrets = (TOKEN, left.school.source.password[2:18])
    assert not any(secret in text for secret in secrets for text in (printed, again, kept))
    assert left.run([{"hosts": "all", "gather_facts": False, "tasks": [FORGET]}])[0] == 0 and milestones(left) == {}


def test_a_dump_that_cannot_be_restored_stops_it_and_a_killed_one_goes_on(left):
    is_waited_for(left)
    left.killed("decommission", (left.folder / "restore.list").exists, confirm_stop="school")
    rows = max((left.folder / "dump").glob("*.dat*"), key=lambda file: file.stat().st_size)
    lost = rows.rename(left.folder / "lost")
    code, printed = left.run("decommission", confirm_stop="school")
    assert code == 2 and "pg_restore" in printed and "down" not in left.platform.asked(), printed[-3000:]
    assert "final_dump" not in milestones(left)

    lost.rename(rows)
    code, printed = left.run("decommission", confirm_stop="school")
    assert code == 0 and "dump: was done before" in printed and left.platform.running()["school"] == [], printed[-3000:]
