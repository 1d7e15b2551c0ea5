# Rejected: threat_protection: the ESSENTIALS tier has no threat protection. Write user_pool_tier = "PLUS", or remove
# threat_protection.

module "threat_protection_in_the_essentials_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  threat_protection = {}
}
