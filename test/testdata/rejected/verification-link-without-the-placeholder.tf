# Rejected: verification.email_message_by_link: Cognito does not accept the text "Click {####}". Use at most 20000
# letters, digits, symbols and plain spaces with {##text of the link##}, for example "{##Verify your email##}".

module "verification_link_without_the_placeholder" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { email_message_by_link = "Click {####}" }
}
