# A team that calls this repository's root module, with a custom domain in an existing hosted zone.
# Another stack creates the certificate. A data source finds it by its domain in us-east-1.

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
  region = "eu-central-1"
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

variable "zone" {
  type = string
}

data "aws_route53_zone" "company" {
  name = var.zone
}

data "aws_acm_certificate" "login" {
  provider    = aws.virginia
  domain      = "login.${var.zone}"
  statuses    = ["ISSUED"]
  most_recent = true
}

module "cognito" {
  source = "../../../.."

  name = "accounts"

  custom_domain = {
    name            = "login.${var.zone}"
    certificate_arn = data.aws_acm_certificate.login.arn
    route53         = { zone_id = data.aws_route53_zone.company.zone_id }
  }

  groups = {
    editors = { description = "May write", precedence = 1 }
  }

  clients = {
    web = {
      callback_urls = ["https://www.${var.zone}/callback"]
      logout_urls   = ["https://www.${var.zone}/"]
      access_token  = { validity = 15, unit = "minutes" }
      id_token      = { validity = 45, unit = "minutes" }
      refresh       = { validity = 14, unit = "days" }
    }

    phone = {
      application_type = "native"
      callback_urls    = ["https://app.${var.zone}/callback", "http://localhost:8090/callback"]
      refresh          = { validity = 90, unit = "days", retry_grace_period_seconds = 30 }
    }
  }
}

# The provider has no arguments for user sessions. An operator limits them with the AWS CLI.
output "environment" {
  value = merge(module.cognito.environment, {
    user_pool_settings = merge(module.cognito.environment.user_pool_settings, {
      user_session_tracking = "ENABLED"
      max_sessions_per_user = 3
    })
  })
}
