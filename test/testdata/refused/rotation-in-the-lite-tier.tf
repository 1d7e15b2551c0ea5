# Refused: Refresh token rotation is not part of the LITE tier, and these clients rotate: web. Write user_pool_tier =
# "ESSENTIALS", or refresh = { rotation = false } in each of them.

module "rotation_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  user_pool_tier = "LITE"
  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      refresh       = { rotation = true }
    }
  }
}
