# Refused: mfa.sms_message is "Your code"; Cognito takes one line of at most 140 characters with {####}, where the
# code goes. Write for example "Your code is {####}".

module "mfa_sms_without_the_code" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sms = {
    sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms"
    external_id    = "orders"
  }
  mfa = { configuration = "ON", sms_message = "Your code" }
}
