# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS App Runner: services from an image, how they scale, where their traffic goes, and their domains."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Wait

TAGGING = Tagging("tag_resource", target="ResourceArn", list="list_tags_for_resource")
ENVIRONMENT = "source_configuration.image_repository.image_configuration.runtime_environment"
RECORDS = "sort_by(CertificateValidationRecords || `[]`, &Name)"
FAILED = ("CREATE_FAILED", "DELETE_FAILED")


class Service(ResourceType):
    """A container behind an HTTPS address, scaled by the number of requests at a time."""

    name = "apprunner_service"
    service = "apprunner"
    identifier = "ServiceName"
    identity = {"ServiceArn": "ServiceArn"}
    read = Read("list_services", items="ServiceSummaryList[]",
                then=Read("describe_service", items="Service", params={"ServiceArn": "{ServiceArn}"}))  # fmt: skip
    create, result, update, delete = "create_service", "Service", "update_service", "delete_service"
    attributes = {"id": "ServiceId", "arn": "ServiceArn", "service_name": "ServiceName", "service_id": "ServiceId",
                  "service_url": "ServiceUrl"}  # fmt: skip
    found_at = {"auto_scaling_configuration_arn": "AutoScalingConfigurationSummary.AutoScalingConfigurationArn"}
    whole = frozenset({f"{ENVIRONMENT}_variables", f"{ENVIRONMENT}_secrets"})
    tagging = TAGGING
    settled = Wait("Status", until=("RUNNING", "PAUSED"), fails_on=FAILED, seconds=1800, stillborn=("CREATE_FAILED",),
                   rolls_back=True)  # fmt: skip
    gone = {"Status": ("DELETED",)}
    delete_seconds = 1800
    not_yet = (("InvalidRequestException", "Error in assuming"), ("InvalidRequestException", "Failed to assume"),
               ("InvalidStateException", "OPERATION_IN_PROGRESS"))  # fmt: skip
    in_use = ("InvalidStateException",)


class AutoScalingConfiguration(ResourceType):
    """How many instances of a service there may be, and how many requests each takes at a time."""

    name = "apprunner_auto_scaling_configuration"
    service = "apprunner"
    identifier = "AutoScalingConfigurationName"
    identity = {member: member for member in ("AutoScalingConfigurationArn", "AutoScalingConfigurationName")}
    read = Read("list_auto_scaling_configurations", items="AutoScalingConfigurationSummaryList[?Status=='ACTIVE']",
                params={"LatestOnly": True},
                then=Read("describe_auto_scaling_configuration", items="AutoScalingConfiguration",
                          params={"AutoScalingConfigurationArn": "{AutoScalingConfigurationArn}"}))  # fmt: skip
    create, result = "create_auto_scaling_configuration", "AutoScalingConfiguration"
    # A configuration never changes: making it again adds a revision, and its services go over to that one.
    update, tag_member_of_update = "create_auto_scaling_configuration", "Tags"
    update_sends_all = update_keeps = True
    delete = "delete_auto_scaling_configuration"
    delete_with = {
        "AutoScalingConfigurationArn": "arn:{partition}:apprunner:{region}:{account}:autoscalingconfiguration/{name}",
        "DeleteAllRevisions": True,
    }
    attributes = {"id": "AutoScalingConfigurationArn", "arn": "AutoScalingConfigurationArn"}
    tagging = TAGGING
    gone = {"Status": ("INACTIVE",)}
    in_use = ("InvalidRequestException",)


class VpcConnector(ResourceType):
    """The way of services into a VPC."""

    name = "apprunner_vpc_connector"
    service = "apprunner"
    identifier = "VpcConnectorName"
    identity = {"VpcConnectorArn": "VpcConnectorArn"}
    read = Read("list_vpc_connectors", items="VpcConnectors[]")
    create, result, delete = "create_vpc_connector", "VpcConnector", "delete_vpc_connector"
    attributes = {"id": "VpcConnectorArn", "arn": "VpcConnectorArn"}
    tagging = TAGGING
    gone = {"Status": ("INACTIVE",)}
    in_use = ("InvalidRequestException",)


class CustomDomain(ResourceType):
    """A domain of one's own for a service, with a certificate that App Runner asks for and renews."""

    name = "apprunner_custom_domain"
    service = "apprunner"
    identifier = "DomainName"
    identity = {"DomainName": "DomainName", "ServiceArn": "ServiceArn"}
    read = Read("describe_custom_domains", items="CustomDomains[]", beside=("ServiceArn", "DNSTarget"),
                params={"ServiceArn": "{service_arn}"}, missing=("ResourceNotFoundException",))  # fmt: skip
    create, result, delete = "associate_custom_domain", "CustomDomain", "disassociate_custom_domain"
    # There are two or three records; sorted, since App Runner tells them in any order.
    attributes = {
        "domain_name": "DomainName",
        "dns_target": "DNSTarget",
        "validation_records": RECORDS,
        **{f"validation_name_{n + 1}": f"{RECORDS}[{n}].Name" for n in range(3)},
        **{f"validation_value_{n + 1}": f"{RECORDS}[{n}].Value" for n in range(3)},
    }
    # It becomes ACTIVE when the records exist, which are made after it.
    settled = Wait("Status", until=("PENDING_CERTIFICATE_DNS_VALIDATION", "BINDING_CERTIFICATE", "ACTIVE"),
                   fails_on=FAILED, stillborn=("CREATE_FAILED",))  # fmt: skip
    not_yet = (("InvalidStateException", ""),)
    in_use = ("InvalidStateException",)


RESOURCE_TYPES = {facts.name: facts for facts in (Service, AutoScalingConfiguration, VpcConnector, CustomDomain)}
