# Rejected: clients.web.generate_secret: a single-page app cannot keep a secret, because everyone who has the app can
# read it. Remove generate_secret, or write application_type = "web" for an app whose server keeps the secret.

module "secret_in_a_single_page_app" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls    = ["https://app.example.com/callback"]
      application_type = "single-page"
      generate_secret  = true
    }
  }
}
