resource "aws_cognito_user_pool_client" "this" {
  user_pool_id    = var.user_pool_id
  name            = var.name
  generate_secret = var.generate_secret

  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = var.scopes
  supported_identity_providers         = ["COGNITO"]

  # Never null: the provider sends nothing for null, and the old list stays.
  callback_urls       = var.callback_urls
  logout_urls         = var.logout_urls
  explicit_auth_flows = local.explicit_auth_flows

  # An unknown user and a wrong password then get the same answer.
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = var.refresh.revocation

  # All three values with all three units: the provider reads a missing unit as
  # a validity of zero, and Cognito reads a missing access token unit as hours.
  access_token_validity  = var.access_token.validity
  id_token_validity      = var.id_token.validity
  refresh_token_validity = var.refresh.validity

  token_validity_units {
    access_token  = var.access_token.unit
    id_token      = var.id_token.unit
    refresh_token = var.refresh.unit
  }

  # Always there and always whole, rotation on or off. Cognito goes on to report
  # a block that was set once, so one that is dropped is "inconsistent result
  # after apply" (hashicorp/terraform-provider-aws #43531, #47554), and one
  # without a grace period "was null, but now 0" (#45646).
  refresh_token_rotation {
    feature                    = var.refresh.rotation ? "ENABLED" : "DISABLED"
    retry_grace_period_seconds = var.refresh.retry_grace_period_seconds
  }

  lifecycle {
    # CreateUserPoolClient refuses both: no token may outlive the refresh token
    # that renews it.
    precondition {
      condition     = local.access_token_seconds <= local.refresh_token_seconds
      error_message = "Client \"${var.name}\": the access token lives ${local.access_token_seconds} s, longer than the refresh token with ${local.refresh_token_seconds} s. Write a shorter access_token.validity or a longer refresh.validity, and look at their units."
    }

    precondition {
      condition     = local.id_token_seconds <= local.refresh_token_seconds
      error_message = "Client \"${var.name}\": the ID token lives ${local.id_token_seconds} s, longer than the refresh token with ${local.refresh_token_seconds} s. Write a shorter id_token.validity or a longer refresh.validity, and look at their units."
    }
  }
}

locals {
  # Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other; without rotation
  # Cognito asks for the flow. So the one switch decides it.
  explicit_auth_flows = setunion(
    ["ALLOW_USER_SRP_AUTH"],
    var.refresh.rotation ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"],
    var.explicit_auth_flows,
  )

  unit_seconds = {
    seconds = 1
    minutes = 60
    hours   = 3600
    days    = 86400
  }
  access_token_seconds  = var.access_token.validity * local.unit_seconds[var.access_token.unit]
  id_token_seconds      = var.id_token.validity * local.unit_seconds[var.id_token.unit]
  refresh_token_seconds = var.refresh.validity * local.unit_seconds[var.refresh.unit]

  # The fields that the token endpoint answers with. An ID token takes the
  # openid scope; a refresh answers with a new refresh token only if it rotates.
  # Source: Cognito developer guide, token endpoint.
  token_fields            = concat(["access_token", "expires_in", "token_type"], contains(var.scopes, "openid") ? ["id_token"] : [])
  code_response_fields    = sort(concat(local.token_fields, ["refresh_token"]))
  refresh_response_fields = sort(concat(local.token_fields, var.refresh.rotation ? ["refresh_token"] : []))
}
