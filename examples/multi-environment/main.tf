provider "aws" {
  region = var.region
}

# One configuration for all environments. The differences are in
# environments/*.tfvars, mainly the length of sessions.
module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection
  user_pool_tier      = var.user_pool_tier
  mfa                 = { configuration = var.mfa_configuration }

  clients = {
    web = {
      callback_urls = var.web_callback_urls
      access_token  = var.access_token
      id_token      = var.access_token
      refresh       = var.web_refresh
    }

    spa = {
      application_type = "single-page"
      callback_urls    = var.spa_callback_urls
      access_token     = var.access_token
      id_token         = var.access_token
      refresh          = var.spa_refresh
    }
  }
}
