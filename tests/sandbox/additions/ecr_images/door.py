# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API of registries: a real registry keeps layers and manifests, ECR decides which repositories and tags there are."""

from __future__ import annotations

import base64
import http.client
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from moto.ecr.models import ECRBackend, Repository, ecr_backends

from ...settings import settings

PATH = re.compile(r"/v2/(?P<name>.+)/(?P<kind>manifests|blobs|tags)/(?P<rest>.+)")
HOP = ("connection", "transfer-encoding", "keep-alive")
SECONDS = 120


def answer(environ: dict, body: bytes, start_response) -> Iterable[bytes]:
    """Answer a client of registries, docker for instance."""
    status, headers, content = _answer(environ, environ.get("PATH_INFO", ""), body)
    start_response(f"{status} {http.client.responses.get(status, '')}", list(headers.items()))
    return [content]


def _answer(environ: dict, path: str, body: bytes):
    if not settings["image_registry"]:
        return _refused(503, "UNAVAILABLE", "no registry is set: settings(image_registry=...)")
    asked = PATH.fullmatch(path)
    if not asked or environ.get("HTTP_AUTHORIZATION") != _authorization():
        return _passed_on(environ, path, body)
    backend, repository = repository_of(asked["name"])
    if repository is None:
        said = f"The repository with name '{asked['name']}' does not exist in the registry"
        return _refused(404, "NAME_UNKNOWN", said)
    if asked["kind"] != "manifests":
        return _passed_on(environ, path, body)
    if environ["REQUEST_METHOD"] == "PUT":
        return _pushed(environ, path, body, asked["rest"], backend, repository)
    if not _has(repository, asked["rest"]):
        return _refused(404, "MANIFEST_UNKNOWN", "Requested image not found")
    return _passed_on(environ, path, body)


def _pushed(environ: dict, path: str, body: bytes, reference: str, backend: ECRBackend, repository: Repository):
    tag = None if reference.startswith("sha256:") else reference
    if tag and _has(repository, tag) and repository.is_tag_immutable():
        said = f"The image tag '{tag}' already exists in the '{repository.name}' repository and cannot be overwritten"
        return _refused(400, "TAG_INVALID", f"{said} because the tag is immutable.")
    status, headers, content = _passed_on(environ, path, body)
    if status == 201:
        told = {name.lower(): value for name, value in headers.items()}
        digest, kind = told["docker-content-digest"], environ.get("CONTENT_TYPE")
        backend.put_image(repository.name, body.decode(), tag, kind, digest)
    return status, headers, content


def repository_of(name: str) -> tuple[ECRBackend, Repository] | tuple[None, None]:
    """Return the repository of a name, in whichever account and region it is, and the backend that has it."""
    backends = [backend for regions in ecr_backends.values() for backend in regions.values()]
    return next(((each, each.repositories[name]) for each in backends if name in each.repositories), (None, None))


def _has(repository: Repository, reference: str) -> bool:
    return any(reference in (*image.image_tags, image.get_image_digest()) for image in repository.images)


def _authorization() -> str:
    return "Basic " + base64.b64encode(f"AWS:{settings['image_registry']['password']}".encode()).decode()


def _passed_on(environ: dict, path: str, body: bytes):
    """The registry answers with addresses of its own, which follow the host that it is asked for."""
    query = environ.get("QUERY_STRING")
    headers = {
        name.removeprefix("HTTP_").replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["CONTENT-TYPE"] = environ["CONTENT_TYPE"]
    connection = http.client.HTTPConnection(urlsplit(settings["image_registry"]["url"]).netloc, timeout=SECONDS)
    try:
        connection.request(environ["REQUEST_METHOD"], path + (f"?{query}" if query else ""), body or None,
                           {**headers, "CONTENT-LENGTH": str(len(body))})  # fmt: skip
        answered = connection.getresponse()
        told = {name: value for name, value in answered.getheaders() if name.lower() not in HOP}
        return answered.status, told, answered.read()
    except OSError as error:
        return _refused(503, "UNAVAILABLE", f"the registry does not answer: {error}")
    finally:
        connection.close()


def _refused(status: int, code: str, message: str):
    content = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
    return status, {"Content-Type": "application/json", "Content-Length": str(len(content))}, content
