# Rejected: email.from_email_address: arn:aws:ses:eu-west-1:123456789012:identity/example.com is a domain, and has no
# address to send from. Write from_email_address = "noreply@example.com" with that domain.

module "ses_domain_without_a_from_address" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/example.com" }
}
