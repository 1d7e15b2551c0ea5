provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  clients = {
    # The browser can keep no secret: PKCE proves who began the sign-in, and every
    # refresh replaces the refresh token, which ends after a day in any case.
    spa = {
      application_type = "single-page"
      callback_urls    = ["https://app.example.com/callback"]
      logout_urls      = ["https://app.example.com/signed-out"]
    }
  }
}
