# An agency's root for a customer with a custom domain: hosted zone, a certificate in us-east-1 for CloudFront,
# its validation by DNS, the login domain and an alias record for the distribution that Cognito creates.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.aws_region
}

provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

variable "aws_region" {
  default = "eu-west-1"
}

variable "zone_name" {
  type = string
}

locals {
  auth_domain = "auth.${var.zone_name}"
  app_url     = "https://app.${var.zone_name}"
}

resource "aws_route53_zone" "public" {
  name = var.zone_name
}

# Cognito rejects a custom domain whose parent has no A record.
resource "aws_route53_record" "root" {
  zone_id = aws_route53_zone.public.zone_id
  name    = var.zone_name
  type    = "A"
  ttl     = 300
  records = ["192.0.2.10"]
}

resource "aws_acm_certificate" "auth" {
  provider          = aws.us_east_1
  domain_name       = local.auth_domain
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "auth_validation" {
  for_each = {
    for dvo in aws_acm_certificate.auth.domain_validation_options : dvo.domain_name => {
      name   = dvo.resource_record_name
      record = dvo.resource_record_value
      type   = dvo.resource_record_type
    }
  }

  allow_overwrite = true
  name            = each.value.name
  records         = [each.value.record]
  ttl             = 60
  type            = each.value.type
  zone_id         = aws_route53_zone.public.zone_id
}

resource "aws_acm_certificate_validation" "auth" {
  provider                = aws.us_east_1
  certificate_arn         = aws_acm_certificate.auth.arn
  validation_record_fqdns = [for record in aws_route53_record.auth_validation : record.fqdn]
}

resource "aws_cognito_user_pool" "this" {
  name                     = replace(var.zone_name, ".", "-")
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"

  software_token_mfa_configuration {
    enabled = true
  }

  username_configuration {
    case_sensitive = false
  }
}

resource "aws_cognito_user_pool_domain" "auth" {
  domain          = local.auth_domain
  certificate_arn = aws_acm_certificate_validation.auth.certificate_arn
  user_pool_id    = aws_cognito_user_pool.this.id

  depends_on = [aws_route53_record.root]
}

resource "aws_route53_record" "auth" {
  zone_id = aws_route53_zone.public.zone_id
  name    = aws_cognito_user_pool_domain.auth.domain
  type    = "A"

  alias {
    name                   = aws_cognito_user_pool_domain.auth.cloudfront_distribution
    zone_id                = aws_cognito_user_pool_domain.auth.cloudfront_distribution_zone_id
    evaluate_target_health = false
  }
}

resource "aws_cognito_user_pool_client" "app" {
  name                                 = "app"
  user_pool_id                         = aws_cognito_user_pool.this.id
  generate_secret                      = true
  supported_identity_providers         = ["COGNITO"]
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_scopes                 = ["email", "openid", "profile"]
  callback_urls                        = ["${local.app_url}/api/auth/callback/cognito"]
  logout_urls                          = [local.app_url]
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}

output "login" {
  value = "https://${local.auth_domain}/login"
}
