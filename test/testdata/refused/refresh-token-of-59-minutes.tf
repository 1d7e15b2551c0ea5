# Refused: Client "web": a refresh token of 59 minutes is out of range: Cognito takes 1 hour to 3650 days. Write for
# example refresh = { validity = 30, unit = "days" }.

module "refresh_token_of_59_minutes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      access_token  = { validity = 5 }
      id_token      = { validity = 5 }
      refresh       = { validity = 59, unit = "minutes" }
    }
  }
}
