# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_sqs_queue" "failures" {
  name                      = "${local.job}-failures"
  message_retention_seconds = 1209600
  tags                      = { Name = "${local.job}-failures" }
}

resource "aws_cloudwatch_log_group" "job" {
  name              = "/aws/lambda/${local.job}"
  retention_in_days = 30
  tags              = { Name = local.job }
}

locals {
  may_keep_failures = { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.failures.arn }
}

resource "aws_iam_role" "function" {
  name = "${local.job}-function"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
  tags = { Name = "${local.job}-function" }
}

resource "aws_iam_role_policy_attachment" "function" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "function" {
  name = "read-parameters-keep-failures"
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.may_keep_failures,
      { Effect = "Allow", Action = "ssm:GetParameter", Resource = [aws_ssm_parameter.main["CRON_SECRET"].arn] },
      { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.main.arn },
    ]
  })
}

resource "aws_lambda_function" "job" {
  function_name    = local.job
  role             = aws_iam_role.function.arn
  runtime          = "nodejs22.x" # the newest that this provider knows
  handler          = "index.handler"
  filename         = var.function_archive
  source_code_hash = filebase64sha256(var.function_archive)
  timeout          = 90
  memory_size      = 256
  publish          = true
  tags             = { Name = local.job }

  environment {
    variables = {
      API_ENDPOINT          = "https://${var.service_host}"
      CRON_SECRET_PARAMETER = aws_ssm_parameter.main["CRON_SECRET"].name
      HTTP_TIMEOUT_MS       = "60000"
    }
  }

  depends_on = [aws_cloudwatch_log_group.job, aws_iam_role_policy.function, aws_iam_role_policy_attachment.function]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.job.function_name
  function_version = aws_lambda_function.job.version
}

resource "aws_lambda_function_event_invoke_config" "job" {
  function_name          = aws_lambda_function.job.function_name
  qualifier              = aws_lambda_alias.live.name
  maximum_retry_attempts = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }
}

resource "aws_iam_role" "schedule" {
  name = "${local.job}-schedule"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })
  tags = { Name = "${local.job}-schedule" }
}

resource "aws_iam_role_policy" "schedule" {
  name = "start-function"
  role = aws_iam_role.schedule.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "lambda:InvokeFunction", Resource = aws_lambda_alias.live.arn },
      local.may_keep_failures,
    ]
  })
}

resource "aws_scheduler_schedule" "job" {
  name                         = local.job
  description                  = "Runs ${local.job}: cron(0 8 ? * MON *)"
  schedule_expression          = "cron(0 8 ? * MON *)"
  schedule_expression_timezone = "UTC"
  state                        = "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.live.arn
    role_arn = aws_iam_role.schedule.arn

    dead_letter_config {
      arn = aws_sqs_queue.failures.arn
    }

    retry_policy {
      maximum_retry_attempts       = 2
      maximum_event_age_in_seconds = 3600
    }
  }
}
