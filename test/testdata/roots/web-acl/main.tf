# A security team's root: a web ACL of AWS WAF with managed rule groups and a rate limit protects the pool.
# Dynamic blocks create the rules from a list in locals.

terraform {
  required_version = ">= 1.4"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  type = string
}

variable "prefix" {
  type = string
}

variable "requests_per_five_minutes" {
  type    = number
  default = 500
}

locals {
  managed_rules = [
    { name = "AWSManagedRulesCommonRuleSet", priority = 10 },
    { name = "AWSManagedRulesKnownBadInputsRuleSet", priority = 20 },
    { name = "AWSManagedRulesAmazonIpReputationList", priority = 30 },
  ]
}

resource "aws_wafv2_web_acl" "login" {
  name  = "${var.prefix}-login"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = var.requests_per_five_minutes
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.managed_rules

    content {
      name     = rule.value.name
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value.name
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.value.name
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "${var.prefix}-login"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "login" {
  resource_arn = aws_cognito_user_pool.login.arn
  web_acl_arn  = aws_wafv2_web_acl.login.arn
}

resource "aws_cognito_user_pool" "login" {
  name                = var.prefix
  deletion_protection = "ACTIVE"
  user_pool_tier      = "PLUS"

  user_pool_add_ons {
    advanced_security_mode = "ENFORCED"
  }

  admin_create_user_config {
    allow_admin_create_user_only = true

    invite_message_template {
      email_subject = "Your account"
      email_message = "Sign in as {username} with {####}."
      sms_message   = "{username}: {####}"
    }
  }

  password_policy {
    minimum_length                   = 16
    password_history_size            = 5
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = 1
  }
}

resource "aws_cognito_user_pool_domain" "login" {
  domain       = var.prefix
  user_pool_id = aws_cognito_user_pool.login.id
}

resource "aws_cognito_user_pool_client" "gateway" {
  name                                 = "gateway"
  user_pool_id                         = aws_cognito_user_pool.login.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://gateway.example.com/oauth2/idpresponse"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  access_token_validity                = 5
  id_token_validity                    = 5
  refresh_token_validity               = 60

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "minutes"
  }
}
