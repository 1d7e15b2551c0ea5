# Refused: verification.required_before_update has ["phone_number"], which is not in auto_verified_attributes; Cognito
# takes only those. Write it there as well, or leave it out here.

module "update_verified_but_not_the_sign_up" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { required_before_update = ["phone_number"] }
}
