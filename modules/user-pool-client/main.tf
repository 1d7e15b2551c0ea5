resource "aws_cognito_user_pool_client" "this" {
  user_pool_id    = var.user_pool_id
  name            = var.name
  generate_secret = local.generate_secret

  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = [local.preset.grant]
  allowed_oauth_scopes                 = local.scopes
  supported_identity_providers         = var.supported_identity_providers

  # Never null: the provider omits a null list from the request, and Cognito keeps
  # the old one. An empty list clears it; for attributes, Cognito reads an empty
  # list as its default, all attributes.
  callback_urls       = var.callback_urls
  logout_urls         = var.logout_urls
  explicit_auth_flows = local.explicit_auth_flows
  read_attributes     = var.read_attributes == null ? toset([]) : var.read_attributes
  write_attributes    = var.write_attributes == null ? toset([]) : var.write_attributes

  # The provider rejects an empty string, so nothing can clear this argument: see
  # the postcondition.
  default_redirect_uri = var.default_redirect_uri

  # ENABLED returns the same error for an unknown user and a wrong password.
  prevent_user_existence_errors                 = var.prevent_user_existence_errors
  enable_propagate_additional_user_context_data = var.enable_propagate_additional_user_context_data
  enable_token_revocation                       = local.refresh.revocation
  auth_session_validity                         = var.auth_session_validity

  # All three values with all three units: the provider reads a missing unit as a
  # validity of zero, and Cognito reads a missing access token unit as hours.
  access_token_validity  = var.access_token.validity
  id_token_validity      = var.id_token.validity
  refresh_token_validity = local.refresh.validity

  token_validity_units {
    access_token  = var.access_token.unit
    id_token      = var.id_token.unit
    refresh_token = local.refresh.unit
  }

  # Always present and complete, with rotation on or off. Cognito keeps reporting
  # a block that was set once, so the provider reports "inconsistent result after
  # apply" for a block that is removed (hashicorp/terraform-provider-aws #43531,
  # #47554), and "was null, but now 0" for one without a grace period (#45646).
  refresh_token_rotation {
    feature                    = local.refresh.rotation ? "ENABLED" : "DISABLED"
    retry_grace_period_seconds = local.refresh.retry_grace_period_seconds
  }

  lifecycle {
    # An import does not read generate_secret, so the provider would replace every
    # imported client. A postcondition rejects a real change.
    ignore_changes = [generate_secret]

    # validation.tf has the rules, in groups. A value that is unknown until apply
    # postpones the rules of its group until then, and no others.

    precondition {
      condition     = length(local.errors.nulls) == 0
      error_message = join("\n", local.errors.nulls)
    }

    precondition {
      condition     = length(local.errors.client) == 0
      error_message = join("\n", local.errors.client)
    }

    precondition {
      condition     = length(local.errors.machine_to_machine) == 0
      error_message = join("\n", local.errors.machine_to_machine)
    }

    precondition {
      condition     = length(local.errors.lengths) == 0
      error_message = join("\n", local.errors.lengths)
    }

    precondition {
      condition     = length(local.errors.urls) == 0
      error_message = join("\n", local.errors.urls)
    }

    precondition {
      condition     = length(local.errors.scopes) == 0
      error_message = join("\n", local.errors.scopes)
    }

    precondition {
      condition     = length(local.errors.lifetimes) == 0
      error_message = join("\n", local.errors.lifetimes)
    }

    precondition {
      condition     = length(local.errors.sign_in) == 0
      error_message = join("\n", local.errors.sign_in)
    }

    precondition {
      condition     = length(local.errors.attributes) == 0
      error_message = join("\n", local.errors.attributes)
    }

    # Cognito can neither add a secret to a client nor remove it.
    postcondition {
      condition = local.generate_secret == (
        self.generate_secret != null ? self.generate_secret : try(length(self.client_secret) > 0, false)
      )
      error_message = join(" ", [
        "${local.input}.generate_secret: ${local.generate_secret} is not how the client was created, and Cognito cannot change it.",
        "Write generate_secret = ${!local.generate_secret},",
        "or create a second client under another key and remove this one when no app uses it.",
      ])
    }

    # Fails at plan if the state has a default that the configuration no longer has.
    postcondition {
      condition = var.default_redirect_uri != null || !try(strcontains(self.default_redirect_uri, ":"), false)
      error_message = join(" ", [
        "${local.input}.default_redirect_uri: the provider cannot remove it, and the client keeps \"${self.default_redirect_uri}\".",
        "Write one of callback_urls (with a single one this changes nothing),",
        "or replace the client with -replace, which gives it a new id.",
      ])
    }
  }
}
