# Rejected: domain_prefix: "mycognitologin" contains a word that AWS reserves: aws, amazon or cognito. Write a prefix
# without it, for example "orders-login".

module "domain_word_cognito_inside_word" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = "mycognitologin"
}
