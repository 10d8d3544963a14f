# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "function_archive" {
  description = "The zip file of the homework job."
  type        = string
}

variable "service_host" {
  description = "Where the service answers that another tool has made."
  type        = string
  default     = "learning-platform-prod-api.ecs.us-east-1.on.aws"
}

variable "load_balancer" {
  description = "What CloudWatch calls the load balancer of that service."
  type        = string
  default     = "app/ecs-express-gateway-alb/0123456789abcdef"
}

variable "target_group" {
  description = "What CloudWatch calls the target group of that service."
  type        = string
  default     = "targetgroup/ecs-gateway-tg/0123456789abcdef"
}

# Another provider generates secrets; here somebody else has.
variable "secrets" {
  type      = map(string)
  sensitive = true
  default = {
    DATABASE_PASSWORD  = "OnlyForTheBenchmark0123456789abc"
    JWT_SECRET         = "OnlyForTheBenchmark0123456789abcdefghijklmno"
    JWT_REFRESH_SECRET = "OnlyForTheBenchmark0123456789abcdefghijklmnp"
    CRON_SECRET        = "OnlyForTheBenchmark0123456789abcdefghijklmnq"
  }
}
