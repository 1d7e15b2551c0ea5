resource "aws_cognito_user_pool_domain" "this" {
  user_pool_id          = var.user_pool_id
  domain                = local.domain
  certificate_arn       = try(var.custom_domain.certificate_arn, null)
  managed_login_version = var.managed_login_version

  lifecycle {
    precondition {
      condition     = (var.domain_prefix == null) != (var.custom_domain == null)
      error_message = "${var.domain_prefix == null ? "Neither domain_prefix nor custom_domain is set" : "domain_prefix \"${var.domain_prefix}\" and custom_domain are both set"}, and this module makes one domain. Write one of the two; a pool with both calls the module twice."
    }
  }
}

# The address of the login pages: the records that Route 53 has for a
# CloudFront distribution, which answers on IPv4 and IPv6.
resource "aws_route53_record" "this" {
  # Of the object, not of zone_id: that may be known only after apply.
  for_each = toset(anytrue([for domain in var.custom_domain[*] : domain.route53 != null]) ? ["A", "AAAA"] : [])

  zone_id = var.custom_domain.route53.zone_id
  name    = aws_cognito_user_pool_domain.this.domain
  type    = each.key

  alias {
    name    = aws_cognito_user_pool_domain.this.cloudfront_distribution
    zone_id = aws_cognito_user_pool_domain.this.cloudfront_distribution_zone_id

    # Route 53 cannot do so for a distribution.
    evaluate_target_health = false
  }
}

locals {
  domain = try(var.custom_domain.name, var.domain_prefix)

  # A pool id is REGION_xxxxxxxxx, so the URLs need no data source.
  region = split("_", var.user_pool_id)[0]

  # Built from the resource, not from the variable: whoever uses one of the
  # outputs waits until the domain is there.
  host           = var.custom_domain == null ? "${aws_cognito_user_pool_domain.this.domain}.auth.${local.region}.amazoncognito.com" : aws_cognito_user_pool_domain.this.domain
  login_base_url = "https://${local.host}"
}
