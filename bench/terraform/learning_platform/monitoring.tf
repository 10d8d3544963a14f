# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_sns_topic" "alerts" {
  name = "${local.name}-alerts"
  tags = { Name = "${local.name}-alerts" }
}

resource "aws_sns_topic_subscription" "alerts" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = local.email
}

resource "aws_cloudwatch_log_metric_filter" "app" {
  for_each = {
    errors            = { pattern = "ERROR", metric = "LoggedErrors" }
    uploads-succeeded = { pattern = "\"upload succeeded\"", metric = "UploadsSucceeded" }
    uploads-failed    = { pattern = "\"upload failed\"", metric = "UploadsFailed" }
  }
  name           = "${local.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.app.name
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.name
    name          = each.value.metric
    value         = "1"
    default_value = "0"
  }
}

locals {
  of_balancer = { LoadBalancer = var.load_balancer }
  of_database = { DBInstanceIdentifier = aws_db_instance.main.identifier }
  of_job      = { FunctionName = local.job }
  good        = { id = "good", namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_2XX_Count", dimensions = local.of_balancer }
  bad         = { id = "bad", namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.of_balancer }
  all         = { id = "all", namespace = "AWS/ApplicationELB", metric = "RequestCount", dimensions = local.of_balancer }
  done        = { id = "done", namespace = local.name, metric = "UploadsSucceeded", dimensions = {} }
  lost        = { id = "lost", namespace = local.name, metric = "UploadsFailed", dimensions = {} }

  alarms = {
    high-error-rate      = { said = "More than 10 answers with a server error in 5 minutes", namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.of_balancer, statistic = "Sum", period = 300, periods = 1, threshold = 10, operator = "GreaterThanThreshold", missing = "notBreaching" }
    high-latency         = { said = "One answer in 20 takes more than a second", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.of_balancer, percentile = "p95", period = 300, periods = 2, threshold = 1, operator = "GreaterThanThreshold", missing = "notBreaching" }
    unhealthy            = { said = "The health page of the API does not answer when asked from around the world", namespace = "AWS/Route53", metric = "HealthCheckStatus", dimensions = { HealthCheckId = aws_route53_health_check.api.id }, statistic = "Minimum", period = 60, periods = 3, threshold = 1, operator = "LessThanThreshold", missing = "breaching" }
    unhealthy-instances  = { said = "An instance of the API does not pass its health check", namespace = "AWS/ApplicationELB", metric = "UnHealthyHostCount", dimensions = { LoadBalancer = var.load_balancer, TargetGroup = var.target_group }, statistic = "Maximum", period = 60, periods = 3, threshold = 1, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }
    success-share        = { said = "Less than 99.5 % of the answers that count are good", expression = "IF(FILL(good, 0) + FILL(bad, 0) > 0, 100 * FILL(good, 0) / (FILL(good, 0) + FILL(bad, 0)), 100)", label = "Good answers in %", inputs = [local.good, local.bad], periods = 3, threshold = 99.5, operator = "LessThanOrEqualToThreshold", missing = "notBreaching" }
    error-share          = { said = "0.1 % of all requests or more end in a server error", expression = "IF(FILL(all, 0) > 0, 100 * FILL(bad, 0) / all, 0)", label = "Server errors in %", inputs = [local.all, local.bad], periods = 3, threshold = 0.1, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }
    latency              = { said = "One answer in 20 takes half a second or more", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.of_balancer, percentile = "p95", period = 300, periods = 3, threshold = 0.5, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }
    database-connections = { said = "The database has 10 connections or more", namespace = "AWS/RDS", metric = "DatabaseConnections", dimensions = local.of_database, statistic = "Maximum", period = 300, periods = 3, threshold = 10, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }
    homework-cron-failed = { said = "Homework was not assigned, because the job failed", namespace = "AWS/Lambda", metric = "Errors", dimensions = local.of_job, statistic = "Sum", period = 300, periods = 1, threshold = 1, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }
    uploads              = { said = "1 % of the uploads or more fail", expression = "IF(FILL(done, 0) + FILL(lost, 0) > 0, 100 * FILL(done, 0) / (FILL(done, 0) + FILL(lost, 0)), 100)", label = "Uploads in %", inputs = [local.done, local.lost], periods = 3, threshold = 99, operator = "LessThanOrEqualToThreshold", missing = "notBreaching" }
    homework-cron-missed = { said = "Homework was not assigned for a week, because the job did not start", namespace = "AWS/Lambda", metric = "Invocations", dimensions = local.of_job, statistic = "Sum", period = 86400, periods = 7, threshold = 1, operator = "LessThanThreshold", missing = "breaching", enabled = false }

    homework-cron-given-up = { said = "A failed run of the homework job lies in the queue", namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = aws_sqs_queue.failures.name }, statistic = "Maximum", period = 300, periods = 1, threshold = 1, operator = "GreaterThanOrEqualToThreshold", missing = "notBreaching" }

    database-cpu    = { said = "The database is busy to 80 % or more for 15 minutes", namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = local.of_database, statistic = "Average", period = 300, periods = 3, threshold = 80, operator = "GreaterThanOrEqualToThreshold", missing = "missing" }
    database-disk   = { said = "The database has less than 2 GiB of disk left", namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.of_database, statistic = "Minimum", period = 300, periods = 1, threshold = 2147483648, operator = "LessThanThreshold", missing = "missing" }
    database-memory = { said = "The database has less than 100 MiB of memory left for 15 minutes", namespace = "AWS/RDS", metric = "FreeableMemory", dimensions = local.of_database, statistic = "Minimum", period = 300, periods = 3, threshold = 104857600, operator = "LessThanThreshold", missing = "missing" }
  }
}

