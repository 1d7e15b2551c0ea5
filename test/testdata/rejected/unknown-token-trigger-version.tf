# Rejected: lambda_triggers.pre_token_generation.lambda_version: Cognito does not know "V4_0". Write "V1_0", "V2_0" or
# "V3_0".

module "unknown_token_trigger_version" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  lambda_triggers = {
    pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f", lambda_version = "V4_0" }
  }
}
