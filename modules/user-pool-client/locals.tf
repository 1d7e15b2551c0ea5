locals {
  # The values of generate_secret and of the fields of refresh that the caller
  # leaves out. The types are the application types of the console. The grace
  # period applies only when rotation is on.
  presets = {
    # A server can keep a secret, which binds the refresh token to the client
    # (RFC 9700 section 4.14.2).
    web = {
      grant           = "code"
      generate_secret = true
      refresh         = { validity = 30, unit = "days", rotation = false, retry_grace_period_seconds = 10, revocation = true }
    }

    # The refresh tokens of a public client rotate (RFC 9700 section 4.14.2), and
    # in a browser they have a maximum lifetime (OAuth 2.0 for Browser-Based
    # Applications, draft-ietf-oauth-browser-based-apps).
    single-page = {
      grant           = "code"
      generate_secret = false
      refresh         = { validity = 1, unit = "days", rotation = true, retry_grace_period_seconds = 10, revocation = true }
    }

    # An app that ships to users cannot keep a secret (RFC 8252 section 8.5). The
    # grace period lets an app retry when the network lost the new token.
    native = {
      grant           = "code"
      generate_secret = false
      refresh         = { validity = 30, unit = "days", rotation = true, retry_grace_period_seconds = 30, revocation = true }
    }

    # This grant has no refresh token (RFC 6749 section 4.4.3), but Cognito
    # requires its lifetime all the same.
    machine-to-machine = {
      grant           = "client_credentials"
      generate_secret = true
      refresh         = { validity = 30, unit = "days", rotation = false, retry_grace_period_seconds = 0, revocation = true }
    }
  }

  # validation.tf rejects an unknown type.
  preset             = try(local.presets[var.application_type], local.presets["web"])
  machine_to_machine = local.preset.grant == "client_credentials"
  generate_secret    = coalesce(var.generate_secret, local.preset.generate_secret)
  default_scopes     = tolist(local.machine_to_machine ? [] : ["openid", "email"])
  scopes             = var.scopes != null ? var.scopes : local.default_scopes

  rotation = coalesce(var.refresh.rotation, local.preset.refresh.rotation)
  refresh = {
    validity   = coalesce(var.refresh.validity, local.preset.refresh.validity)
    unit       = var.refresh.unit == null || length(local.unit_alone) > 0 ? local.preset.refresh.unit : var.refresh.unit
    rotation   = local.rotation
    revocation = coalesce(var.refresh.revocation, local.preset.refresh.revocation)
    retry_grace_period_seconds = coalesce(
      var.refresh.retry_grace_period_seconds,
      local.rotation ? local.preset.refresh.retry_grace_period_seconds : 0,
    )
  }

  # A unit without a validity would turn 30 days into 30 hours: validation.tf
  # rejects it.
  unit_alone = [for unit in var.refresh.unit[*] : unit if var.refresh.validity == null && contains(keys(local.unit_seconds), unit)]

  # Cognito rejects ALLOW_REFRESH_TOKEN_AUTH with rotation, and requires it
  # without, so refresh.rotation decides both. A machine-to-machine client has
  # this flow alone: Cognito reads an empty list as SRP, custom and refresh.
  refresh_flows       = local.rotation ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"]
  sign_in_flows       = setunion(["ALLOW_USER_SRP_AUTH"], local.refresh_flows, var.explicit_auth_flows)
  explicit_auth_flows = local.machine_to_machine ? toset(["ALLOW_REFRESH_TOKEN_AUTH"]) : local.sign_in_flows

  unit_seconds = {
    seconds = 1
    minutes = 60
    hours   = 3600
    days    = 86400
  }

  # CreateUserPoolClient: AccessTokenValidity, IdTokenValidity,
  # RefreshTokenValidity; the limits are in seconds. Cognito reads a refresh
  # validity of 0 as 30 days.
  lifetimes = {
    access_token = merge(var.access_token, { minimum = 300, maximum = 86400, limits = "5 minutes to 1 day", example = "60 minutes" })
    id_token     = merge(var.id_token, { minimum = 300, maximum = 86400, limits = "5 minutes to 1 day", example = "60 minutes" })
    refresh = {
      validity = local.refresh.validity
      unit     = local.refresh.unit
      minimum  = 3600
      maximum  = 315360000
      limits   = "1 hour to 3650 days"
      example  = "30 days"
    }
  }

  # Null for an unknown unit, which validation.tf rejects.
  lifetime_seconds = { for token, life in local.lifetimes : token => try(life.validity * local.unit_seconds[life.unit], null) }

  # The fields of the token endpoint's responses. A machine-to-machine client
  # gets neither a code nor a refresh token. An ID token requires the scope
  # openid; a refresh returns a new refresh token only if tokens rotate.
  # Source: Cognito developer guide, token endpoint.
  token_fields            = concat(["access_token", "expires_in", "token_type"], contains(local.scopes, "openid") ? ["id_token"] : [])
  code_response_fields    = local.machine_to_machine ? tolist([]) : sort(concat(local.token_fields, ["refresh_token"]))
  rotated_fields          = local.rotation ? ["refresh_token"] : []
  refresh_response_fields = local.machine_to_machine ? tolist([]) : sort(concat(local.token_fields, local.rotated_fields))
}
