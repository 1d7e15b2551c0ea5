# Rejected: email.source_arn: "noreply@example.com" is not the ARN of an SES identity. Write for example
# "arn:aws:ses:eu-west-1:123456789012:identity/example.com".

module "sender_that_is_not_an_ses_identity" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  email = { source_arn = "noreply@example.com" }
}
