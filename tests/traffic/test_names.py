# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands under a name is told as its servers have it, and what to do about it before its visitors move."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ansible_collections.skylift.aws.plugins.module_utils.traffic.name_findings import findings
from name_server import PROGRAM
from shop import TESTS
from zones import Zones


@pytest.fixture
def serve(tmp_path):
    """What serves the zones, at an address of their own if one is given."""
    if not Path(PROGRAM).exists():
        pytest.skip("Knot DNS is not there: apt-get install knot")
    begun = []

    def serving(address: str | None = None) -> Zones:
        begun.append(Zones(tmp_path, address))
        return begun[-1]

    yield serving
    for each in begun:
        each.stop()


@pytest.fixture
def told(serve, tmp_path):
    """What the task tells of names."""
    place = serve().place
    return lambda *names, **options: asked(
        tmp_path, {"record_names": list(names), "resolvers": [place], "name_servers": [place], **options}
    )


def asked(folder: Path, options: dict) -> list[dict]:
    """Run the task, and return what it found of each name."""
    tasks = [{"skylift.aws.dns_info": options, "register": "found"}]
    tasks += [{"ansible.builtin.copy": {"content": "{{ found | to_json }}", "dest": str(folder / "found.json")}}]
    (folder / "play.yml").write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    command = [sys.executable, "-m", "ansible", "playbook", "-i", "localhost,", "-c", "local", "play.yml"]
    environment = {
        "ANSIBLE_COLLECTIONS_PATH": str(TESTS.parent / ".venv" / "collections"), "ANSIBLE_HOME": str(folder / "home"),
        "ANSIBLE_CONFIG": str(TESTS.parent / "ansible.cfg"), "PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "found.json").read_text())["names"]


def test_a_name_that_leads_to_a_platform_is_told_with_the_ttl_of_its_zone(told):
    (api,) = told("api.example.test")
    assert api["records"] == [{"type": "CNAME", "ttl": 3600, "values": ["shop.railway.test"]}]
    assert (api["zone"], api["apex"], api["signed"]) == ("example.test", False, True)
    assert api["provider"] == "the provider of ns.example.test"
    assert api["caa"] == {"owner": "example.test", "issuers": ["letsencrypt.org"]}
    kept, other_names, issued, signed = api["findings"]
    assert kept.startswith("resolvers keep CNAME of api.example.test for 3600 s: lower the TTL to 60 s at least 3600 s before")
    assert other_names.startswith("*.example.test answers for every other name")
    assert issued == 'CAA of example.test lets only letsencrypt.org issue certificates: add 0 issue "amazon.com" there'
    assert signed.startswith("example.test is signed (DNSSEC)")


def test_what_would_stay_on_the_old_platform_is_told(told):
    (app,) = told("app.example.test", ttl=300)
    assert [each["type"] for each in app["records"]] == ["A", "AAAA", "HTTPS", "TXT"]
    said = "\n".join(app["findings"])
    assert "resolvers keep" not in said
    for each in ("browsers ask app.example.test for HTTPS first", "by IPv6 would stay", "no CNAME can stand beside TXT"):
        assert each in said


def test_what_the_old_platform_says_of_certificates_counts_as_long_as_the_name_leads_there(told):
    (old,) = told("old.example.test")
    assert old["caa"] == {"owner": "legacy.example.test", "issuers": [""]}
    abroad = {**old, "caa": {"owner": "shop.railway.test", "issuers": [""]}}
    assert 'CAA of legacy.example.test lets nobody issue certificates: add 0 issue "amazon.com" there' in findings(old, 60)
    (said,) = (each for each in findings(abroad, 60) if "CAA of shop.railway.test lets nobody" in each)
    assert said.endswith("lead old.example.test there by its address while AWS issues its own; behind a CNAME it counts")


def test_the_top_of_a_zone_depends_on_who_serves_it(told):
    unknown, cloudflare, route_53 = told("example.test", "cloud.test", "aws.test")
    assert all(each["apex"] for each in (unknown, cloudflare, route_53))
    assert "if the provider of ns.example.test has no ALIAS" in "\n".join(unknown["findings"])
    assert cloudflare["findings"] == [
        "cloud.test is the top of its zone, where no CNAME can stand: set what Cloudflare calls ALIAS, ANAME or CNAME flattening"
    ]
    assert route_53["provider"] == "Route 53" and route_53["caa"]["issuers"] == ["amazontrust.com"]
    kept, top = route_53["findings"]
    assert kept.endswith("shift_traffic.yml does so otherwise, and waits as long") and "hosted_zone_id is wanted" in top


def test_who_is_ready_hears_of_nothing(told):
    (ready,) = told("ready.aws.test")
    assert ready["findings"] == []


def test_a_wildcard_is_told_from_a_record_of_its_own(told):
    shop, everything = told("shop.example.test", "*.example.test")
    assert shop["from_wildcard"] and "it may be *.example.test that answers for shop.example.test" in shop["findings"][0]
    assert not everything["from_wildcard"] and everything["caa"] == {"owner": "example.test", "issuers": ["amazon.com"]}


def test_a_name_that_is_not_there_or_cannot_be_asked_for_stops_no_other(told):
    nothing, foreign, ready = told("nothing.aws.test", "example.invalid", "ready.aws.test")
    assert nothing["found"] and "nothing leads from nothing.aws.test to the old platform" in nothing["findings"][0]
    assert not foreign["found"] and foreign["findings"][0].startswith("what stands at example.invalid is not known: ")
    assert ready["found"]


def test_the_servers_that_a_zone_names_are_asked(serve, tmp_path):
    address = f"127.{random.randrange(1, 255)}.{random.randrange(255)}.{random.randrange(1, 255)}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 53))
        except PermissionError:
            pytest.skip("the servers of a zone are asked at port 53, which only root may open here")
    place = serve(address).place
    app, nowhere = asked(tmp_path, {"record_names": ["app.example.test", "www.railway.test"], "resolvers": [place]})
    assert app["found"] and app["records"][0]["ttl"] == 60
    (said,) = nowhere["findings"]
    assert said.startswith("what stands at www.railway.test is not known: name_servers: none of ns.nowhere.test has an address")
