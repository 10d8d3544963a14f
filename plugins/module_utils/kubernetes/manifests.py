# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Manifests: read from where they are declared, and known by what tells one object of Kubernetes from another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ansible.module_utils.common.yaml import yaml_load_all
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import secret

SUFFIXES = (".yml", ".yaml", ".json")
STACK_LABEL, RESOURCE_LABEL = "skylift.stack", "skylift.resource"
HIDDEN = ("data", "stringData")
"""What nobody may see of a Secret."""


class Mistake(NamedTuple):
    """What is wrong with a manifest, and in which file or element of the list."""

    place: str
    said: str
    remedy: str


class Key(NamedTuple):
    """What tells an object apart in a cluster, whichever version of its kind it is written in."""

    group: str
    kind: str
    namespace: str
    name: str

    @property
    def full_kind(self) -> str:
        """The kind as kubectl takes it: C(Deployment.apps), C(Service)."""
        return f"{self.kind}.{self.group}" if self.group else self.kind


def key_of(thing: Mapping, namespace: str = "") -> Key:
    """Return the key of an object; C(namespace) is where it is if it does not say so."""
    group = thing["apiVersion"].rpartition("/")[0]
    return Key(group, thing["kind"], thing["metadata"].get("namespace") or namespace, thing["metadata"]["name"])


def read(options: Mapping[str, object]) -> tuple[dict[str, dict], list[Mistake]]:
    """Return the objects that are declared, each by its file and name, and what is wrong with them."""
    objects: dict[str, dict] = {}
    mistakes: list[Mistake] = []
    keys: dict[Key, str] = {}
    for place, document in _documents(options, mistakes):
        fault = _fault(document)
        if fault:
            mistakes.append(Mistake(place, *fault))
            continue
        key = key_of(document, str(options.get("namespace") or "default"))
        title = f"{place}: {key.kind}/{key.name}" if place in _files(options) else f"{key.kind}/{key.name}"
        title = f"{title} of {key.namespace}" if title in objects else title
        if key in keys:
            mistakes.append(Mistake(place, f"{key.kind} {key.name} is declared twice", f"it is in {keys[key]}, too"))
        keys[key] = place
        objects[title] = _veiled(document)
    return objects, mistakes


def labelled(thing: Mapping, stack: str, resource: str) -> dict:
    """Return an object with the labels that tell whose it is."""
    metadata = dict(thing["metadata"])
    labels = {**(metadata.get("labels") or {}), STACK_LABEL: stack, RESOURCE_LABEL: resource}
    return {**thing, "metadata": {**metadata, "labels": labels}}


def _files(options: Mapping[str, object]) -> dict[str, Path]:
    folder = Path(str(options["source_folder"])) if options.get("source_folder") else None
    paths = sorted(folder.rglob("*")) if folder else []
    return {str(path.relative_to(folder)): path for path in paths if path.suffix in SUFFIXES and path.is_file()}


def _documents(options: Mapping[str, object], mistakes: list[Mistake]) -> Iterator[tuple[str, object]]:
    texts = {place: path.read_text(encoding="utf-8") for place, path in _files(options).items()}
    from yaml import YAMLError

    given = options.get("manifests") or []
    for number, each in enumerate(given if isinstance(given, list) else [given]):
        texts[f"manifests[{number}]"] = each
    for place, text in texts.items():
        try:
            documents = list(yaml_load_all(text)) if isinstance(text, str) else [text]
        except YAMLError as error:
            mistakes.append(Mistake(place, f"is no YAML: {' '.join(str(error).split())}", "correct it"))
            continue
        for document in documents:
            yield from ((place, each) for each in _unpacked(document))


def _unpacked(document: object) -> list[object]:
    """The objects of a document: an empty one has none, a List has several."""
    if isinstance(document, dict) and str(document.get("kind", "")).endswith("List") and "items" in document:
        return list(document["items"] or [])
    return [] if document is None else [document]


def _fault(document: object) -> tuple[str, str] | None:
    """What keeps a document from being an object of Kubernetes."""
    if not isinstance(document, dict):
        return "is no object of Kubernetes", "write apiVersion, kind, metadata and so on"
    metadata = document.get("metadata")
    named = metadata.get("name") if isinstance(metadata, dict) else None
    told = {"apiVersion": document.get("apiVersion"), "kind": document.get("kind"), "metadata.name": named}
    for field, value in told.items():
        if not isinstance(value, str) or not value:
            what = f"{told['kind'] or 'an object'} {named or ''}".strip()
            return f"{what} has no {field}", "every object needs one by which it is found again"
    if document["kind"] == "Job" and "ttlSecondsAfterFinished" in (document.get("spec") or {}):
        return f"Job {named} would be deleted when it is done", "leave ttlSecondsAfterFinished out, or each run does it anew"
    return None


def _veiled(document: dict) -> dict:
    if document["kind"] != "Secret":
        return document
    return {**document, **{part: secret(document[part]) for part in HIDDEN if document.get(part)}}
