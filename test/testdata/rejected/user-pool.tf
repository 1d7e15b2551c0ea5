# Rejected: sign_in.allowed_first_auth_factors: the LITE tier has no passwordless sign-in, and the list has
# ["WEB_AUTHN"]. Write user_pool_tier = "ESSENTIALS", or only PASSWORD.
module "pool_passwordless_sign_in_in_the_lite_tier" {
  source = "../../../modules/user-pool"

  name           = "orders-test"
  user_pool_tier = "LITE"
  sign_in        = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"] }
}

# Rejected: mfa.email: the LITE tier has no email MFA. Write user_pool_tier = "ESSENTIALS", or remove mfa.email.
module "pool_email_mfa_in_the_lite_tier" {
  source = "../../../modules/user-pool"

  name             = "orders-test"
  user_pool_tier   = "LITE"
  email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
  account_recovery = ["admin_only"]
  mfa              = { configuration = "OPTIONAL", email = { subject = "Your code", message = "{####}" } }
}

# Rejected: password_policy.password_history_size: the LITE tier has no password history, and the size is 3. Write
# user_pool_tier = "ESSENTIALS", or 0.
module "pool_a_password_history_in_the_lite_tier" {
  source = "../../../modules/user-pool"

  name            = "orders-test"
  user_pool_tier  = "LITE"
  password_policy = { password_history_size = 3 }
}

# Rejected: lambda_triggers.pre_token_generation.lambda_version: the LITE tier has no access token customization,
# which V2_0 is for. Write user_pool_tier = "ESSENTIALS", or lambda_version = "V1_0".
module "pool_access_token_customization_in_the_lite_tier" {
  source = "../../../modules/user-pool"

  name            = "orders-test"
  user_pool_tier  = "LITE"
  lambda_triggers = { pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f" } }
}

# Rejected: threat_protection: the ESSENTIALS tier has no threat protection. Write user_pool_tier = "PLUS", or remove
# threat_protection.
module "pool_threat_protection_in_the_essentials_tier" {
  source = "../../../modules/user-pool"

  name              = "orders-test"
  threat_protection = {}
}

# Rejected: threat_protection: the ESSENTIALS tier has no threat protection. Write user_pool_tier = "PLUS", or remove
# threat_protection.
module "pool_threat_protection_only_for_custom_flows" {
  source = "../../../modules/user-pool"

  name              = "orders-test"
  threat_protection = { advanced_security_mode = "OFF", custom_auth_mode = "AUDIT" }
}

# Rejected: verification.auto_verified_attributes: phone_number requires sms, which is not set. Write sms with a role
# and its external id, or remove phone_number.
module "pool_a_phone_number_verified_without_sms" {
  source = "../../../modules/user-pool"

  name         = "orders-test"
  verification = { auto_verified_attributes = ["phone_number"] }
}

# Rejected: sign_in.allowed_first_auth_factors: SMS_OTP requires sms, which is not set. Write sms with a role and its
# external id, or remove SMS_OTP.
module "pool_an_sms_code_as_a_first_factor_without_sms" {
  source = "../../../modules/user-pool"

  name    = "orders-test"
  sign_in = { allowed_first_auth_factors = ["PASSWORD", "SMS_OTP"] }
}

# Rejected: account_recovery: verified_phone_number requires sms, which is not set. Write sms with a role and its
# external id, or remove verified_phone_number.
module "pool_recovery_by_phone_without_sms" {
  source = "../../../modules/user-pool"

  name             = "orders-test"
  account_recovery = ["verified_email", "verified_phone_number"]
}

# Rejected: mfa.configuration: Cognito rejects the passwordless factors ["EMAIL_OTP"] where MFA is required. Write
# mfa.configuration = "OPTIONAL", or only PASSWORD in sign_in.allowed_first_auth_factors.
# Rejected: sign_in.allowed_first_auth_factors: EMAIL_OTP requires email, because Cognito's own sender sends no
# sign-in codes. Write email with an SES identity, or remove EMAIL_OTP.
module "pool_required_mfa_with_a_passwordless_factor" {
  source = "../../../modules/user-pool"

  name    = "orders-test"
  mfa     = { configuration = "ON" }
  sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
}

# Rejected: mfa.sms_message: sms is not set, so Cognito cannot send SMS. Write sms with a role and its external id, or
# remove mfa.sms_message.
module "pool_mfa_by_sms_without_sms" {
  source = "../../../modules/user-pool"

  name = "orders-test"
  mfa  = { configuration = "ON", sms_message = "{####}" }
}

# Rejected: mfa.sms_message: sms makes SMS a factor when mfa.configuration is ON, and the factor has no text. Write
# mfa.sms_message = "Your code is {####}", or remove sms.
module "pool_sms_with_mfa_but_without_its_text" {
  source = "../../../modules/user-pool"

  name = "orders-test"
  sms  = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
  mfa  = { configuration = "ON" }
}

# Rejected: mfa.sms_message: Cognito does not send MFA codes and recovery codes to one number, and account_recovery is
# ["verified_phone_number"]. Write account_recovery = ["verified_email", "verified_phone_number"], or ["admin_only"].
module "pool_mfa_and_recovery_only_by_sms" {
  source = "../../../modules/user-pool"

  name             = "orders-test"
  sms              = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
  mfa              = { configuration = "ON", sms_message = "{####}" }
  account_recovery = ["verified_phone_number"]
}

# Rejected: mfa.email: Cognito's own sender sends no MFA codes, and email is not set. Write email with an SES
# identity, or remove mfa.email.
module "pool_mfa_by_email_without_ses" {
  source = "../../../modules/user-pool"

  name             = "orders-test"
  mfa              = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
  account_recovery = ["admin_only"]
}

# Rejected: mfa.email: Cognito does not send MFA codes and recovery codes to the same address, and account_recovery is
# ["verified_email"]. Write account_recovery = ["verified_email", "verified_phone_number"], or ["admin_only"].
module "pool_mfa_and_recovery_only_by_email" {
  source = "../../../modules/user-pool"

  name  = "orders-test"
  email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
  mfa   = { configuration = "ON", email = { subject = "Your code", message = "{####}" } }
}

# Rejected: sign_in.allowed_first_auth_factors: EMAIL_OTP requires email, because Cognito's own sender sends no
# sign-in codes. Write email with an SES identity, or remove EMAIL_OTP.
module "pool_an_email_code_as_a_first_factor_without_ses" {
  source = "../../../modules/user-pool"

  name    = "orders-test"
  sign_in = { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
}
