# Refused: sign_in.passkey is set, but WEB_AUTHN is not among the first factors ["PASSWORD"], so no user can sign in
# with a passkey. Write "WEB_AUTHN" in allowed_first_auth_factors, or leave passkey out.

module "passkey_that_nobody_can_sign_in_with" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sign_in = { passkey = {} }
}
