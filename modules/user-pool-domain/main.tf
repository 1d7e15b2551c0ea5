resource "aws_cognito_user_pool_domain" "this" {
  user_pool_id          = var.user_pool_id
  domain                = local.domain
  certificate_arn       = try(var.custom_domain.certificate_arn, null)
  managed_login_version = var.managed_login_version

  lifecycle {
    precondition {
      condition     = (var.domain_prefix == null) == local.custom
      error_message = var.domain_prefix == null ? "Neither domain_prefix nor custom_domain is set, so there is no login page. Write for example domain_prefix = \"orders-login\", or a custom_domain." : "domain_prefix \"${var.domain_prefix == null ? "null" : var.domain_prefix}\" and custom_domain are both set, and this module makes one domain. Write one of the two; a pool with both calls the module twice."
    }
  }
}

# The address of the login pages: the records that Route 53 has for a
# CloudFront distribution, which answers on IPv4 and IPv6.
resource "aws_route53_record" "this" {
  for_each = toset(local.records ? ["A", "AAAA"] : [])

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
  # Whether there are such objects, and not what is in them: that may be known
  # only after apply. A sensitive member can mark the comparison as well, and
  # for_each takes no sensitive value.
  has_domain = var.custom_domain != null
  has_zone   = anytrue([for domain in var.custom_domain[*] : domain.route53 != null])
  custom     = try(nonsensitive(local.has_domain), local.has_domain)
  records    = try(nonsensitive(local.has_zone), local.has_zone)

  domain = try(var.custom_domain.name, var.domain_prefix)

  # A pool id is REGION_xxxxxxxxx, so the URLs need no data source.
  region = split("_", var.user_pool_id)[0]

  # Built from the resource, not from the variable: whoever uses one of the
  # outputs waits until the domain is there.
  host           = !local.custom ? "${aws_cognito_user_pool_domain.this.domain}.auth.${local.region}.amazoncognito.com" : aws_cognito_user_pool_domain.this.domain
  login_base_url = "https://${local.host}"
}
