resource "aws_cognito_identity_provider" "this" {
  user_pool_id      = var.user_pool_id
  provider_name     = var.name
  provider_type     = var.type
  provider_details  = local.provider_details
  attribute_mapping = local.attribute_mapping
  idp_identifiers   = var.idp_identifiers

  lifecycle {
    # Cognito returns more details than were sent, and every plan would remove
    # them (hashicorp/terraform-provider-aws#4831, #5704, #42157). details.tf
    # sends those that a caller can know; these are the details that Cognito
    # alone sets, or never returns.
    ignore_changes = [
      # Read-only, says CreateIdentityProvider.
      provider_details["attributes_url_add_attributes"],
      provider_details["token_request_method"],

      # Cognito creates and renews it for SAML (#36912).
      provider_details["ActiveEncryptionCertificate"],

      # Cognito reads them from the SAML metadata (#4807).
      provider_details["SLORedirectBindingURI"],
      provider_details["SSORedirectBindingURI"],

      # Cognito never returns Apple's key (#13582).
      provider_details["private_key"],
    ]

    # An update sends the ignored details from the state, which has no private
    # key, and Cognito requires the key with Apple's other details.
    replace_triggered_by = [terraform_data.replacement]

    # validation.tf has the rules, in groups. A value that is unknown until apply
    # postpones the rules of its group until then, and no others.

    precondition {
      condition     = length(local.errors.provider) == 0
      error_message = join("\n", local.errors.provider)
    }

    precondition {
      condition     = length(local.errors.account) == 0
      error_message = join("\n", local.errors.account)
    }

    precondition {
      condition     = length(local.errors.secret) == 0
      error_message = join("\n", local.errors.secret)
    }

    precondition {
      condition     = length(local.errors.scopes) == 0
      error_message = join("\n", local.errors.scopes)
    }

    precondition {
      condition     = length(local.errors.oidc) == 0
      error_message = join("\n", local.errors.oidc)
    }

    precondition {
      condition     = length(local.errors.saml) == 0
      error_message = join("\n", local.errors.saml)
    }

    precondition {
      condition     = length(local.errors.mapping) == 0
      error_message = join("\n", local.errors.mapping)
    }
  }
}

# Changes with the details of Apple, and is empty for every other type. It exists
# for those too, because replace_triggered_by requires an instance.
resource "terraform_data" "replacement" {
  input = var.type == "SignInWithApple" ? sha256(jsonencode(local.provider_details)) : null
}
