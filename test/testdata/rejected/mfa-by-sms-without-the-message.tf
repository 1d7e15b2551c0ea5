# Rejected: mfa.sms_message: sms makes SMS a factor when mfa.configuration is ON, and the factor has no text. Write
# mfa.sms_message = "Your code is {####}", or remove sms.

module "mfa_by_sms_without_the_message" {
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
