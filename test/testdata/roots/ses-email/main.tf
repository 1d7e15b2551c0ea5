# A shop that sends email from its own domain: an SES domain identity with DKIM in a hosted zone that another team owns.
# The pool sends with this identity. Users sign up themselves and confirm with a code.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
}

provider "aws" {
  region = local.region
}

locals {
  region = "eu-west-1"
  domain = "shop.example.com"
  sender = "no-reply@${local.domain}"
  tags = {
    Service    = "shop"
    CostCenter = "4711"
  }
}

data "aws_route53_zone" "shop" {
  name         = "${local.domain}."
  private_zone = false
}

resource "aws_ses_domain_identity" "shop" {
  domain = local.domain
}

resource "aws_route53_record" "ses_verification" {
  zone_id = data.aws_route53_zone.shop.zone_id
  name    = "_amazonses.${local.domain}"
  type    = "TXT"
  ttl     = 600
  records = [aws_ses_domain_identity.shop.verification_token]
}

resource "aws_ses_domain_dkim" "shop" {
  domain = aws_ses_domain_identity.shop.domain
}

resource "aws_route53_record" "dkim" {
  count   = 3
  zone_id = data.aws_route53_zone.shop.zone_id
  name    = "${aws_ses_domain_dkim.shop.dkim_tokens[count.index]}._domainkey"
  type    = "CNAME"
  ttl     = 600
  records = ["${aws_ses_domain_dkim.shop.dkim_tokens[count.index]}.dkim.amazonses.com"]
}

# Employees receive email about the shop itself, so one address has its own identity.
resource "aws_ses_email_identity" "support" {
  email = "support@example.com"
}

resource "aws_cognito_user_pool" "shop" {
  name                     = "shop"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  tags                     = local.tags

  email_configuration {
    email_sending_account  = "DEVELOPER"
    source_arn             = aws_ses_domain_identity.shop.arn
    from_email_address     = "Shop <${local.sender}>"
    reply_to_email_address = aws_ses_email_identity.support.email
  }

  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  schema {
    name                = "email"
    attribute_data_type = "String"
    required            = true
    mutable             = true

    string_attribute_constraints {
      min_length = 3
      max_length = 254
    }
  }

  depends_on = [aws_route53_record.ses_verification]
}

resource "aws_cognito_user_pool_domain" "shop" {
  domain       = "shop-example-accounts"
  user_pool_id = aws_cognito_user_pool.shop.id
}

resource "aws_cognito_user_pool_client" "shop" {
  name                                 = "shop-frontend"
  user_pool_id                         = aws_cognito_user_pool.shop.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  callback_urls                        = ["https://${local.domain}/account/callback"]
  logout_urls                          = ["https://${local.domain}/"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
  read_attributes                      = ["email", "email_verified", "name"]
  write_attributes                     = ["email", "name"]
  prevent_user_existence_errors        = "ENABLED"
  refresh_token_validity               = 180
}

output "pool" {
  value = aws_cognito_user_pool.shop.id
}
