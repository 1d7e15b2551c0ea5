# Refused: sms is set and mfa.configuration is ON, which makes SMS a factor, but mfa.sms_message is not set. Write
# mfa.sms_message = "Your code is {####}", or leave sms out.

module "sms_with_mfa_but_without_its_text" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  sms = {
    sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms"
    external_id    = "orders"
  }
  mfa = { configuration = "ON" }
}
