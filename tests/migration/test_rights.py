# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody is a superuser on RDS: users with no more than they need move a school, and are told what they lack."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from moving import differences, move

SCHOOL = (Path(__file__).parent / "school.sql").read_text()
TO_RAILWAY = 'ALTER TABLE "Word" OWNER TO railway;'
PASSWORD = "'of nobody'"


class Ordinary:
    """A server as somebody sees it who is not its superuser."""

    def __init__(self, cluster, user: str):
        self._cluster = cluster
        self._user = user

    def server(self, database: str, **other) -> dict:
        return self._cluster.server(database, **{"user": self._user, "password": PASSWORD.strip("'"), **other})

    def __getattr__(self, name: str):
        return getattr(self._cluster, name)


@pytest.fixture(scope="module")
def ordinary(source, target):
    """Users who may do what a provider's first user may."""
    source.run(
        "postgres",
        f"CREATE ROLE tenant LOGIN REPLICATION PASSWORD {PASSWORD}",
        "GRANT railway TO tenant",
        f"CREATE ROLE stranger LOGIN PASSWORD {PASSWORD}",
    )
    target.run(
        "postgres",
        f"CREATE ROLE master LOGIN CREATEDB PASSWORD {PASSWORD}",
        "GRANT app, pg_create_subscription TO master",
    )
    return Ordinary(source, "tenant"), Ordinary(target, "master")


@pytest.mark.parametrize("method", ["dump", "logical"])
def test_ordinary_users_move_a_school(ordinary, tmp_path, method):
    source, target = ordinary
    school = SimpleNamespace(source=source, target=target, name=f"ordinary_{method}", folder=tmp_path)
    source.run("postgres", f"CREATE DATABASE {school.name} OWNER tenant")
    target.run("postgres", f"CREATE DATABASE {school.name} OWNER master")
    # Elsewhere a provider's first user may do that, too.
    for server in ordinary:
        server.run(school.name, "CREATE EXTENSION vector")
    source.run(school.name, "SET ROLE tenant", SCHOOL.replace("CREATE EXTENSION vector;", "").replace(TO_RAILWAY, ""))
    source.run(school.name, TO_RAILWAY)
    if method == "logical":
        source.run(school.name, "SELECT lo_unlink(oid) FROM pg_largeobject_metadata")
    stranger = source.connect(school.name, user="stranger", password=PASSWORD.strip("'"))
    with pytest.raises(TransferError, match="tenant may not end the sessions of stranger.*GRANT pg_signal_backend"):
        move(school, method=method)
    assert method == "dump" or source.value(school.name, "SHOW default_transaction_read_only") == "off"
    stranger.close()
    assert move(school, method=method)["journal"]["state"] == "moved"
    assert differences(school) == []
    with pytest.raises(TransferError, match="there is no role nobody_there"):
        move(school, target=target.server(f"{school.name}_2"), method=method, roles={"railway": "nobody_there"})
    source.run("postgres", f"DROP DATABASE {school.name} WITH (FORCE)")


def test_who_may_not_replicate_is_told_so(ordinary, tmp_path):
    source, target = ordinary
    school = SimpleNamespace(source=Ordinary(source, "stranger"), target=target, name="stranger", folder=tmp_path)
    source.run("postgres", "CREATE DATABASE stranger OWNER stranger")
    with pytest.raises(TransferError, match="stranger may not replicate: ALTER ROLE ... REPLICATION, or use method dump"):
        move(school, method="logical", roles={})
