mock_provider "aws" {
  mock_resource "aws_cognito_user_pool" {
    defaults = {
      arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
    }
  }
}

variables {
  name = "orders-test"
  sms  = { sns_caller_arn = "arn:aws:iam::123456789012:role/cognito-sms", external_id = "orders" }
}

run "plain_usernames_with_aliases" {
  command = plan

  variables {
    sign_in = { username_attributes = [], alias_attributes = ["email", "preferred_username"], case_sensitive = true }
  }

  assert {
    condition     = aws_cognito_user_pool.this.alias_attributes == toset(["email", "preferred_username"])
    error_message = "The aliases must reach the pool."
  }

  assert {
    condition     = aws_cognito_user_pool.this.username_attributes == null
    error_message = "Cognito would reject an empty set together with aliases."
  }

  assert {
    condition     = aws_cognito_user_pool.this.username_configuration[0].case_sensitive == true
    error_message = "case_sensitive must reach the pool."
  }
}

run "passwordless_sign_in" {
  command = plan

  variables {
    sign_in = {
      username_attributes        = ["email", "phone_number"]
      allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
      passkey                    = { relying_party_id = "auth.example.com", user_verification = "required" }
    }
    email = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.sign_in_policy[0].allowed_first_auth_factors ==
      toset(["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])
    )
    error_message = "The first factors must reach the pool."
  }

  assert {
    condition = [
      aws_cognito_user_pool.this.web_authn_configuration[0].relying_party_id,
      aws_cognito_user_pool.this.web_authn_configuration[0].user_verification,
    ] == ["auth.example.com", "required"]
    error_message = "The settings of passkeys must reach the pool."
  }
}

run "passkeys_of_the_pools_own_domain" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = {} }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.web_authn_configuration[0].relying_party_id == null &&
      aws_cognito_user_pool.this.web_authn_configuration[0].user_verification == "preferred"
    )
    error_message = "The relying party must be left to Cognito, and user verification be said."
  }
}

