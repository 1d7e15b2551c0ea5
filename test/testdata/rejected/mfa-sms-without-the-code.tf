# Rejected: mfa.sms_message: "Your code" is not one line of at most 140 characters with {####} for the code. Write for
# example "Your code is {####}".

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
