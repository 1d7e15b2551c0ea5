# Rejected: sign_in.passkey: no user can sign in with a passkey, because allowed_first_auth_factors is ["PASSWORD"].
# Add "WEB_AUTHN" to allowed_first_auth_factors, or remove passkey.

module "passkey_without_the_first_factor" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { passkey = {} }
}
