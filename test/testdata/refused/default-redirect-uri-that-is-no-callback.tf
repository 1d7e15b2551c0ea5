# Refused: Client "web": default_redirect_uri "https://app.example.com/" is not one of callback_urls. Write one of
# them, letter for letter, or leave it out.

module "default_redirect_uri_that_is_no_callback" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls        = ["https://app.example.com/callback"]
      default_redirect_uri = "https://app.example.com/"
    }
  }
}
