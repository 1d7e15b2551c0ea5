# The root of a team. It uses the module of this repository with the team's names.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "cognito" {
  source = "../../.." # github.com/cognitokit/terraform-aws-cognito?ref=...

  name                = "orders"
  domain_prefix       = "orders-login"
  deletion_protection = "INACTIVE" # so that the test can destroy the pool

  clients = {
    spa = {
      application_type    = "single-page"
      callback_urls       = ["https://app.example.com/callback"]
      explicit_auth_flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] # the test signs in through the API
      refresh             = { validity = 8, unit = "hours", rotation = true }
    }
  }
}

output "user_pool_id" {
  description = "Id of the user pool."
  value       = module.cognito.environment.user_pool_id
}

output "client_id" {
  description = "Id of the app client."
  value       = module.cognito.environment.client_ids["spa"]
}

output "token_endpoint" {
  description = "URL of the token endpoint."
  value       = module.cognito.environment.token_endpoint
}
