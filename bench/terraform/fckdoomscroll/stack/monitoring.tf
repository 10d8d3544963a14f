# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

resource "aws_sns_topic" "alarms" {
  for_each = { critical = local.critical, warning = local.warning }
  name     = "${local.name}-${each.key}"
  tags     = { Name = "${local.name}-${each.key}" }
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each  = { critical = local.critical, warning = local.warning }
  topic_arn = aws_sns_topic.alarms[each.key].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_sns_topic_policy" "critical" {
  arn = aws_sns_topic.alarms["critical"].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Alarms", Effect = "Allow", Action = "sns:Publish", Principal = { Service = "cloudwatch.amazonaws.com" }, Resource = aws_sns_topic.alarms["critical"].arn, Condition = local.of_this_account },
      { Sid = "Events", Effect = "Allow", Action = "sns:Publish", Principal = { Service = "events.amazonaws.com" }, Resource = aws_sns_topic.alarms["critical"].arn },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "storage" {
  name = "${local.name}-rds-storage-maximum"
  event_pattern = jsonencode({
    source      = ["aws.rds"]
    detail-type = ["RDS DB Instance Event"]
    detail      = { EventID = ["RDS-EVENT-0223", "RDS-EVENT-0224"], SourceIdentifier = ["${local.name}-db"] }
  })
  tags = { Name = "${local.name}-rds-storage-maximum" }
}

resource "aws_cloudwatch_event_target" "storage" {
  rule      = aws_cloudwatch_event_rule.storage.name
  target_id = "topic"
  arn       = aws_sns_topic.alarms["critical"].arn
}

locals {
  of_service  = { ClusterName = local.stack, ServiceName = "${local.name}-service" }
  of_database = { DBInstanceIdentifier = "${local.name}-db" }
  of_balancer = { LoadBalancer = aws_lb.main.arn_suffix }
  over        = "GreaterThanThreshold"

  alarms = {
    ecs-cpu              = { topic = "critical", namespace = "AWS/ECS", metric = "CPUUtilization", dimensions = local.of_service, stat = "Average", period = 60, periods = 5, threshold = 80 }
    ecs-memory           = { topic = "critical", namespace = "AWS/ECS", metric = "MemoryUtilization", dimensions = local.of_service, stat = "Average", period = 60, periods = 5, threshold = 85 }
    rds-cpu              = { topic = "critical", namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = local.of_database, stat = "Average", period = 60, periods = 10, threshold = 75 }
    rds-storage-critical = { topic = "critical", namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.of_database, stat = "Minimum", period = 300, periods = 1, threshold = 5368709120, operator = "LessThanThreshold" }
    alb-latency          = { topic = "warning", namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.of_balancer, stat = "Average", period = 60, periods = 5, threshold = 1, missing = "notBreaching" }
    rds-storage-warning  = { topic = "warning", namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = local.of_database, stat = "Minimum", period = 300, periods = 1, threshold = 10737418240, operator = "LessThanThreshold" }
    rds-connections      = { topic = "warning", namespace = "AWS/RDS", metric = "DatabaseConnections", dimensions = local.of_database, stat = "Maximum", period = 300, periods = 1, threshold = 80 }
    mail-bounces         = { topic = "warning", namespace = "AWS/SES", metric = "Reputation.BounceRate", dimensions = {}, stat = "Average", period = 3600, periods = 1, threshold = 0.05, operator = "GreaterThanOrEqualToThreshold", missing = "ignore", said = "Mail bounces so often that AWS looks into it" }
    mail-complaints      = { topic = "warning", namespace = "AWS/SES", metric = "Reputation.ComplaintRate", dimensions = {}, stat = "Average", period = 3600, periods = 1, threshold = 0.001, operator = "GreaterThanOrEqualToThreshold", missing = "ignore", said = "So many complain of mail that AWS looks into it" }
  }

  computed_alarms = {
    alb-5xx = {
      topic = "critical", expression = "SUM([FILL(target, 0), FILL(balancer, 0)])", periods = 1, threshold = 10, missing = "notBreaching", metrics = {
        target   = { namespace = "AWS/ApplicationELB", metric = "HTTPCode_Target_5XX_Count", dimensions = local.of_balancer, stat = "Sum" }
        balancer = { namespace = "AWS/ApplicationELB", metric = "HTTPCode_ELB_5XX_Count", dimensions = local.of_balancer, stat = "Sum" }
      }
    }
    ecs-missing-tasks = {
      topic = "warning", expression = "desired - running", periods = 5, threshold = 0, missing = "breaching", metrics = {
        desired = { namespace = "ECS/ContainerInsights", metric = "DesiredTaskCount", dimensions = local.of_service, stat = "Average" }
        running = { namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", dimensions = local.of_service, stat = "Average" }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "main" {
  for_each            = local.alarms
  alarm_name          = "${local.name}-${each.key}"
  alarm_description   = try(each.value.said, null)
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.stat
  period              = each.value.period
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = try(each.value.operator, local.over)
  treat_missing_data  = try(each.value.missing, "missing")
  alarm_actions       = [aws_sns_topic.alarms[each.value.topic].arn]
  ok_actions          = [aws_sns_topic.alarms[each.value.topic].arn]
  tags                = { Name = "${local.name}-${each.key}" }
}

resource "aws_cloudwatch_metric_alarm" "computed" {
  for_each            = local.computed_alarms
  alarm_name          = "${local.name}-${each.key}"
  evaluation_periods  = each.value.periods
  threshold           = each.value.threshold
  comparison_operator = local.over
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alarms[each.value.topic].arn]
  ok_actions          = [aws_sns_topic.alarms[each.value.topic].arn]
  tags                = { Name = "${local.name}-${each.key}" }

  metric_query {
    id          = "watched"
    expression  = each.value.expression
    return_data = true
  }

  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id          = metric_query.key
      return_data = false
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.metric
        dimensions  = metric_query.value.dimensions
        period      = 60
        stat        = metric_query.value.stat
      }
    }
  }
}

locals {
  service  = ["ClusterName", local.stack, "ServiceName", "${local.name}-service"]
  balancer = ["LoadBalancer", aws_lb.main.arn_suffix]
  database = ["DBInstanceIdentifier", "${local.name}-db"]
  graphs = [
    { title = "Tasks - processor time in %", limit = 70, metrics = [concat(["AWS/ECS", "CPUUtilization"], local.service)] },
    { title = "Tasks - memory in %", limit = 80, metrics = [concat(["AWS/ECS", "MemoryUtilization"], local.service)] },
    { title = "Tasks - running and desired", metrics = [concat(["ECS/ContainerInsights", "RunningTaskCount"], local.service), concat(["ECS/ContainerInsights", "DesiredTaskCount"], local.service)] },
    { title = "Time to answer in seconds", limit = 0.5, metrics = [concat(["AWS/ApplicationELB", "TargetResponseTime"], local.balancer)] },
    { title = "Requests a minute", stat = "Sum", metrics = [concat(["AWS/ApplicationELB", "RequestCount"], local.balancer)] },
    { title = "Server errors", stat = "Sum", metrics = [concat(["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"], local.balancer), concat(["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"], local.balancer)] },
    { title = "Clients' errors", stat = "Sum", metrics = [concat(["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count"], local.balancer)] },
    { title = "Database - processor time in %", metrics = [concat(["AWS/RDS", "CPUUtilization"], local.database)] },
    { title = "Database - connections", stat = "Maximum", limit = 80, metrics = [concat(["AWS/RDS", "DatabaseConnections"], local.database)] },
    { title = "Database - free memory in bytes", metrics = [concat(["AWS/RDS", "FreeableMemory"], local.database)] },
    { title = "Database - latency in seconds", limit = 0.001, metrics = [concat(["AWS/RDS", "ReadLatency"], local.database), concat(["AWS/RDS", "WriteLatency"], local.database)] },
  ]
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "${local.name}-dashboard"
  dashboard_body = jsonencode({
    widgets = [for number, graph in local.graphs : {
      type   = "metric"
      x      = number % 2 * 12
      y      = floor(number / 2) * 6
      width  = 12
      height = 6
      properties = {
        title       = graph.title
        region      = local.region
        view        = "timeSeries"
        period      = 300
        stat        = try(graph.stat, "Average")
        metrics     = graph.metrics
        annotations = { horizontal = try([{ label = "limit", value = graph.limit }], []) }
      }
    }]
  })
}

resource "aws_cloudwatch_query_definition" "main" {
  for_each = {
    errors          = "filter level = \"error\" | stats count(*) as errors by name | sort errors desc"
    api-latency     = "filter duration > 500 | stats avg(duration), max(duration), count(*) by bin(5m)"
    failed-requests = "filter statusCode >= 400 | stats count(*) as requests by statusCode"
  }
  name            = "${local.name}/${each.key}"
  log_group_names = [aws_cloudwatch_log_group.app.name]
  query_string    = each.value
}
