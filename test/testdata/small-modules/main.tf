provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection
  user_pool_tier      = "PLUS"
  threat_protection   = { advanced_security_mode = "ENFORCED" }

  clients = {
    web = { callback_urls = ["https://app.example.com/callback"] }
  }
}

# Cognito rejects a customization before the pool has a domain.
module "user_pool_ui_customization" {
  source     = "../../../modules/user-pool-ui-customization"
  depends_on = [module.cognito]

  user_pool_id = module.cognito.user_pool_id
  css          = ".submitButton-customizable { background-color: ${var.button_colour}; }"
}

module "risk_configuration" {
  source     = "../../../modules/risk-configuration"
  depends_on = [module.cognito]

  user_pool_id = module.cognito.user_pool_id

  account_takeover = {
    medium_action = { event_action = "MFA_IF_CONFIGURED" }
    high_action   = { event_action = "BLOCK", notify = true }
    notify_configuration = {
      source_arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com"
      from       = "security@example.com"
      block_email = {
        subject   = "A sign-in was blocked"
        html_body = "<p>A sign-in to your account was blocked.</p>"
        text_body = "A sign-in to your account was blocked."
      }
    }
  }
  compromised_credentials = { event_action = "BLOCK" }
  risk_exception          = { blocked_ip_range_list = ["198.51.100.0/24"] }
}

module "web_acl_association" {
  source = "../../../modules/web-acl-association"
  count  = var.web_acl_arn == null ? 0 : 1

  user_pool_arn = module.cognito.user_pool_arn
  web_acl_arn   = var.web_acl_arn
}
