provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  clients = {
    # A server-side app: it keeps a secret, and one refresh token serves for as
    # long as it is valid.
    web = {
      callback_urls = [var.callback_url]
      logout_urls   = [var.logout_url]
      scopes        = ["openid", "email", "profile"]
    }
  }
}
