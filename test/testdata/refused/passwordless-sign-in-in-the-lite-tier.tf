# Refused: sign_in.allowed_first_auth_factors has ["WEB_AUTHN"], but the LITE tier has no passwordless sign-in. Write
# user_pool_tier = "ESSENTIALS", or PASSWORD alone.

module "passwordless_sign_in_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  user_pool_tier = "LITE"
  sign_in        = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }
}
