# The rules that a client must obey, because Cognito or the provider would reject
# it at apply, or because it could not work. They are preconditions and not
# validations of the variables: a precondition can name the client, and reports
# all errors at once. Each rule has its message tested in test/testdata/rejected.

locals {
  # The path of this client's input, which begins each message.
  input = coalesce(var.input_path, "clients.${var.name}")

  errors = {
    for group, rules in local.rules : group => [
      for rule in rules : "${local.input}.${rule.path}: ${rule.problem}. ${rule.fix}." if rule.broken
    ]
  }

  rules = {
    nulls = [for name in local.lists_with_null : {
      broken  = true
      path    = name
      problem = "an entry is null"
      fix     = "Write the missing value, or remove the entry, for example with compact()"
    }]

    client = [
      {
        broken  = !contains(keys(local.presets), var.application_type)
        path    = "application_type"
        problem = "\"${var.application_type}\" is not an application type"
        fix     = "Write \"web\", \"single-page\", \"native\" or \"machine-to-machine\""
      },
      {
        # RFC 6749 section 2.1, RFC 8252 section 8.5.
        broken  = contains(["single-page", "native"], var.application_type) && local.generate_secret
        path    = "generate_secret"
        problem = "a ${var.application_type} app cannot keep a secret, because everyone who has the app can read it"
        fix     = "Remove generate_secret, or write application_type = \"web\" for an app whose server keeps the secret"
      },
      {
        # CreateUserPoolClient: "client_credentials flow can not be selected if
        # client does not have a client secret."
        broken  = local.machine_to_machine && !local.generate_secret
        path    = "generate_secret"
        problem = "a machine-to-machine client authenticates with its secret, and this one has none"
        fix     = "Remove generate_secret"
      },
      {
        # CreateUserPoolClient, EnablePropagateAdditionalUserContextData.
        broken  = var.enable_propagate_additional_user_context_data && !local.generate_secret
        path    = "enable_propagate_additional_user_context_data"
        problem = "Cognito accepts user context only from a client with a secret, and this one has none"
        fix     = "Remove it, or write application_type = \"web\" without generate_secret for an app with a server"
      },
      {
        # CreateUserPoolClient, AuthSessionValidity.
        broken = (
          var.auth_session_validity < 3 || var.auth_session_validity > 15 ||
          floor(var.auth_session_validity) != var.auth_session_validity
        )
        path    = "auth_session_validity"
        problem = "${var.auth_session_validity} is not a whole number of minutes from 3 to 15"
        fix     = "Write for example 3"
      },
      {
        # PreventUserExistenceErrorTypes.
        broken  = !contains(["ENABLED", "LEGACY"], var.prevent_user_existence_errors)
        path    = "prevent_user_existence_errors"
        problem = "Cognito does not know \"${var.prevent_user_existence_errors}\""
        fix     = "Write \"ENABLED\", or \"LEGACY\" to return different errors for an unknown user and a wrong password"
      },
    ]

    machine_to_machine = concat(
      [for path in local.sign_in_set : {
        broken  = local.machine_to_machine
        path    = path
        problem = "a machine-to-machine client does not sign users in"
        fix     = "Remove ${path}, or write application_type = \"web\""
      }],
      # RFC 6749 section 4.4.3.
      [for field, value in var.refresh : {
        broken  = local.machine_to_machine && value != null
        path    = "refresh.${field}"
        problem = "a machine-to-machine client gets no refresh token"
        fix     = "Remove refresh: the client requests a new access token instead"
      }],
    )

    # These rules count entries, so they apply even if the entries are unknown.
    lengths = [
      {
        # CreateUserPoolClient: "CallbackUrls can not be empty when code flow or
        # implicit flow is selected".
        broken  = !local.machine_to_machine && length(var.callback_urls) == 0
        path    = "callback_urls"
        problem = "the list is empty, so Cognito cannot return a code"
        fix     = "Write for example [\"https://app.example.com/callback\"]"
      },
      {
        # Quota: callback URLs of a client.
        broken  = length(var.callback_urls) > 100
        path    = "callback_urls"
        problem = "the list has ${length(var.callback_urls)} entries, and Cognito accepts at most 100"
        fix     = "Write only the URLs that the app uses, or create a second client"
      },
      {
        # Quota: logout URLs of a client.
        broken  = length(var.logout_urls) > 100
        path    = "logout_urls"
        problem = "the list has ${length(var.logout_urls)} entries, and Cognito accepts at most 100"
        fix     = "Write only the URLs that the app uses, or create a second client"
      },
      {
        # CreateUserPoolClient: "AllowedOAuthFlows and AllowedOAuthScopes are
        # required if user pool client is allowed to use OAuth flows."
        broken  = length(local.scopes) == 0 && !local.machine_to_machine
        path    = "scopes"
        problem = "the list is empty, so the client cannot request anything"
        fix     = "Write for example [\"openid\", \"email\"]"
      },
      {
        broken  = length(local.scopes) == 0 && local.machine_to_machine
        path    = "scopes"
        problem = "the list is empty, which is the default of a machine-to-machine client"
        fix     = "Write scopes of resource servers, for example [\"https://orders.example.com/read\"]"
      },
      {
        # Quota: scopes of a client.
        broken  = length(local.scopes) > 50
        path    = "scopes"
        problem = "the list has ${length(local.scopes)} entries, and Cognito accepts at most 50"
        fix     = "Write only the scopes that the app requests, or create a second client"
      },
      {
        # Developer guide, app client terms: "you must assign at least one". The
        # rules of machine-to-machine clients have their own message.
        broken  = !local.machine_to_machine && length(var.supported_identity_providers) == 0
        path    = "supported_identity_providers"
        problem = "the list is empty, so no user can sign in"
        fix     = "Write [\"COGNITO\"] for users of the pool, the names of other providers, or both"
      },
      {
        # hashicorp/terraform-provider-aws #28684.
        broken  = var.read_attributes != null && length(local.lists.read_attributes) == 0
        path    = "read_attributes"
        problem = "the list is empty, and Cognito reads an empty list as every attribute"
        fix     = "Write at least one, for example [\"email\"], or remove the list to allow every attribute"
      },
      {
        broken  = var.write_attributes != null && length(local.lists.write_attributes) == 0
        path    = "write_attributes"
        problem = "the list is empty, and Cognito reads an empty list as every attribute"
        fix     = "Write at least one, for example [\"locale\"], or remove the list to allow every attribute"
      },
    ]

    urls = concat(
      flatten([for list in ["callback_urls", "logout_urls"] : [for rule in local.url_rules : {
        broken  = length(setintersection(local.filled[list], rule.urls)) > 0
        path    = list
        problem = "\"${join("\", \"", setintersection(local.filled[list], rule.urls))}\" ${rule.problem}"
        fix     = rule.fix
      }]]),
      flatten([for list in ["callback_urls", "logout_urls"] : [for url in local.filled[list] : {
        # RedirectUrlType.
        broken  = length(url) > 1024
        path    = list
        problem = "the URL \"${substr(url, 0, 60)}…\" has ${length(url)} characters, and Cognito accepts at most 1024"
        fix     = "Write a shorter URL, and pass the variable part in the parameter state"
      }]]),
      [for list in ["callback_urls", "logout_urls"] : {
        broken  = length(local.repeated[list]) > 0
        path    = list
        problem = "\"${join("\", \"", local.repeated[list])}\" is in the list more than once"
        fix     = "Write it once, or correct one of the entries"
      }],
      [{
        # CreateUserPoolClient: "The default redirect URI … is not in the callback
        # URIs list."
        broken = !local.machine_to_machine && length([
          for url in var.default_redirect_uri[*] : url if !contains(local.filled.callback_urls, url)
        ]) > 0
        path    = "default_redirect_uri"
        problem = "\"${join("", var.default_redirect_uri[*])}\" is not in callback_urls"
        fix     = "Write one of callback_urls, character for character, or remove default_redirect_uri"
      }],
    )

    scopes = [
      {
        broken  = contains(local.filled.scopes, "offline_access") && !local.machine_to_machine
        path    = "scopes"
        problem = "Cognito has no scope offline_access"
        fix     = "Remove it: the code grant always returns a refresh token"
      },
      {
        broken  = contains(local.filled.scopes, "offline_access") && local.machine_to_machine
        path    = "scopes"
        problem = "Cognito has no scope offline_access"
        fix     = "Remove it: a machine-to-machine client gets no refresh token"
      },
      {
        broken  = length(local.unknown_scopes) > 0
        path    = "scopes"
        problem = "\"${join("\", \"", [for scope in local.unknown_scopes : substr(scope, 0, 80)])}\" is not a scope"
        fix = join(" ", [
          "Use openid, email, phone, profile, aws.cognito.signin.user.admin,",
          "or IDENTIFIER/NAME of a resource server in at most 256 characters",
        ])
      },
      {
        # Developer guide, authorization endpoint: these three require openid.
        broken  = !local.machine_to_machine && !contains(local.filled.scopes, "openid") && length(local.openid_scopes) > 0
        path    = "scopes"
        problem = "Cognito accepts ${join(", ", local.openid_scopes)} only together with openid"
        fix     = "Add \"openid\""
      },
      {
        # Developer guide, client credentials grant: custom scopes only.
        broken  = local.machine_to_machine && length(local.user_scopes) > 0
        path    = "scopes"
        problem = "${join(", ", local.user_scopes)} requires a user, and a machine-to-machine client has none"
        fix     = "Write only scopes of resource servers, for example \"https://orders.example.com/read\""
      },
      {
        broken  = length(local.repeated.scopes) > 0
        path    = "scopes"
        problem = "\"${join("\", \"", local.repeated.scopes)}\" is in the list more than once"
        fix     = "Write it once, or correct one of the entries"
      },
      {
        broken  = length(local.unreadable_scopes) > 0
        path    = "scopes"
        problem = "the client cannot read the attributes of ${join(", ", local.unreadable_scopes)}, so the scope has no effect"
        fix     = "Add ${join(", ", local.unreadable_attributes)} to read_attributes, or remove the scope"
      },
    ]

    lifetimes = concat(
      [for token, life in local.lifetimes : {
        broken  = !contains(keys(local.unit_seconds), life.unit)
        path    = "${token}.unit"
        problem = "\"${life.unit}\" is not a unit"
        fix     = "Write \"seconds\", \"minutes\", \"hours\" or \"days\""
      }],
      # A rule of its own tells machine-to-machine clients to remove refresh.
      [for unit in local.unit_alone : {
        broken = !local.machine_to_machine
        path   = "refresh.unit"
        problem = join(" ", [
          "\"${unit}\" is set without refresh.validity,",
          "and the default is validity = ${local.preset.refresh.validity}, unit = \"${local.preset.refresh.unit}\"",
        ])
        fix = join("", [
          "Write both, for example refresh = { validity = ",
          local.preset.refresh.validity * local.unit_seconds[local.preset.refresh.unit] / local.unit_seconds[unit],
          ", unit = \"${unit}\" }",
        ])
      }],
      [for token, life in local.known_lives : {
        broken  = floor(life.validity) != life.validity
        path    = "${token}.validity"
        problem = "${life.validity} is not a whole number"
        fix     = "Write validity = ${life.whole.validity}, unit = \"${life.whole.unit}\""
      }],
      [for token, life in local.known_lives : {
        broken  = life.seconds < life.minimum || life.seconds > life.maximum
        path    = "${token}.validity"
        problem = "${life.validity} ${life.unit} is out of range; Cognito accepts ${life.limits}"
        fix     = "Write for example ${life.example}"
      }],
      # CreateUserPoolClient: "Access and Id Token expiration times must be less
      # than or equal to refresh token expiration times."
      [for token, life in local.known_lives : {
        broken  = token != "refresh" && life.seconds > try(local.known_lives["refresh"].seconds, life.seconds)
        path    = "${token}.validity"
        problem = "${life.seconds} seconds is longer than the refresh token is valid, ${local.refresh_seconds} seconds"
        fix     = "Write a shorter ${token}.validity or a longer refresh.validity, and check their units"
      }],
      [
        {
          # RefreshTokenRotationType, RetryGracePeriodSeconds.
          broken  = local.grace_period < 0 || local.grace_period > 60 || floor(local.grace_period) != local.grace_period
          path    = "refresh.retry_grace_period_seconds"
          problem = "${local.grace_period} is not a whole number from 0 to 60"
          fix     = "Write for example 10, or 0 to retire the old token at once"
        },
        {
          broken  = !local.machine_to_machine && !local.refresh.rotation && local.grace_period != 0
          path    = "refresh.retry_grace_period_seconds"
          problem = "a grace period of ${local.grace_period} has no effect, because Cognito retires no token when rotation is off"
          fix     = "Write rotation = true, or remove the grace period"
        },
      ],
    )

    sign_in = [
      {
        # CreateUserPoolClient: "ALLOW_REFRESH_TOKEN_AUTH is not a permitted
        # ExplicitAuthFlow when refresh token rotation is enabled."
        broken  = contains(local.filled.explicit_auth_flows, "ALLOW_REFRESH_TOKEN_AUTH")
        path    = "explicit_auth_flows"
        problem = "refresh.rotation already decides ALLOW_REFRESH_TOKEN_AUTH, which Cognito rejects together with rotation"
        fix     = "Remove it, and write refresh = { rotation = true } or { rotation = false }"
      },
      {
        # CreateUserPoolClient: "Auth flow name with prefix 'ALLOW' cannot be used
        # with legacy auth flow names."
        broken  = length(local.legacy_flows_set) > 0
        path    = "explicit_auth_flows"
        problem = "Cognito rejects the legacy name ${join(", ", local.legacy_flows_set)} beside the current ones"
        fix     = "Write ${join(", ", [for flow in local.legacy_flows_set : local.legacy_flows[flow]])}"
      },
      {
        broken  = length(local.unknown_flows) > 0
        path    = "explicit_auth_flows"
        problem = "\"${join("\", \"", local.unknown_flows)}\" is not a sign-in flow"
        fix     = "Use ${join(", ", local.flows)}"
      },
      {
        # ProviderNameType.
        broken  = length(local.long_identity_providers) > 0
        path    = "supported_identity_providers"
        problem = "\"${join("\", \"", local.long_identity_providers)}\" is not a provider name of 1 to 32 characters"
        fix     = "Write \"COGNITO\" or the name of an identity provider of the pool"
      },
    ]

    attributes = concat(
      [for list in ["read_attributes", "write_attributes"] : {
        broken  = length(local.unknown_attributes[list]) > 0
        path    = list
        problem = "\"${join("\", \"", local.unknown_attributes[list])}\" is not an attribute of a user"
        fix     = "Write a standard attribute such as \"given_name\", or \"custom:NAME\" with a NAME of at most 20 characters"
      }],
      [{
        # "Invalid write attributes specified while creating a client".
        broken  = length(local.unwritable_attributes) > 0
        path    = "write_attributes"
        problem = "no client can write ${join(", ", local.unwritable_attributes)}"
        fix     = "Remove it: a user changes email_verified and phone_number_verified by confirming a code"
      }],
    )
  }
}
