# One file of the platform team of a small company: a pool, its apps in a map, and an optional style sheet.
# Plain resources, for_each over the apps, count for optional resources.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.98"
    }
  }
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      team       = "platform"
      managed-by = "terraform"
    }
  }
}

variable "environment" {
  type = string
}

variable "apps" {
  type = map(object({
    callback_urls = list(string)
    logout_urls   = optional(list(string), [])
    public        = optional(bool, false)
    scopes        = optional(list(string), ["openid", "email"])
    refresh_days  = optional(number, 30)
  }))
}

variable "login_css" {
  type    = string
  default = ""
}

variable "groups" {
  type    = set(string)
  default = []
}

resource "aws_cognito_user_pool" "main" {
  name                     = "${var.environment}-users"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.environment == "prod" ? "ACTIVE" : "INACTIVE"

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 7
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  lifecycle {
    ignore_changes = [schema]
  }
}

resource "aws_cognito_user_pool_domain" "main" {
  domain       = "acme-${var.environment}-users"
  user_pool_id = aws_cognito_user_pool.main.id
}

resource "aws_cognito_user_pool_client" "app" {
  for_each = var.apps

  name         = each.key
  user_pool_id = aws_cognito_user_pool.main.id

  generate_secret                      = !each.value.public
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = each.value.scopes
  callback_urls                        = each.value.callback_urls
  logout_urls                          = each.value.logout_urls
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true

  refresh_token_validity = each.value.refresh_days
  access_token_validity  = 60
  id_token_validity      = 60

  token_validity_units {
    refresh_token = "days"
    access_token  = "minutes"
    id_token      = "minutes"
  }
}

resource "aws_cognito_user_group" "this" {
  for_each = var.groups

  name         = each.value
  user_pool_id = aws_cognito_user_pool.main.id
}

resource "aws_cognito_user_pool_ui_customization" "login" {
  count = var.login_css == "" ? 0 : 1

  css          = var.login_css
  user_pool_id = aws_cognito_user_pool_domain.main.user_pool_id
}

output "client_ids" {
  value = { for name, client in aws_cognito_user_pool_client.app : name => client.id }
}

output "client_secrets" {
  value     = { for name, client in aws_cognito_user_pool_client.app : name => client.client_secret if !var.apps[name].public }
  sensitive = true
}

output "login_url" {
  value = "https://${aws_cognito_user_pool_domain.main.domain}.auth.eu-central-1.amazoncognito.com"
}
