resource "aws_cognito_user_pool_client" "this" {
  user_pool_id    = var.user_pool_id
  name            = var.name
  generate_secret = local.generate_secret

  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = [local.preset.grant]
  allowed_oauth_scopes                 = local.scopes
  supported_identity_providers         = var.supported_identity_providers

  # Never null: the provider sends nothing for null, and the old list stays. An
  # empty list clears it; of attributes it is Cognito's default, all of them.
  callback_urls       = var.callback_urls
  logout_urls         = var.logout_urls
  explicit_auth_flows = local.explicit_auth_flows
  read_attributes     = var.read_attributes == null ? toset([]) : var.read_attributes
  write_attributes    = var.write_attributes == null ? toset([]) : var.write_attributes

  # The provider refuses an empty text, so this one has nothing that clears it:
  # see the postcondition.
  default_redirect_uri = var.default_redirect_uri

  # ENABLED: an unknown user and a wrong password then get the same answer.
  prevent_user_existence_errors                 = var.prevent_user_existence_errors
  enable_propagate_additional_user_context_data = var.enable_propagate_additional_user_context_data
  enable_token_revocation                       = local.refresh.revocation
  auth_session_validity                         = var.auth_session_validity

  # All three values with all three units: the provider reads a missing unit as
  # a validity of zero, and Cognito reads a missing access token unit as hours.
  access_token_validity  = var.access_token.validity
  id_token_validity      = var.id_token.validity
  refresh_token_validity = local.refresh.validity

  token_validity_units {
    access_token  = var.access_token.unit
    id_token      = var.id_token.unit
    refresh_token = local.refresh.unit
  }

  # Always there and always whole, rotation on or off. Cognito goes on to report
  # a block that was set once, so one that is dropped is "inconsistent result
  # after apply" (hashicorp/terraform-provider-aws #43531, #47554), and one
  # without a grace period "was null, but now 0" (#45646).
  refresh_token_rotation {
    feature                    = local.refresh.rotation ? "ENABLED" : "DISABLED"
    retry_grace_period_seconds = local.refresh.retry_grace_period_seconds
  }

  lifecycle {
    # An import does not read it, so that the provider would replace every client
    # that is imported. What a change would mean is refused instead.
    ignore_changes = [generate_secret]

    postcondition {
      condition     = local.generate_secret == (self.generate_secret != null ? self.generate_secret : try(length(self.client_secret) > 0, false))
      error_message = "Client \"${var.name}\": generate_secret is ${local.generate_secret}, but the client was made ${local.generate_secret ? "without" : "with"} a secret, and that stays. Write generate_secret = ${!local.generate_secret}, or make a second client under a key of its own and take this one away once no app uses it."
    }

    precondition {
      condition     = length(local.lists_with_null) == 0
      error_message = "Client \"${var.name}\": ${join(", ", local.lists_with_null)} ${length(local.lists_with_null) == 1 ? "has" : "have"} a null among the entries. Write the value that is missing, or take the entry out, for example with compact()."
    }

    # What kind of client, and its secret.

    precondition {
      condition     = contains(keys(local.presets), var.application_type)
      error_message = "Client \"${var.name}\": there is no application_type \"${var.application_type}\". Write \"web\", \"single-page\", \"native\" or \"machine-to-machine\"."
    }

    # RFC 6749 section 2.1, RFC 8252 section 8.5.
    precondition {
      condition     = !contains(["single-page", "native"], var.application_type) || !local.generate_secret
      error_message = "Client \"${var.name}\": generate_secret is true, but a secret in a ${var.application_type} app is in the hands of everyone who has the app. Leave it out, or write application_type = \"web\" for an app with a server that keeps the secret."
    }

    # CreateUserPoolClient: "client_credentials flow can not be selected if
    # client does not have a client secret."
    precondition {
      condition     = !local.machine_to_machine || local.generate_secret
      error_message = "Client \"${var.name}\": generate_secret is false, but a machine-to-machine client signs in with nothing but its secret. Leave generate_secret out."
    }

    # CreateUserPoolClient, EnablePropagateAdditionalUserContextData.
    precondition {
      condition     = !var.enable_propagate_additional_user_context_data || local.generate_secret
      error_message = "Client \"${var.name}\": enable_propagate_additional_user_context_data is true, but Cognito believes what a client says of its user only if the client has a secret, and this one has none. Leave it out, or write application_type = \"web\" and no generate_secret, for an app with a server."
    }

    precondition {
      condition     = !local.machine_to_machine || length(local.sign_in_set) == 0
      error_message = "Client \"${var.name}\": a machine-to-machine client signs no user in, but has ${join(", ", local.sign_in_set)}. Leave that out, or write application_type = \"web\"."
    }

    # RFC 6749 section 4.4.3.
    precondition {
      condition     = !local.machine_to_machine || length(local.refresh_set) == 0
      error_message = "Client \"${var.name}\": a machine-to-machine client gets no refresh token, but has ${join(", ", local.refresh_set)}. Leave refresh out: the client asks for a new access token instead."
    }

    # Callback and logout URLs.

    # CreateUserPoolClient: "CallbackUrls can not be empty when code flow or
    # implicit flow is selected".
    precondition {
      condition     = local.machine_to_machine || length(var.callback_urls) > 0
      error_message = "Client \"${var.name}\": callback_urls is empty, so Cognito has nowhere to send a code. Write for example [\"https://app.example.com/callback\"]."
    }

    # Quota: 100 callback URLs and 100 logout URLs a client.
    precondition {
      condition     = length(var.callback_urls) <= 100
      error_message = "Client \"${var.name}\": callback_urls has ${length(var.callback_urls)} entries; Cognito takes at most 100. Write only those that the app uses, or make a second client."
    }

    precondition {
      condition     = length(var.logout_urls) <= 100
      error_message = "Client \"${var.name}\": logout_urls has ${length(var.logout_urls)} entries; Cognito takes at most 100. Write only those that the app uses, or make a second client."
    }

    precondition {
      condition     = length(local.capital_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.capital_urls)}\" has its scheme in capital letters; browsers write it in lower case, and Cognito compares URLs letter for letter. Write https:// or http://."
    }

    precondition {
      condition     = length(local.plain_http_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.plain_http_urls)}\" is plain http, which Cognito takes for localhost, 127.0.0.1 and [::1] alone. Write https, or for example http://localhost:3000/callback."
    }

    precondition {
      condition     = length(local.unusable_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.unusable_urls)}\" is not an absolute URL that a browser can be sent to. Write https://…, http://localhost:3000/callback, or an app's own scheme such as myapp://callback."
    }

    precondition {
      condition     = length(local.fragment_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.fragment_urls)}\" has a #fragment, which Cognito refuses. Write it without: the browser never sends a fragment to the app's server."
    }

    precondition {
      condition     = length(local.spaced_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.spaced_urls)}\" has a space or a control character, which Cognito refuses. Write a space inside of a URL as %20."
    }

    precondition {
      condition     = length(local.long_urls) == 0
      error_message = "Client \"${var.name}\": a URL that begins with \"${join("\", \"", [for url in local.long_urls : substr(url, 0, 60)])}\" has ${join(", ", [for url in local.long_urls : length(url)])} characters; Cognito takes at most 1024. Write a shorter one, and put what changes into the state parameter."
    }

    precondition {
      condition     = length(local.wildcard_urls) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.wildcard_urls)}\" has a *, but Cognito compares URLs letter for letter, so that no request would ever match. Write each URL in full."
    }

    precondition {
      condition     = length(local.repeated.callback_urls) == 0
      error_message = "Client \"${var.name}\": callback_urls has \"${join("\", \"", local.repeated.callback_urls)}\" more than once. Write it once, or correct the entry that was meant to be another."
    }

    precondition {
      condition     = length(local.repeated.logout_urls) == 0
      error_message = "Client \"${var.name}\": logout_urls has \"${join("\", \"", local.repeated.logout_urls)}\" more than once. Write it once, or correct the entry that was meant to be another."
    }

    # CreateUserPoolClient: "The default redirect URI … is not in the callback
    # URIs list."
    precondition {
      condition     = local.machine_to_machine || var.default_redirect_uri == null || contains(local.filled.callback_urls, var.default_redirect_uri == null ? "" : var.default_redirect_uri)
      error_message = "Client \"${var.name}\": default_redirect_uri \"${var.default_redirect_uri == null ? "null" : var.default_redirect_uri}\" is not one of callback_urls. Write one of them, letter for letter, or leave it out."
    }

    # At plan, if the state has one that the configuration no longer has.
    postcondition {
      condition     = var.default_redirect_uri != null || !try(strcontains(self.default_redirect_uri, ":"), false)
      error_message = "Client \"${var.name}\": default_redirect_uri is gone, but the provider cannot take it away from the client, which keeps \"${self.default_redirect_uri}\". Write one of callback_urls (with a single one it changes nothing), or make the client anew with -replace, which gives it a new id."
    }

    # Scopes.

    # CreateUserPoolClient: "AllowedOAuthFlows and AllowedOAuthScopes are required
    # if user pool client is allowed to use OAuth flows."
    precondition {
      condition     = length(local.scopes) > 0
      error_message = "Client \"${var.name}\": scopes is empty, so the client could ask for nothing. Write for example ${local.machine_to_machine ? "[\"https://orders.example.com/read\"], a scope of a resource server: a machine-to-machine client has none by default" : "[\"openid\", \"email\"]"}."
    }

    # Quota: 50 scopes a client.
    precondition {
      condition     = length(local.scopes) <= 50
      error_message = "Client \"${var.name}\": scopes has ${length(local.scopes)} entries; Cognito takes at most 50. Write only those that the app asks for, or make a second client."
    }

    precondition {
      condition     = !contains(local.scopes, "offline_access")
      error_message = "Client \"${var.name}\": Cognito has no scope offline_access. Leave it out: ${local.machine_to_machine ? "a machine-to-machine client gets no refresh token" : "the code grant always gives a refresh token"}."
    }

    precondition {
      condition     = length(local.unknown_scopes) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.unknown_scopes)}\" is not a scope that Cognito takes: openid, email, phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a resource server in at most 256 characters. Write for example \"openid\" or \"https://orders.example.com/read\"."
    }

    # Developer guide, authorization endpoint: these three go with openid only.
    precondition {
      condition     = local.machine_to_machine || contains(local.scopes, "openid") || length(local.openid_scopes) == 0
      error_message = "Client \"${var.name}\": scopes has ${join(", ", local.openid_scopes)} without openid; Cognito gives email, phone and profile together with openid only. Write \"openid\" as well."
    }

    # Developer guide, client credentials grant: custom scopes alone.
    precondition {
      condition     = !local.machine_to_machine || length(local.user_scopes) == 0
      error_message = "Client \"${var.name}\": scopes has ${join(", ", local.user_scopes)}, which stands for a user, and a machine-to-machine client has none. Write scopes of resource servers alone, for example \"https://orders.example.com/read\"."
    }

    precondition {
      condition     = length(local.repeated.scopes) == 0
      error_message = "Client \"${var.name}\": scopes has \"${join("\", \"", local.repeated.scopes)}\" more than once. Write it once, or correct the entry that was meant to be another."
    }

    # Lifetimes.

    precondition {
      condition     = length(local.unknown_units) == 0
      error_message = "Client \"${var.name}\": ${join("; ", [for token, life in local.unknown_units : "${token}.unit is \"${life.unit}\""])}, which Cognito does not know. Write \"seconds\", \"minutes\", \"hours\" or \"days\"."
    }

    # A machine-to-machine client is told to leave refresh out altogether.
    precondition {
      condition     = local.machine_to_machine || length(local.unit_alone) == 0
      error_message = "Client \"${var.name}\": refresh.unit is \"${try(local.unit_alone[0], "")}\", but there is no refresh.validity, and its default, ${local.preset.refresh.validity}, counts ${local.preset.refresh.unit}. Write both, for example refresh = { validity = ${try(local.preset.refresh.validity * local.unit_seconds[local.preset.refresh.unit] / local.unit_seconds[local.unit_alone[0]], 1)}, unit = \"${try(local.unit_alone[0], "")}\" }."
    }

    precondition {
      condition     = length(local.broken_lives) == 0
      error_message = "Client \"${var.name}\": Cognito takes whole numbers. ${join(" ", [for token, life in local.broken_lives : "${token}.validity is ${life.validity}: write validity = ${life.seconds % 60 == 0 ? "${life.seconds / 60}, unit = \"minutes\"" : "${ceil(life.seconds)}, unit = \"seconds\""}."])}"
    }

    precondition {
      condition     = length(local.outside_limits) == 0
      error_message = "Client \"${var.name}\": ${join(" ", [for token, life in local.outside_limits : "${life.what} of ${life.validity} ${life.unit} is out of range: Cognito takes ${life.limits}. Write for example ${token} = { validity = ${life.minimum == 300 ? "60, unit = \"minutes\"" : "30, unit = \"days\""} }."])}"
    }

    precondition {
      condition     = length(local.outliving) == 0
      error_message = "Client \"${var.name}\": ${join(" ", [for token, life in local.outliving : "${life.what} lives ${life.seconds} s, longer than the refresh token that renews it, with ${coalesce(local.lifetime_seconds.refresh, 0)} s. Write a shorter ${token}.validity or a longer refresh.validity, and look at their units."])}"
    }

    # RefreshTokenRotationType, RetryGracePeriodSeconds.
    precondition {
      condition     = local.refresh.retry_grace_period_seconds >= 0 && local.refresh.retry_grace_period_seconds <= 60 && floor(local.refresh.retry_grace_period_seconds) == local.refresh.retry_grace_period_seconds
      error_message = "Client \"${var.name}\": refresh.retry_grace_period_seconds is ${local.refresh.retry_grace_period_seconds}; Cognito takes whole numbers from 0 to 60. Write for example 10, or 0 to retire the old token at once."
    }

    precondition {
      condition     = local.machine_to_machine || local.refresh.rotation || local.refresh.retry_grace_period_seconds == 0
      error_message = "Client \"${var.name}\": refresh.retry_grace_period_seconds is ${local.refresh.retry_grace_period_seconds}, but rotation is off, so no token is ever retired. Write rotation = true, or leave the grace period out."
    }

    # CreateUserPoolClient, AuthSessionValidity.
    precondition {
      condition     = var.auth_session_validity >= 3 && var.auth_session_validity <= 15 && floor(var.auth_session_validity) == var.auth_session_validity
      error_message = "Client \"${var.name}\": auth_session_validity is ${var.auth_session_validity}; Cognito takes whole numbers of minutes from 3 to 15. Write for example 3."
    }

    # Sign-in.

    # CreateUserPoolClient: "ALLOW_REFRESH_TOKEN_AUTH is not a permitted
    # ExplicitAuthFlow when refresh token rotation is enabled."
    precondition {
      condition     = !contains(var.explicit_auth_flows, "ALLOW_REFRESH_TOKEN_AUTH")
      error_message = "Client \"${var.name}\": explicit_auth_flows has ALLOW_REFRESH_TOKEN_AUTH, which Cognito refuses when refresh tokens rotate and which is set here exactly when they do not. Leave it out, and write refresh = { rotation = true } or { rotation = false }."
    }

    # CreateUserPoolClient: "Auth flow name with prefix 'ALLOW' cannot be used
    # with legacy auth flow names."
    precondition {
      condition     = length(local.legacy_flows_set) == 0
      error_message = "Client \"${var.name}\": explicit_auth_flows has ${join(", ", local.legacy_flows_set)}, an old name that Cognito refuses beside the new ones. Write ${join(", ", [for flow in local.legacy_flows_set : local.legacy_flows[flow]])}."
    }

    precondition {
      condition     = length(local.unknown_flows) == 0
      error_message = "Client \"${var.name}\": explicit_auth_flows has \"${join("\", \"", local.unknown_flows)}\", which Cognito does not know. Write ${join(", ", slice(local.flows, 0, 4))} or ${local.flows[4]}."
    }

    # Developer guide, app client terms: "you must assign at least one". A
    # machine-to-machine client is told to leave it out.
    precondition {
      condition     = local.machine_to_machine || length(var.supported_identity_providers) > 0
      error_message = "Client \"${var.name}\": supported_identity_providers is empty, so nobody could sign in. Write [\"COGNITO\"] for users of the pool, the names of other providers, or both."
    }

    # ProviderNameType.
    precondition {
      condition     = length(local.long_identity_providers) == 0
      error_message = "Client \"${var.name}\": supported_identity_providers has \"${join("\", \"", local.long_identity_providers)}\"; the name of a provider has 1 to 32 characters. Write \"COGNITO\" or the name of a provider of the pool."
    }

    # PreventUserExistenceErrorTypes.
    precondition {
      condition     = contains(["ENABLED", "LEGACY"], var.prevent_user_existence_errors)
      error_message = "Client \"${var.name}\": prevent_user_existence_errors is \"${var.prevent_user_existence_errors}\", which Cognito does not know. Write \"ENABLED\", or \"LEGACY\" to tell an unknown user from a wrong password."
    }

    # Attributes.

    # hashicorp/terraform-provider-aws #28684.
    precondition {
      condition     = var.read_attributes == null || length(local.lists.read_attributes) > 0
      error_message = "Client \"${var.name}\": read_attributes is empty, which Cognito reads as every attribute. Name at least one, for example [\"email\"], or leave it out for all."
    }

    precondition {
      condition     = var.write_attributes == null || length(local.lists.write_attributes) > 0
      error_message = "Client \"${var.name}\": write_attributes is empty, which Cognito reads as every attribute. Name at least one that the user may change, for example [\"locale\"], or leave it out for all."
    }

    precondition {
      condition     = length(local.unknown_attributes) == 0
      error_message = "Client \"${var.name}\": \"${join("\", \"", local.unknown_attributes)}\" is not an attribute of a user. Write a standard one such as \"given_name\", or \"custom:NAME\", 20 characters at most, for one of the pool's own."
    }

    precondition {
      condition     = length(local.unwritable_attributes) == 0
      error_message = "Client \"${var.name}\": write_attributes has ${join(", ", local.unwritable_attributes)}, which Cognito lets no client write. Leave it out: a user changes email_verified and phone_number_verified by confirming a code."
    }

    precondition {
      condition     = length(local.unreadable_scopes) == 0
      error_message = "Client \"${var.name}\": scopes has ${join(", ", local.unreadable_scopes)}, but read_attributes does not have ${join(", ", [for scope in local.unreadable_scopes : local.scope_attributes[scope][0]])}, so that the scope would give nothing. Write the attribute as well, or leave the scope out."
    }
  }
}
