# Rejected: lambda_triggers.kms_key_id: a custom sender requires the key, with which Cognito encrypts the codes. Write
# the ARN of a KMS key.

module "custom_sender_without_a_key" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  lambda_triggers = {
    custom_email_sender = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" }
  }
}
