provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  clients = {
    # A browser cannot keep a secret: PKCE proves which app started the sign-in, and every
    # refresh replaces the refresh token. The session always ends after a day.
    spa = {
      application_type = "single-page"
      callback_urls    = ["https://app.example.com/callback"]
      logout_urls      = ["https://app.example.com/signed-out"]
    }
  }
}
