# Wrong for a proof: the pool has no client, so no one can sign in and nothing can be shown. Terraform applies it.

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

resource "aws_cognito_user_pool" "main" {
  name = "orders"
}

resource "aws_cognito_user_pool_domain" "main" {
  domain       = "orders-login"
  user_pool_id = aws_cognito_user_pool.main.id
}
