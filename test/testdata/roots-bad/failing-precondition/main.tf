# Wrong: the precondition of the client fails with the values in terraform.tfvars, so there is no plan.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "callback_url" {
  type = string
}

resource "aws_cognito_user_pool" "main" {
  name = "orders"
}

resource "aws_cognito_user_pool_domain" "main" {
  domain       = "orders-login"
  user_pool_id = aws_cognito_user_pool.main.id
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.main.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = [var.callback_url]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]

  lifecycle {
    precondition {
      condition     = startswith(var.callback_url, "https://")
      error_message = "callback_url is ${var.callback_url}, which is not https."
    }
  }
}
