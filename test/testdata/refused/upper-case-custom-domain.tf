# Refused: The custom domain "Login.example.com" is not one that Cognito takes: a whole host name below a domain of
# yours, of at most 63 lower-case letters, digits, hyphens and dots. Write for example "login.example.com".

module "upper_case_custom_domain" {
  source = "../../.."

  name    = "orders"
  clients = { web = { callback_urls = ["https://app.example.com/callback"] } }

  domain_prefix = null
  custom_domain = {
    name            = "Login.example.com"
    certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
  }
}
