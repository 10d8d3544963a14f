# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_route53_zone" "main" {
  name = local.zone
  tags = { Name = local.zone }
}

resource "aws_acm_certificate" "api" {
  domain_name       = "api.${local.zone}"
  validation_method = "DNS"
  tags              = { Name = "api.${local.zone}" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  for_each = { for option in aws_acm_certificate.api.domain_validation_options : option.domain_name => option }
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.value.resource_record_name
  type     = each.value.resource_record_type
  ttl      = 300
  records  = [each.value.resource_record_value]
}

resource "aws_route53_health_check" "api" {
  type              = "HTTPS"
  fqdn              = var.service_host
  port              = 443
  resource_path     = "/api/v1/health"
  request_interval  = 30
  failure_threshold = 3
  tags              = { Name = "api.${local.zone}" }
}

resource "aws_budgets_budget" "main" {
  name         = local.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = "100"
  limit_unit   = "USD"

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [local.email]
    }
  }
}
