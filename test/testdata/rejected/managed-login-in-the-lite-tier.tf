# Rejected: managed_login_version: the LITE tier has only the classic hosted UI, version 1. Write
# managed_login_version = 1, or user_pool_tier = "ESSENTIALS".

module "managed_login_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  user_pool_tier        = "LITE"
  managed_login_version = 2
}
