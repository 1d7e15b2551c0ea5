# An app team whose central IT owns the user pool: the root finds the pool by its name and adds a client.
# The pool must exist before; seed.hcl creates it for `cognitokit serve --seed`.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.30"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "pool_name" {
  type = string
}

variable "app_url" {
  type = string
}

data "aws_cognito_user_pools" "central" {
  name = var.pool_name
}

locals {
  user_pool_id = one(data.aws_cognito_user_pools.central.ids)
}

data "aws_cognito_user_pool" "central" {
  user_pool_id = local.user_pool_id
}

resource "aws_cognito_user_pool_client" "wiki" {
  name                                 = "wiki"
  user_pool_id                         = local.user_pool_id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["${var.app_url}/oidc/callback"]
  logout_urls                          = ["${var.app_url}/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity               = 8
  access_token_validity                = 30

  token_validity_units {
    access_token  = "minutes"
    refresh_token = "hours"
  }
}

output "pool_arn" {
  value = data.aws_cognito_user_pool.central.arn
}

output "wiki" {
  value = {
    issuer    = "https://cognito-idp.us-east-1.amazonaws.com/${local.user_pool_id}"
    client_id = aws_cognito_user_pool_client.wiki.id
  }
}
