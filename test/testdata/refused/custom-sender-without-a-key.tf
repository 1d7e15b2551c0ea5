# Refused: lambda_triggers has a custom sender without kms_key_id; Cognito hands it the codes encrypted with that key
# and takes no sender without it. Write kms_key_id = the ARN of a KMS key.

module "custom_sender_without_a_key" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  lambda_triggers = {
    custom_email_sender = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" }
  }
}
