provider "aws" {
  region = var.region
}

module "cognito" {
  source = "../.."

  name                = var.name
  domain_prefix       = var.domain_prefix
  deletion_protection = var.deletion_protection

  # Every user requires an authenticator app. A remembered device can replace the code,
  # if the user chooses to remember it.
  mfa = {
    configuration = "ON"
  }
  device_configuration = {
    challenge_required_on_new_device      = true
    device_only_remembered_on_user_prompt = true
  }

  clients = {
    web = {
      callback_urls = ["https://app.example.com/callback"]
      logout_urls   = ["https://app.example.com/signed-out"]
    }

    # An administrator's script that sets up authenticator apps. It does not use the login pages.
    enrolment = {
      callback_urls       = ["https://office.example.com/callback"]
      explicit_auth_flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    }
  }
}
