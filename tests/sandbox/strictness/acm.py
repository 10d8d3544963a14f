# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACM: a certificate is issued when its validation records are really there."""

from __future__ import annotations

from .. import clock
from ..dns import has_record
from ..rules import Refusal, completes, refuses
from ..settings import delay
from .ec2_network import is_used

KIND = "acm:certificate"
ASKED = "moments certificates were asked for"


@completes("acm:RequestCertificate")
def remember_the_moment(call, answer):
    """The validation records are known a little later than the ARN."""
    call.memory(ASKED).setdefault(answer["CertificateArn"], clock.now())


@refuses("acm:RequestCertificate")
def forget_tokens_of_the_deleted(call):
    """moto fails over the token of a certificate that is gone."""
    from moto.acm.models import acm_backends

    backend = acm_backends[call.account][call.region]
    for token, request in list(backend._idempotency_tokens.items()):
        if request["arn"] not in backend._certificates:
            del backend._idempotency_tokens[token]


@refuses("acm:DescribeCertificate", "acm:ListCertificates")
def validate_pending(call):
    """Look for the records of every certificate that waits for them."""
    from moto.acm.models import acm_backends

    for arn, certificate in list(acm_backends[call.account][call.region]._certificates.items()):
        if certificate.status == "PENDING_VALIDATION" and _age(call, arn) >= delay(KIND):
            options = certificate.describe()["Certificate"]["DomainValidationOptions"]
            records = [option["ResourceRecord"] for option in options if "ResourceRecord" in option]
            if (
                records
                and is_used("route53")
                and all(has_record(call, r["Name"], r["Type"], r["Value"]) for r in records)
            ):
                certificate.status = "ISSUED"


@completes("acm:DescribeCertificate")
def records_come_later(call, answer):
    """Right after the request there are none."""
    certificate = answer["Certificate"]
    if _age(call, certificate["CertificateArn"]) < delay(KIND) / 4:
        for option in certificate.get("DomainValidationOptions", []):
            option.pop("ResourceRecord", None)


@refuses("acm:DeleteCertificate")
def certificate_in_use(call):
    """A load balancer keeps its certificate."""
    arn = call.params["CertificateArn"]
    users = call.ask("acm", "DescribeCertificate", CertificateArn=arn)["Certificate"].get("InUseBy", [])
    if users:
        raise Refusal("ResourceInUseException", f"Certificate {arn} is in use.")


def _age(call, arn: str) -> float:
    return clock.now() - call.memory(ASKED).get(arn, 0)
