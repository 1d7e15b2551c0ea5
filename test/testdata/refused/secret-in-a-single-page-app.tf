# Refused: Client "web": generate_secret is true, but a secret in a single-page app is in the hands of everyone who
# has the app. Leave it out, or write application_type = "web" for an app with a server that keeps the secret.

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
