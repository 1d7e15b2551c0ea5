# Rejected: lambda_triggers.pre_token_generation.lambda_version: the LITE tier has no access token customization,
# which V2_0 is for. Write user_pool_tier = "ESSENTIALS", or lambda_version = "V1_0".

module "access_token_customization_in_the_lite_tier" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  user_pool_tier = "LITE"
  lambda_triggers = {
    pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" }
  }
}