resource "aws_cloudwatch_metric_alarm" "main" {
  for_each            = local.alarms
  alarm_name          = "${local.name}-${each.key}"
  alarm_description   = each.value.said
  namespace           = lookup(each.value, "namespace", null)
  metric_name         = lookup(each.value, "metric", null)
  dimensions          = lookup(each.value, "dimensions", null)
  statistic           = lookup(each.value, "statistic", null)
  extended_statistic  = lookup(each.value, "percentile", null)
  period              = lookup(each.value, "period", null)
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = each.value.operator
  treat_missing_data  = each.value.missing
  actions_enabled     = lookup(each.value, "enabled", true)
  alarm_actions       = [aws_sns_topic.alerts.arn]
  ok_actions          = [aws_sns_topic.alerts.arn]
  tags                = { Name = "${local.name}-${each.key}" }

  dynamic "metric_query" {
    for_each = contains(keys(each.value), "expression") ? [each.value] : []
    content {
      id          = "share"
      expression  = metric_query.value.expression
      label       = metric_query.value.label
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = lookup(each.value, "inputs", [])
    content {
      id          = metric_query.value.id
      return_data = false
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.metric
        dimensions  = metric_query.value.dimensions
        period      = 300
        stat        = "Sum"
      }
    }
  }
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = local.name
  dashboard_body = jsonencode({
    widgets = [
      { type = "metric", x = 0, y = 0, width = 12, height = 6, properties = { title = "Answers", region = var.region, stat = "Sum", period = 300, metrics = [
        ["AWS/ApplicationELB", "HTTPCode_Target_2XX_Count", "LoadBalancer", var.load_balancer],
        ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer],
      ] } },
      { type = "metric", x = 12, y = 0, width = 12, height = 6, properties = { title = "Time to answer (p95)", region = var.region, stat = "p95", period = 300, metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer]] } },
      { type = "metric", x = 0, y = 6, width = 12, height = 6, properties = { title = "Database connections", region = var.region, stat = "Maximum", period = 300, metrics = [["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", aws_db_instance.main.identifier]] } },
      { type = "metric", x = 12, y = 6, width = 12, height = 6, properties = { title = "Log lines with ERROR", region = var.region, stat = "Sum", period = 3600, metrics = [[local.name, "LoggedErrors"]] } },
    ]
  })
}
