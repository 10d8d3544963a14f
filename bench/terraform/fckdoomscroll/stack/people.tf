# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_route53_zone" "main" {
  name    = local.zone
  comment = ""
  tags    = { Name = local.zone }
}

resource "aws_acm_certificate" "main" {
  domain_name       = local.zone
  validation_method = "DNS"
  tags              = { Name = local.zone }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_health_check" "main" {
  type              = "HTTPS"
  fqdn              = aws_cloudfront_distribution.main.domain_name
  port              = 443
  resource_path     = "/api/health"
  request_interval  = 30
  failure_threshold = 3
  tags              = { Name = local.zone }
}

resource "aws_sesv2_configuration_set" "main" {
  configuration_set_name = "${local.name}-config-set"
  tags                   = { Name = "${local.name}-config-set" }

  reputation_options {
    reputation_metrics_enabled = true
  }

  delivery_options {
    tls_policy = "OPTIONAL"
  }
}

resource "aws_sesv2_email_identity" "main" {
  email_identity         = local.zone
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  tags                   = { Name = local.zone }
}

resource "aws_sesv2_email_identity_mail_from_attributes" "main" {
  email_identity         = aws_sesv2_email_identity.main.email_identity
  mail_from_domain       = "mail.${local.zone}"
  behavior_on_mx_failure = "USE_DEFAULT_VALUE"
}

resource "aws_route53_record" "dkim" {
  count   = 3
  zone_id = aws_route53_zone.main.zone_id
  name    = "${aws_sesv2_email_identity.main.dkim_signing_attributes[0].tokens[count.index]}._domainkey.${local.zone}"
  type    = "CNAME"
  ttl     = 300
  records = ["${aws_sesv2_email_identity.main.dkim_signing_attributes[0].tokens[count.index]}.dkim.amazonses.com"]
}

resource "aws_route53_record" "mail" {
  for_each = {
    mx    = { name = "mail.${local.zone}", type = "MX", value = "10 feedback-smtp.${local.region}.amazonses.com" }
    spf   = { name = "mail.${local.zone}", type = "TXT", value = "v=spf1 include:amazonses.com ~all" }
    dmarc = { name = "_dmarc.${local.zone}", type = "TXT", value = "v=DMARC1; p=none; rua=mailto:dmarc@${local.zone}" }
  }
  zone_id = aws_route53_zone.main.zone_id
  name    = each.value.name
  type    = each.value.type
  ttl     = 300
  records = [each.value.value]
}

resource "aws_sns_topic" "mail_events" {
  name = "${local.name}-config-set-mail-events"
  tags = { Name = "${local.name}-config-set-mail-events" }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EventsOfMail"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "ses.amazonaws.com" }
      Resource  = "arn:aws:sns:${local.region}:${local.account_id}:${local.name}-config-set-mail-events"
      Condition = { StringEquals = {
        "AWS:SourceAccount" = local.account_id
        "AWS:SourceArn"     = aws_sesv2_configuration_set.main.arn
      } }
    }]
  })
}

resource "aws_sns_topic_subscription" "mail_events" {
  topic_arn = aws_sns_topic.mail_events.arn
  protocol  = "email"
  endpoint  = local.warning
}

resource "aws_sesv2_configuration_set_event_destination" "trouble" {
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  event_destination_name = "${local.name}-config-set-trouble"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"]

    sns_destination {
      topic_arn = aws_sns_topic.mail_events.arn
    }
  }
}

resource "aws_sesv2_configuration_set_event_destination" "numbers" {
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  event_destination_name = "${local.name}-config-set-numbers"

  event_destination {
    enabled              = true
    matching_event_types = ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT"]

    cloud_watch_destination {
      dimension_configuration {
        dimension_name          = "ses:configuration-set"
        dimension_value_source  = "MESSAGE_TAG"
        default_dimension_value = "none"
      }
    }
  }
}

resource "aws_ses_template" "main" {
  for_each = {
    StreakReminder = { subject = "Keep your streak", text = "Hello {{ name }}, your streak is {{ streak }} days long. Come back today and keep it." }
    WeeklyDigest   = { subject = "Your week", text = "Hello {{ name }}, this is your week: {{ summary }}" }
    WelcomeEmail   = { subject = "Welcome", text = "Hello {{ name }}, welcome to fckdoomscroll." }
  }
  name    = "${each.key}${var.suffix}"
  subject = each.value.subject
  text    = each.value.text
}

resource "aws_cognito_user_pool" "main" {
  name                     = local.name
  auto_verified_attributes = ["email"]
  username_attributes      = ["email"]
  deletion_protection      = "ACTIVE"
  mfa_configuration        = "OPTIONAL"
  user_pool_tier           = "ESSENTIALS"
  tags                     = { Name = local.name }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  email_configuration {
    email_sending_account = "COGNITO_DEFAULT"
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 7
  }

  software_token_mfa_configuration {
    enabled = true
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  username_configuration {
    case_sensitive = false
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "${local.name}-web"
  user_pool_id                         = aws_cognito_user_pool.main.id
  generate_secret                      = true
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  supported_identity_providers         = ["COGNITO"]
  callback_urls                        = ["https://${local.zone}/api/auth/callback/cognito"]
  logout_urls                          = ["https://${local.zone}/"]
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  allowed_oauth_flows_user_pool_client = true
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
}

resource "aws_cognito_user_pool_domain" "main" {
  domain                = "${local.stack}-${local.account_id}"
  user_pool_id          = aws_cognito_user_pool.main.id
  managed_login_version = 1
}
