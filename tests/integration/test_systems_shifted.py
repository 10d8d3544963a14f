# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of a system says all that a shift of its visitors asks for."""

from __future__ import annotations

import json

from deployment import INVENTORIES, Deployment

OLD = {"Name": "fckdoomscroll.example.", "Type": "A", "TTL": 300, "ResourceRecords": [{"Value": "192.0.2.7"}]}
TOLD = {"custom_domain_delegated": True, "traffic_databases": {}, "traffic_old_scheduler_enabled": False}


def shift(deployment: Deployment, **told):
    return deployment.start_playbook("shift_traffic", "--check", "-e", json.dumps({**TOLD, **told})).wait()


def test_visitors_of_fckdoomscroll_would_be_sent_there_once_its_database_is_said(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    deployment = Deployment(tmp_path, sandbox, INVENTORIES / "fckdoomscroll")
    done = deployment.run("-e", json.dumps(TOLD))
    assert done.code == 0, done.ending
    route53 = sandbox.client("route53")
    (zone,) = route53.list_hosted_zones()["HostedZones"]
    change = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": OLD}]}
    route53.change_resource_record_sets(HostedZoneId=zone["Id"], ChangeBatch=change)

    refused = shift(deployment)
    assert refused.code != 0 and "databases: tells which database was moved" in refused.printed, refused.ending
    agreed = shift(deployment, traffic_one_database=True)
    assert agreed.code == 0, agreed.ending
    assert "changed: [fckdoomscroll_prod] skylift.aws.traffic : The traffic is where it should be" in agreed.printed
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    assert [each for each in records if (each["Name"], each["Type"]) == (OLD["Name"], "A")] == [OLD]
