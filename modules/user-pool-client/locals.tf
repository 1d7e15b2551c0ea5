locals {
  # What a field of refresh, and generate_secret, are unless the caller says
  # otherwise. The types are those of the console. The grace period counts once
  # rotation is on.
  presets = {
    # A server can keep a secret, which binds the refresh token to the client
    # (RFC 9700 section 4.14.2).
    web = {
      grant           = "code"
      generate_secret = true
      refresh         = { validity = 30, unit = "days", rotation = false, retry_grace_period_seconds = 10, revocation = true }
    }

    # A public client's refresh tokens rotate (RFC 9700 section 4.14.2), and in
    # a browser they have a maximum lifetime (OAuth 2.0 for Browser-Based
    # Applications, draft-ietf-oauth-browser-based-apps).
    single-page = {
      grant           = "code"
      generate_secret = false
      refresh         = { validity = 1, unit = "days", rotation = true, retry_grace_period_seconds = 10, revocation = true }
    }

    # A secret shipped to every user is none (RFC 8252 section 8.5). The grace
    # period lets an app try again whose network lost the new token.
    native = {
      grant           = "code"
      generate_secret = false
      refresh         = { validity = 30, unit = "days", rotation = true, retry_grace_period_seconds = 30, revocation = true }
    }

    # No refresh token: RFC 6749 section 4.4.3. Cognito wants a lifetime for it
    # all the same.
    machine-to-machine = {
      grant           = "client_credentials"
      generate_secret = true
      refresh         = { validity = 30, unit = "days", rotation = false, retry_grace_period_seconds = 0, revocation = true }
    }
  }

  # An unknown type is refused in main.tf.
  preset             = try(local.presets[var.application_type], local.presets["web"])
  machine_to_machine = local.preset.grant == "client_credentials"
  generate_secret    = coalesce(var.generate_secret, local.preset.generate_secret)
  scopes             = var.scopes != null ? var.scopes : tolist(local.machine_to_machine ? [] : ["openid", "email"])

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

  # A unit on its own would turn 30 days into 30 hours: refused in main.tf.
  unit_alone = [for unit in var.refresh.unit[*] : unit if var.refresh.validity == null && contains(keys(local.unit_seconds), unit)]

  # Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other; without rotation
  # Cognito asks for the flow. So the one switch decides it. A client for
  # machines has the flow alone: an empty list would mean SRP, custom and refresh.
  explicit_auth_flows = local.machine_to_machine ? toset(["ALLOW_REFRESH_TOKEN_AUTH"]) : setunion(
    ["ALLOW_USER_SRP_AUTH"],
    local.rotation ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"],
    var.explicit_auth_flows,
  )

  unit_seconds = {
    seconds = 1
    minutes = 60
    hours   = 3600
    days    = 86400
  }

  # CreateUserPoolClient: AccessTokenValidity, IdTokenValidity,
  # RefreshTokenValidity. Cognito reads a refresh validity of 0 as 30 days.
  lifetimes = {
    access_token = merge(var.access_token, { what = "an access token", minimum = 300, maximum = 86400, limits = "5 minutes to 1 day" })
    id_token     = merge(var.id_token, { what = "an ID token", minimum = 300, maximum = 86400, limits = "5 minutes to 1 day" })
    refresh      = { validity = local.refresh.validity, unit = local.refresh.unit, what = "a refresh token", minimum = 3600, maximum = 315360000, limits = "1 hour to 3650 days" }
  }

  # Null for an unknown unit, which is refused in main.tf.
  lifetime_seconds = { for token, life in local.lifetimes : token => try(life.validity * local.unit_seconds[life.unit], null) }

  # The fields that the token endpoint answers with: none to a code or a refresh
  # token that a client for machines cannot have. An ID token takes the openid
  # scope; a refresh answers with a new refresh token only if it rotates.
  # Source: Cognito developer guide, token endpoint.
  token_fields            = concat(["access_token", "expires_in", "token_type"], contains(local.scopes, "openid") ? ["id_token"] : [])
  code_response_fields    = local.machine_to_machine ? tolist([]) : sort(concat(local.token_fields, ["refresh_token"]))
  refresh_response_fields = local.machine_to_machine ? tolist([]) : sort(concat(local.token_fields, local.rotation ? ["refresh_token"] : []))
}
