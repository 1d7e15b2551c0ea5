# Refused: verification.email_message, which begins "Your code", is not one that Cognito takes: at most 20000 letters,
# digits, signs and plain spaces with {####}, where the code goes. Write for example "Your verification code is
# {####}."

module "verification_email_without_the_code" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { email_message = "Your code" }
}
