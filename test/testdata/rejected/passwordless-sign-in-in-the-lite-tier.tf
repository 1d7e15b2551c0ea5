# Rejected: sign_in.allowed_first_auth_factors: the LITE tier has no passwordless sign-in, and the list has
# ["WEB_AUTHN"]. Write user_pool_tier = "ESSENTIALS", or only PASSWORD.

module "passwordless_sign_in_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  user_pool_tier = "LITE"
  sign_in        = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }
}
