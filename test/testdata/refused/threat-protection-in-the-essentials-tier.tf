# Refused: threat_protection is set, but the ESSENTIALS tier has no threat protection. Write user_pool_tier = "PLUS",
# or leave threat_protection out.

module "threat_protection_in_the_essentials_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  threat_protection = {}
}
