resource "aws_cognito_user_pool_domain" "this" {
  user_pool_id          = var.user_pool_id
  domain                = var.domain_prefix
  managed_login_version = var.managed_login_version
}

locals {
  # A pool id is REGION_xxxxxxxxx, so the URLs need no data source.
  region = split("_", var.user_pool_id)[0]

  # Built from the resource, not from the variable: whoever uses one of the
  # outputs waits until the domain is there.
  login_base_url = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${local.region}.amazoncognito.com"
}
