# Wrong: the pool refers to its Lambda function, and the environment of the function refers to the pool, which is a cycle.

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

variable "role_arn" {
  type    = string
  default = "arn:aws:iam::123456789012:role/pre-token"
}

resource "aws_cognito_user_pool" "main" {
  name = "orders"

  lambda_config {
    pre_token_generation = aws_lambda_function.pre_token.arn
  }
}

resource "aws_lambda_function" "pre_token" {
  function_name = "pre-token"
  role          = var.role_arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/pre-token:1"

  environment {
    variables = {
      USER_POOL_ID = aws_cognito_user_pool.main.id
    }
  }
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
  callback_urls                        = ["https://app.example.com/callback"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}
