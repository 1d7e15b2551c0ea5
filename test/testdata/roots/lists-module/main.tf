# A team with an old Cognito module: one call, all settings in lists of maps, most variables without a type,
# resources with count over the lists. For each key that a map may omit, a variable has the default.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 4.38, < 6.0"
    }
  }
}

provider "aws" {
  region = var.region
}

module "cognito" {
  source = "./modules/cognito"

  user_pool_name           = var.user_pool_name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = "INACTIVE"
  domain                   = var.user_pool_name

  number_schemas = [
    {
      name                     = "seats"
      mutable                  = true
      number_attribute_minimum = 1
      number_attribute_maximum = 500
    },
  ]

  string_schemas = [
    {
      name    = "plan"
      mutable = true
    },
    {
      name       = "company"
      mutable    = true
      min_length = 1
      max_length = 200
    },
  ]

  resource_servers = [
    {
      identifier = "billing"
      name       = "Billing"
      scopes = [
        { name = "read", description = "Read invoices" },
        { name = "pay", description = "Pay invoices" },
      ]
    },
  ]

  clients = [
    {
      name                   = "website"
      generate_secret        = true
      callback_urls          = ["https://www.example.com/callback"]
      logout_urls            = ["https://www.example.com/"]
      allowed_oauth_scopes   = ["openid", "email", "profile", "billing/read"]
      refresh_token_validity = 45
    },
    {
      name                   = "admin"
      generate_secret        = true
      callback_urls          = ["https://admin.example.com/callback"]
      access_token_validity  = 10
      refresh_token_validity = 12
      token_validity_units = {
        access_token  = "minutes"
        refresh_token = "hours"
      }
    },
    {
      name                   = "cli"
      explicit_auth_flows    = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
      allowed_oauth_flows    = []
      allowed_oauth_scopes   = []
      refresh_token_validity = 7
    },
  ]

  user_groups = [
    { name = "owners", precedence = 1 },
    { name = "members", description = "All others" },
  ]
}

variable "region" {
  default = "eu-west-1"
}

variable "user_pool_name" {}

output "id" {
  value = module.cognito.id
}

output "client_ids" {
  value = module.cognito.client_ids_map
}
