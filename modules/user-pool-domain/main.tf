resource "aws_cognito_user_pool_domain" "this" {
  user_pool_id          = var.user_pool_id
  domain                = local.domain
  certificate_arn       = try(var.custom_domain.certificate_arn, null)
  managed_login_version = var.managed_login_version

  lifecycle {
    precondition {
      condition = var.domain_prefix != null || local.custom
      error_message = join(" ", [
        "domain_prefix: neither it nor custom_domain is set, so there is no login page.",
        "Write for example domain_prefix = \"orders-login\", or a custom_domain.",
      ])
    }

    precondition {
      condition = var.domain_prefix == null || !local.custom
      error_message = join(" ", [
        "domain_prefix: \"${try(format("%s", var.domain_prefix), "null")}\" and custom_domain are both set, and this module creates one.",
        "Write one of them; for a pool with both, call the module twice.",
      ])
    }
  }
}

# The address of the login pages: alias records for a CloudFront distribution,
# which has IPv4 and IPv6.
resource "aws_route53_record" "this" {
  for_each = toset(local.records ? ["A", "AAAA"] : [])

  zone_id = var.custom_domain.route53.zone_id
  name    = aws_cognito_user_pool_domain.this.domain
  type    = each.key

  alias {
    name    = aws_cognito_user_pool_domain.this.cloudfront_distribution
    zone_id = aws_cognito_user_pool_domain.this.cloudfront_distribution_zone_id

    # Route 53 does not support it for a distribution.
    evaluate_target_health = false
  }
}

locals {
  # Only whether the objects are set: their members may be unknown until apply. A
  # sensitive member can mark the comparison too, and for_each accepts no
  # sensitive value.
  has_domain = var.custom_domain != null
  has_zone   = anytrue([for domain in var.custom_domain[*] : domain.route53 != null])
  custom     = try(nonsensitive(local.has_domain), local.has_domain)
  records    = try(nonsensitive(local.has_zone), local.has_zone)

  domain = try(var.custom_domain.name, var.domain_prefix)

  # A pool id is REGION_xxxxxxxxx, so the URLs require no data source.
  region = split("_", var.user_pool_id)[0]

  # Built from the resource and not from the variable, so that a user of an output
  # waits until the domain exists.
  prefix_host    = "${aws_cognito_user_pool_domain.this.domain}.auth.${local.region}.amazoncognito.com"
  host           = local.custom ? aws_cognito_user_pool_domain.this.domain : local.prefix_host
  login_base_url = "https://${local.host}"
}
