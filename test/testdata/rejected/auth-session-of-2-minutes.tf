# Rejected: clients.web.auth_session_validity: 2 is not a whole number of minutes from 3 to 15. Write for example 3.

module "auth_session_of_2_minutes" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls         = ["https://app.example.com/callback"]
      auth_session_validity = 2
    }
  }
}
