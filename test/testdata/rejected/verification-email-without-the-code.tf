# Rejected: verification.email_message: Cognito does not accept the text "Your code". Use at most 20000 letters,
# digits, symbols and plain spaces with {####} for the code, for example "Your verification code is {####}."

module "verification_email_without_the_code" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { email_message = "Your code" }
}
