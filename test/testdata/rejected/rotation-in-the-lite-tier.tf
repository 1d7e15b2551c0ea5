# Rejected: clients.web.refresh.rotation: the LITE tier has no refresh token rotation. Write user_pool_tier =
# "ESSENTIALS", or refresh = { rotation = false }.

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
