provider "aws" {
  region = var.region
}

# The pool, its users and its domain belong to another team. This configuration only
# reads them.
data "aws_cognito_user_pool" "this" {
  user_pool_id = var.user_pool_id
}

module "client" {
  source = "../../modules/user-pool-client"

  user_pool_id     = data.aws_cognito_user_pool.this.user_pool_id
  name             = var.name
  application_type = "single-page"
  callback_urls    = ["https://app.example.com/callback"]
  logout_urls      = ["https://app.example.com/signed-out"]
}

locals {
  custom_domain  = data.aws_cognito_user_pool.this.custom_domain
  has_custom     = local.custom_domain != null && local.custom_domain != ""
  login_host     = local.has_custom ? local.custom_domain : "${data.aws_cognito_user_pool.this.domain}.auth.${var.region}.amazoncognito.com"
  login_base_url = "https://${local.login_host}"
  issuer         = "https://cognito-idp.${var.region}.amazonaws.com/${var.user_pool_id}"
}
