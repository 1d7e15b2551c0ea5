# Refused: Client "web": enable_propagate_additional_user_context_data is true, but Cognito believes what a client
# says of its user only if the client has a secret, and this one has none. Leave it out, or write application_type =
# "web" and no generate_secret, for an app with a server.

module "user_context_without_a_secret" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"

  clients = {
    web = {
      callback_urls                                 = ["https://app.example.com/callback"]
      application_type                              = "single-page"
      enable_propagate_additional_user_context_data = true
    }
  }
}
