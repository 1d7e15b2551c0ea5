# Rejected: clients.web.enable_propagate_additional_user_context_data: Cognito accepts user context only from a client
# with a secret, and this one has none. Remove it, or write application_type = "web" without generate_secret for an
# app with a server.

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
