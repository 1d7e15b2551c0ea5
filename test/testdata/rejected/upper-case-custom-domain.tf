# Rejected: custom_domain.name: "Login.example.com" is not a host name that Cognito accepts. Use at most 63 lower-case
# letters, digits, hyphens and dots, below a domain of yours, for example "login.example.com".

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
