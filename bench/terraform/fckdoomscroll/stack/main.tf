# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.backups]
    }
  }
}

variable "suffix" {
  description = "Tells one copy of production from the others."
  type        = string
}

variable "github" {
  description = "The identity provider of GitHub in this account."
  type        = string
}

# Another provider generates secrets; here somebody else has.
variable "secrets" {
  type      = map(string)
  sensitive = true
  default = {
    OWNER_PASSWORD    = "OnlyForTheBenchmark0123456789abd"
    DATABASE_PASSWORD = "OnlyForTheBenchmark0123456789abc"
    SESSION_SECRET    = "OnlyForTheBenchmark0123456789abcdefghijklmno"
    ORIGIN_SECRET     = "OnlyForTheBenchmark0123456789abcdefghijklmnp"
  }
}

data "aws_caller_identity" "this" {}

data "aws_region" "this" {}

locals {
  name       = "fckdoomscroll${var.suffix}"
  stack      = "fckdoomscroll-prod${var.suffix}"
  zone       = "fckdoomscroll${var.suffix}.example"
  account_id = data.aws_caller_identity.this.account_id
  region     = data.aws_region.this.name
  critical   = "pager@example.com"
  warning    = "your-email@example.com"
  zones      = toset(["a", "b"])

  of_this_account = { StringEquals = { "aws:SourceAccount" = local.account_id } }
}

resource "aws_budgets_budget" "main" {
  name         = local.stack
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = "200"
  limit_unit   = "USD"

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [local.warning]
    }
  }
}

resource "aws_kms_key" "main" {
  description         = "Encrypts the data of ${local.stack}"
  enable_key_rotation = true
  tags                = { Name = local.stack }
}

resource "aws_kms_alias" "main" {
  name          = "alias/${local.stack}"
  target_key_id = aws_kms_key.main.key_id
}
