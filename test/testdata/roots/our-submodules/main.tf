# A team that uses this repository's modules only for the domain and the clients. The pool and the alarms are plain
# resources. Rotation is on for one client and off for the other.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }
  }
}

provider "aws" {
  region = "sa-east-1"
}

resource "aws_cognito_user_pool" "members" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"

  software_token_mfa_configuration {
    enabled = true
  }
}

module "domain" {
  source = "../../../../modules/user-pool-domain"

  user_pool_id          = aws_cognito_user_pool.members.id
  domain_prefix         = var.name
  managed_login_version = 1
}

module "client" {
  source   = "../../../../modules/user-pool-client"
  for_each = local.clients

  user_pool_id     = aws_cognito_user_pool.members.id
  name             = each.key
  application_type = each.value.type
  callback_urls    = each.value.callback_urls
  refresh          = each.value.refresh
}

locals {
  clients = {
    members = {
      type          = "web"
      callback_urls = ["https://members.example.com/callback"]
      refresh       = { validity = 30, unit = "days", rotation = false, retry_grace_period_seconds = null }
    }
    kiosk = {
      type          = "single-page"
      callback_urls = ["https://kiosk.example.com/", "http://localhost:5000/"]
      refresh       = { validity = 4, unit = "hours", rotation = true, retry_grace_period_seconds = 20 }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  for_each = module.client

  alarm_name          = "${var.name}-${each.key}-throttled"
  namespace           = "AWS/Cognito"
  metric_name         = "TokenRefreshThrottles"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"

  dimensions = {
    UserPool       = aws_cognito_user_pool.members.id
    UserPoolClient = each.value.client_id
  }
}

variable "name" {
  type = string
}

output "client_ids" {
  value = { for name, client in module.client : name => client.client_id }
}
