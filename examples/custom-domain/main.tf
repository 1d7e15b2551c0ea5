provider "aws" {
  region = var.region
}

# CloudFront serves a custom domain, and accepts only certificates in this region.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

locals {
  makes_certificate = var.certificate_arn == null
}

resource "aws_acm_certificate" "login" {
  count    = local.makes_certificate ? 1 : 0
  provider = aws.us_east_1

  domain_name       = var.login_domain
  validation_method = "DNS"
  tags              = { Name = var.name }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  count = local.makes_certificate ? 1 : 0

  zone_id = var.hosted_zone_id
  name    = one(aws_acm_certificate.login[0].domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.login[0].domain_validation_options).resource_record_type
  records = [one(aws_acm_certificate.login[0].domain_validation_options).resource_record_value]
  ttl     = 300
}

resource "aws_acm_certificate_validation" "login" {
  count    = local.makes_certificate ? 1 : 0
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.login[0].arn
  validation_record_fqdns = [aws_route53_record.validation[0].fqdn]
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  custom_domain = {
    name            = var.login_domain
    certificate_arn = local.makes_certificate ? one(aws_acm_certificate_validation.login[*].certificate_arn) : var.certificate_arn
    route53         = var.hosted_zone_id == null ? null : { zone_id = var.hosted_zone_id }
  }

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
    }
  }
}
