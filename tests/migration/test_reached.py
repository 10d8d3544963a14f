# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers are verified, programs fit, and what does not is said before anything is changed."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.clients import find_client
from ansible_collections.skylift.aws.plugins.module_utils.transfer.replication import conninfo_of
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server, TransferError, Unreachable
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch
from clusters import Cluster, programs
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from moving import move

WITH_TLS = 15
WATCH = Watch(lambda line: None)


def test_a_client_that_is_older_than_the_source_is_refused(school, monkeypatch):
    with pytest.raises(TransferError) as refused:
        find_client(str(programs(16)), 18, 18, WATCH)
    for said in ("pg_dump 18 or newer is needed", f"found: 16 in {programs(16)}", "Install postgresql-client-18", "client_path"):
        assert said in str(refused.value)
    with pytest.raises(TransferError, match="found: none. Install postgresql-client-18"):
        move(school, client_path=str(school.folder))
    assert school.target.run(school.name, "SELECT FROM pg_namespace WHERE nspname ~ 'skylift'") == []


def test_a_target_that_is_older_than_the_source_is_refused():
    with pytest.raises(TransferError, match="PostgreSQL 16, older than the source's 18"):
        find_client(None, 18, 16, WATCH)


def test_the_program_nearest_to_the_target_is_taken(monkeypatch):
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (programs(16), programs(18)))))
    assert find_client(None, 16, 18, WATCH).folder == programs(18)
    assert find_client(None, 16, 16, WATCH).folder == programs(16)


def test_a_wrong_password_is_told_without_it(school):
    with pytest.raises(Unreachable, match=r"source 127\.0\.0\.1:\d+/school\d+: .*password authentication failed") as refused:
        move(school, source=school.source.server(school.name, password="wr0ng-one"))
    assert "wr0ng-one" not in str(refused.value)
    assert "wr0ng-one" not in repr(Server("source", **school.source.server(school.name, password="wr0ng-one")))


def test_a_server_without_tls_is_not_spoken_to(school):
    with pytest.raises(Unreachable, match="does not support SSL"):
        move(school, source=school.source.server(school.name, sslmode="verify-full"))


def test_a_target_verifies_the_source_by_its_own_authorities():
    source = Server("source", "db.example.com", "app", "me", "it's \\ secret")
    assert "sslmode='verify-full' sslrootcert='system' password='it\\'s \\\\ secret'" in conninfo_of(source, {}, 18)
    assert "sslrootcert='/ca.pem'" in conninfo_of(source, {"sslrootcert": "/ca.pem"}, 15)
    with pytest.raises(TransferError, match="from_target.sslrootcert is needed"):
        conninfo_of(source, {}, 15)


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    """Debian's server, with a certificate for db.example.com."""
    if not programs(WITH_TLS).exists():
        pytest.skip("PostgreSQL with TLS is not there: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("tls")
    authority, other = (Authority(name) for name in ("ours", "another"))
    cluster = Cluster(WITH_TLS)
    try:
        cluster.stop()
        authority.sign("db.example.com", cluster.folder / "data")
        with open(cluster.folder / "data" / "postgresql.conf", "a") as configuration:
            configuration.write("ssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'\n")
        cluster.start()
        for name, each in (("ours.pem", authority), ("another.pem", other)):
            (folder / name).write_bytes(each.certificate.public_bytes(serialization.Encoding.PEM))
        yield cluster, folder
    finally:
        cluster.remove()


def test_a_server_is_verified_by_name_and_authority(encrypted):
    cluster, folder = encrypted
    given = {**cluster.server("postgres"), "sslmode": "verify-full", "host": "db.example.com", "hostaddr": "127.0.0.1"}
    with Server("source", **given, ca_path=str(folder / "ours.pem")).session() as session:
        assert session.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is True
    for wrong, said in (({"ca_path": str(folder / "another.pem")}, "certificate verify failed"),
                        ({"ca_path": str(folder / "ours.pem"), "host": "other.example.com"}, "does not match host name")):
        with pytest.raises(Unreachable, match=said), Server("source", **{**given, **wrong}).session():
            pass


def test_programs_verify_the_server_too(encrypted):
    cluster, folder = encrypted
    given = {**cluster.server("postgres"), "sslmode": "verify-full", "host": "db.example.com", "hostaddr": "127.0.0.1"}
    client = find_client(str(programs(WITH_TLS)), WITH_TLS, WITH_TLS, WATCH)
    dump = ["--schema-only", "--file=/dev/null"]
    client.run("pg_dump", dump, Server("source", **given, ca_path=str(folder / "ours.pem")))
    with pytest.raises(TransferError, match="pg_dump on source db.example.com.*certificate verify failed"):
        client.run("pg_dump", dump, Server("source", **given, ca_path=str(folder / "another.pem")))


class Authority:
    """A certificate authority."""

    def __init__(self, name: str):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._built(self._name, self._key, x509.BasicConstraints(ca=True, path_length=None))

    def sign(self, host: str, folder: Path) -> None:
        """Give a server its certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._built(x509.Name([]), key, x509.SubjectAlternativeName([x509.DNSName(host)]))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        for name, content in (("server.crt", certificate.public_bytes(serialization.Encoding.PEM)), ("server.key", private)):
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)
            os.chown(folder / name, folder.stat().st_uid, folder.stat().st_gid)

    def _built(self, subject: x509.Name, key, extension) -> x509.Certificate:
        today = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - datetime.timedelta(days=1))
            .not_valid_after(today + datetime.timedelta(days=30))
            .add_extension(extension, critical=False)
            .sign(self._key, hashes.SHA256())
        )
