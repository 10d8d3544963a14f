# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From HTTP to an API call and back, by the botocore model of the service."""

from __future__ import annotations

import io
import re
import warnings
from urllib.parse import unquote, urlencode

from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model
from werkzeug.exceptions import MethodNotAllowed, NotFound

from .rules import Refusal

SCOPE = re.compile(r"Credential=(?P<key>[^/,]+)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")

# Services whose requests are signed with another name than boto3's.
BY_SIGNING_NAME = {
    "monitoring": ("cloudwatch",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "tagging": ("resourcegroupstaggingapi",),
    "ses": ("ses", "sesv2"),
    "dynamodb": ("dynamodb", "dynamodbstreams"),
    "states": ("stepfunctions",),
    "elasticfilesystem": ("efs",),
    "apigateway": ("apigatewayv2", "apigateway"),
    "servicequotas": ("service-quotas",),
    "s3": ("s3", "s3control"),
}

# boto3 builds its error classes from these; the model of the service does not list them.
warnings.filterwarnings("ignore", message="Exception.*does not match an error shape")


def scope_of(environ: dict) -> tuple[str, str, str]:
    """(access key, region, signing name) of a request; unsigned and presigned ones are S3's."""
    found = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return (found["key"], found["region"], found["service"]) if found else ("", "us-east-1", "s3")


def recognise(environ: dict, body: bytes, signing_name: str) -> tuple[str, OperationModel, dict] | None:
    """The service, the operation and the path parameters; None for what no model knows."""
    for service in BY_SIGNING_NAME.get(signing_name, (signing_name,)):
        try:
            model = get_service_model(service)
            request = Request({**environ, **_target_header(model, environ), "wsgi.input": io.BytesIO(body)})
            version = request.form.get("Version") if model.protocol in ("query", "ec2") else None
            if version is None or version == model.api_version:
                operation, path_params = get_service_router(service).match(request)
                return service, operation, path_params
        except (NotFound, MethodNotAllowed, NotImplementedError):
            continue
        except Exception as error:
            if type(error).__name__ != "UnknownServiceError":
                raise
    return None


def _target_header(model: ServiceModel, environ: dict) -> dict[str, str]:
    """What names the operation, as botocore writes it: of CloudTrail's long prefix, Go's SDK has but the end."""
    prefix = model.metadata.get("targetPrefix", "")
    asked, _dot, operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")
    return {"HTTP_X_AMZ_TARGET": f"{prefix}.{operation}"} if asked and prefix.endswith(f".{asked}") else {}


def parse_request(operation: OperationModel, environ: dict, body: bytes, path_params: dict) -> dict:
    """The parameters as boto3 was given them."""
    request = Request({**environ, "wsgi.input": io.BytesIO(body)})
    values = request.values
    protocol = determine_request_protocol(operation.service_model, request.content_type)
    parsed = PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "method": request.method,
            "values": values,
            "headers": request.headers,
            "body": body,
            "url_path": request.path,
            "url_params": path_params,
        }
    )
    return parsed or {}


def render_request(operation: OperationModel, params: dict, environ: dict) -> tuple[dict, bytes]:
    """The WSGI environment and body of a request with these parameters, signed like the given one."""
    wire = create_serializer(operation.service_model.resolved_protocol, False).serialize_to_request(params, operation)
    body = wire["body"]
    if isinstance(body, dict):
        body = urlencode(body, doseq=True)
        wire["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
    body = body.encode() if isinstance(body, str) else body or b""
    path, _, fixed_query = wire["url_path"].partition("?")
    if operation.service_model.service_name == "s3" and "Bucket" in params:
        # boto3 adds the bucket when it resolves the endpoint, after serialising.
        path = f"/{params['Bucket']}{path.removeprefix('/' + params['Bucket'])}"
    query = (
        wire["query_string"] if isinstance(wire["query_string"], str) else urlencode(wire["query_string"], doseq=True)
    )
    query = "&".join(part for part in (fixed_query, query) if part)
    made = {
        key: value
        for key, value in environ.items()
        if not key.startswith("HTTP_X_AMZ") and key != "moto.preserved_header_names"
    }
    made.update(
        {
            "REQUEST_METHOD": wire["method"],
            "PATH_INFO": unquote(path),
            "RAW_URI": path,
            "REQUEST_URI": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
        }
    )
    made.pop("CONTENT_TYPE", None)
    for name, value in wire["headers"].items():
        key = name.upper().replace("-", "_")
        made[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return made, body


def parse_answer(operation: OperationModel, environ: dict, status: int, headers, body: bytes) -> dict:
    """The answer as boto3 shows it; moto gives it in the protocol of the request, which other SDKs choose otherwise."""
    parser = create_parser(determine_request_protocol(operation.service_model, environ.get("CONTENT_TYPE", "")))
    return parser.parse(
        {"body": body, "headers": headers, "status_code": status, "context": {}}, operation.output_shape
    )


def render_answer(operation: OperationModel, environ: dict, answer: dict | Refusal) -> tuple[int, dict, bytes]:
    """(status, headers, body) of an answer or a refusal, in the protocol the client speaks."""
    service = operation.service_model
    protocol = determine_request_protocol(service, environ.get("CONTENT_TYPE", ""))
    serializer = get_serializer_class(service.service_name, protocol)(operation_model=operation)
    if isinstance(answer, Refusal):
        made = serializer.serialize(_as_moto_error(answer))
        made["status_code"] = answer.status
    else:
        made = serializer.serialize({key: value for key, value in answer.items() if key != "ResponseMetadata"})
    body = made["body"]
    return made["status_code"], dict(made["headers"]), body.encode() if isinstance(body, str) else body


class _MotoError(ServiceException):
    """Defined outside moto, so that moto does not look for the service of its module."""


def _as_moto_error(refusal: Refusal) -> ServiceException:
    return _MotoError(refusal.code, refusal.message)
