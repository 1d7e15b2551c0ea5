# Rejected: lambda_triggers: pre_sign_up = "pre-sign-up" is not the ARN of a Lambda function. Write for example
# "arn:aws:lambda:eu-west-1:123456789012:function:pre-sign-up".

module "trigger_that_is_not_a_lambda_function" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  lambda_triggers = { pre_sign_up = "pre-sign-up" }
}
