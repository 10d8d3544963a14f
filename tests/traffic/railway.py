# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""learning_platform on Railway, the account that it moves to, and the person who moves it."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

from deployment import Deployment, Done, Run
from learning_platform import Api, Instance
from name_server import NameServer
from platforms import Users
from shop import NEW, OLD, free_port

MIGRATION = Path(__file__).resolve().parents[1] / "migration"
sys.path.insert(0, str(MIGRATION))

from clusters import programs

NAME = "api.yourdomain.com"
BUCKET = "learning-platform-prod-files-123456789012"
ESSAYS = 30


class Move:
    """Everything around the move of learning_platform."""

    def __init__(self, folder: Path, sandbox, source, target):
        self.folder = folder
        self.sandbox = sandbox
        self.source = source
        self.deployment = Deployment(folder, sandbox)
        self.instance = Instance(target, sandbox)
        self.port = free_port()
        self.railway = Api(OLD, self.port, lambda: source.connect("railway"))
        self.aws = Api(NEW, self.port, self.instance.connect)
        sandbox.settings(delay=0.05, service_app=f"http://{NEW}:{self.port}")
        self.server = self.users = None
        self._key = secrets.token_hex(16)
        self._fill_bucket()
        self._variables = {
            "migration_source": source.server("railway"), "migration_roles": {"railway": "app"},
            "migration_client_path": str(programs(18)), "migration_folder": str(folder / "dump"),
            "migration_report_folder": str(folder / "reports"),
            "migration_files_source": self._files("english-learning-files"), "migration_files_target": self._files(BUCKET),
            "traffic_url": f"http://{NAME}:{self.port}", "traffic_alias_target": {"dns_name": NEW}, "traffic_interval": 0.3,
            "traffic_stages": [{"weight": weight, "seconds": 1.5} for weight in (10, 50, 100)], "traffic_deadline": 60,
        }  # fmt: skip

    def _fill_bucket(self) -> None:
        s3 = self.sandbox.client("s3")
        s3.create_bucket(Bucket="english-learning-files")
        for number in range(ESSAYS):
            s3.put_object(Bucket="english-learning-files", Key=f"essays/{number}.txt", Body=b"essay %d" % number)

    def _files(self, path: str) -> dict:
        config = {"provider": "Other", "endpoint": self.sandbox.url, "force_path_style": True}
        return {"type": "s3", "path": path, "config": {**config, "access_key_id": "sandbox", "secret_access_key": self._key}}

    def take_over(self) -> None:
        """After the system is there: tell its database, put the present record into its zone, and let people come."""
        self._variables["migration_target"] = self.instance.server()
        route53 = self.sandbox.client("route53")
        (zone,) = route53.list_hosted_zones()["HostedZones"]
        record = {"Name": NAME, "Type": "CNAME", "TTL": 1, "ResourceRecords": [{"Value": OLD}]}
        changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        route53.change_resource_record_sets(HostedZoneId=zone["Id"], ChangeBatch=changes)
        self.server = NameServer(self.folder, free_port(), route53, zone["Id"])
        self.server.start()
        self.users = Users(NAME, self.port, self.server)
        self.users.start()
        self._variables["traffic_resolvers"] = [f"127.0.0.1@{self.server.port}"]

    def start(self, *arguments: str, agreed: tuple = ()) -> Run:
        """Start the whole runbook."""
        told = self.folder / "move.json"
        told.write_text(json.dumps({**self._variables, "migration_approved": agreed}))
        return self.deployment.start_playbook("migrate", "-e", f"@{told}", *arguments)

    def run(self, *arguments: str, agreed: tuple = ()) -> Done:
        """Run it to its end."""
        return self.start(*arguments, agreed=agreed).wait()

    def steps(self) -> dict[str, dict]:
        """The journal, as SSM has it."""
        path = "/skylift/learning-platform-prod/migration/"
        found = self.sandbox.client("ssm").get_paginator("get_parameters_by_path").paginate(Path=path)
        return {each["Name"].removeprefix(path): json.loads(each["Value"]) for page in found for each in page["Parameters"]}

    def report(self) -> str:
        """What people read."""
        return (self.folder / "reports" / "migration.md").read_text()

    def secrets(self) -> list[bytes]:
        """What nobody may find anywhere, as it is and as JSON has it."""
        known = [self.source.password, self.instance.password, self._key]
        return [form.encode() for each in known for form in (each, json.dumps(each)[1:-1])]

    def written(self) -> dict[str, bytes]:
        """All that runs have printed and written, and the journal; but for the file that the person wrote."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name != "move.json")
        return {str(path): path.read_bytes() for path in files} | {"the journal": json.dumps(self.steps()).encode()}

    def stop(self) -> None:
        """Leave nothing."""
        self.deployment.kill()
        for each in (self.users, self.server, self.railway, self.aws):
            if each:
                each.stop()