run "passkeys_of_local_development" {
  command = plan

  variables {
    sign_in = { allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"], passkey = { relying_party_id = "localhost" } }
  }

  assert {
    condition     = aws_cognito_user_pool.this.web_authn_configuration[0].relying_party_id == "localhost"
    error_message = "localhost must be free to take."
  }
}

run "preferred_username_as_an_alias_that_is_not_required" {
  command = plan

  variables {
    sign_in    = { username_attributes = [], alias_attributes = ["preferred_username"] }
    attributes = { preferred_username = { max_length = 2048 } }
  }

  assert {
    condition     = aws_cognito_user_pool.this.alias_attributes == toset(["preferred_username"])
    error_message = "The alias must reach the pool."
  }
}

run "the_lite_tier_gets_no_sign_in_policy" {
  command = plan

  variables {
    user_pool_tier = "LITE"
    lambda_triggers = {
      pre_token_generation = { lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:f", lambda_version = "V1_0" }
    }
  }

  assert {
    condition     = length(aws_cognito_user_pool.this.sign_in_policy) == 0
    error_message = "SignInPolicy is for the ESSENTIALS tier and higher."
  }
}

# A String or a Number without its constraints is a diff in every plan, and then
# an apply that fails: hashicorp/terraform-provider-aws #21654, #38224.
run "every_attribute_has_the_constraints_of_its_type" {
  command = plan

  variables {
    attributes = {
      tenant_id   = { mutable = false, min_length = 1, max_length = 36 }
      nickname    = {}
      given_name  = { required = true, max_length = 80 }
      birthdate   = {}
      level       = { type = "Number", min_value = 0, max_value = 9 }
      balance     = { type = "Number" }
      updated_at  = { type = "Number" }
      customer    = { type = "Boolean" }
      hired       = { type = "DateTime" }
      "größe.№-1" = {}
    }
  }

  assert {
    condition = {
      for attribute in aws_cognito_user_pool.this.schema : attribute.name => join(" ", concat(
        [attribute.attribute_data_type, attribute.mutable ? "mutable" : "immutable", attribute.required ? "required" : "optional"],
        [for constraints in attribute.string_attribute_constraints : "length ${constraints.min_length} to ${constraints.max_length}"],
        [for constraints in attribute.number_attribute_constraints :
        "value ${coalesce(constraints.min_value, "any")} to ${coalesce(constraints.max_value, "any")}"],
      ))
      } == {
      tenant_id   = "String immutable optional length 1 to 36"
      nickname    = "String mutable optional length 0 to 2048"
      given_name  = "String mutable required length 0 to 80"
      birthdate   = "String mutable optional length 10 to 10"
      level       = "Number mutable optional value 0 to 9"
      balance     = "Number mutable optional value any to any"
      updated_at  = "Number mutable optional value 0 to any"
      customer    = "Boolean mutable optional"
      hired       = "DateTime mutable optional"
      "größe.№-1" = "String mutable optional length 0 to 2048"
    }
    error_message = "Every attribute must be sent whole."
  }

  assert {
    condition     = alltrue([for attribute in aws_cognito_user_pool.this.schema : attribute.developer_only_attribute == false])
    error_message = "An unset developer_only_attribute would be null here and false in the answer."
  }
}

run "mfa_with_an_authenticator_app_alone" {
  command = plan

  variables {
    sms = null
    mfa = { configuration = "ON" }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.mfa_configuration == "ON" &&
      aws_cognito_user_pool.this.software_token_mfa_configuration[0].enabled
    )
    error_message = "An authenticator app must be the factor unless told otherwise."
  }
}

run "mfa_by_sms_and_email" {
  command = plan

  variables {
    mfa = {
      configuration  = "OPTIONAL"
      software_token = false
      sms_message    = "Orders: {####}"
      email          = { subject = "Your code", message = "<b>{####}</b>\nis your code, Zoë." }
    }
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["verified_phone_number", "verified_email"]
  }

  assert {
    condition     = aws_cognito_user_pool.this.software_token_mfa_configuration[0].enabled == false
    error_message = "A factor that is off must be said to be off."
  }

  assert {
    condition     = aws_cognito_user_pool.this.sms_authentication_message == "Orders: {####}"
    error_message = "The text of the SMS must reach the pool."
  }

  assert {
    condition = (
      aws_cognito_user_pool.this.email_mfa_configuration[0].subject == "Your code" &&
      aws_cognito_user_pool.this.email_mfa_configuration[0].message == "<b>{####}</b>\nis your code, Zoë."
    )
    error_message = "The email must reach the pool."
  }

  assert {
    condition = {
      for mechanism in aws_cognito_user_pool.this.account_recovery_setting[0].recovery_mechanism : mechanism.name => mechanism.priority
    } == { verified_phone_number = 1, verified_email = 2 }
    error_message = "The order of the list must be the priority."
  }
}

run "mfa_by_email_without_sms" {
  command = plan

  variables {
    sms              = null
    mfa              = { configuration = "OPTIONAL", email = { subject = "Your code", message = "{####}" } }
    email            = { source_arn = "arn:aws:ses:eu-west-1:123456789012:identity/noreply@example.com" }
    account_recovery = ["verified_email", "verified_phone_number"]
  }

  assert {
    condition = (
      length(aws_cognito_user_pool.this.email_mfa_configuration) == 1 &&
      length(aws_cognito_user_pool.this.account_recovery_setting[0].recovery_mechanism) == 2
    )
    error_message = "Email MFA must be possible without SMS."
  }
}

# The provider sends an unset text as "", which Cognito rejects:
# hashicorp/terraform-provider-aws #13060.
run "an_invitation_is_sent_whole" {
  command = plan

  variables {
    admin_create_user = { email_message = "Welcome, {username}: {####}" }
  }

  assert {
    condition = [
      aws_cognito_user_pool.this.admin_create_user_config[0].invite_message_template[0].email_subject,
      aws_cognito_user_pool.this.admin_create_user_config[0].invite_message_template[0].email_message,
      aws_cognito_user_pool.this.admin_create_user_config[0].invite_message_template[0].sms_message,
      ] == [
      "Your temporary password",
      "Welcome, {username}: {####}",
      "Your username is {username} and temporary password is {####}.",
    ]
    error_message = "What is not set must be Cognito's own words."
  }
}
