# The modules declare the inputs. `make inputs` copies the type, the default and the
# description of each input of modules/user-pool, and composes the objects of
# clients, resource_servers, identity_providers and groups. By hand are only the
# order, the first lines of those four, the inputs of the domain, and
# identity_provider_secrets.

variable "name" {
  description = <<-EOT
    Name of the user pool.
    Before hashicorp/aws 6.6, changing it replaces the pool, and every user is lost; from 6.6 it changes in place.
  EOT
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = <<-EOT
    First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account in the region may use it.
    Changing it replaces the domain. Null is allowed only with a custom_domain.
  EOT
  type        = string
  default     = null
}

variable "clients" {
  description = <<-EOT
    App clients, keyed by a name of your own; the outputs use the same keys. Renaming a key replaces its client.
    - `name`: name of the client. By default the key.
    - `application_type`: kind of application: web, single-page, native or machine-to-machine.
      It decides the grant, and the defaults of generate_secret and refresh.
      A web app has a server that keeps a secret. Single-page and native apps have no secret, use PKCE and rotate refresh tokens.
      A machine-to-machine client uses client credentials and has no user.
    - `callback_urls`: URLs to which Cognito may send the browser with a code: https, http on localhost, or an app's own scheme.
      A redirect_uri must equal one of them, character for character.
      Required, except for machine-to-machine clients, which have none.
    - `logout_urls`: URLs to which Cognito may send the browser when a session ends.
      A logout_uri must equal one of them, character for character.
    - `default_redirect_uri`:
      the one of callback_urls that Cognito uses for a request without redirect_uri, if the client has one identity provider.
      It can be changed but not removed: the provider keeps the old one.
    - `scopes`: scopes that the client may request: openid, email, phone, profile, aws.cognito.signin.user.admin,
      aws.cognito/dcr/register, and IDENTIFIER/NAME.
      IDENTIFIER/NAME is a scope of a resource server.
      By default openid and email; a machine-to-machine client must name scopes of resource servers.
    - `supported_identity_providers`:
      identity providers through which users may sign in: COGNITO for the users of the pool, and the names of others.
    - `generate_secret`:
      whether the client is confidential, with a secret that its server keeps, or public, with PKCE. By default as application_type says.
      Cognito can neither add nor remove a secret, so a plan that changes it fails.
    - `access_token`: how long an access token is valid: 5 minutes to 1 day, and no longer than the refresh token.
      `unit` is seconds, minutes, hours or days.
    - `id_token`: how long an ID token is valid: 5 minutes to 1 day, and no longer than the refresh token.
      `unit` is seconds, minutes, hours or days.
    - `refresh`: how the client's sessions are renewed. By default as application_type says; machine-to-machine clients have none.
      - `validity`, `unit`: how long a refresh token is valid, 1 hour to 10 years (3650 days). A rotated token inherits the remaining time.
      - `rotation`: whether each refresh returns a new refresh token and retires the old one. It decides the flow ALLOW_REFRESH_TOKEN_AUTH.
      - `retry_grace_period_seconds`: how long a retired token still works, 0 to 60.
      - `revocation`: whether the app can revoke a refresh token and the access tokens issued with it.
    - `auth_session_validity`: minutes that a sign-in through the API may take from one challenge to the next, 3 to 15.
    - `explicit_auth_flows`: sign-in flows of the API in addition to ALLOW_USER_SRP_AUTH, which is always allowed.
      `refresh.rotation` decides ALLOW_REFRESH_TOKEN_AUTH.
    - `read_attributes`:
      attributes that the client may read and that its ID tokens may contain; custom:NAME for a custom one. By default every attribute.
      The list cannot be empty: Cognito reads an empty list as every attribute.
    - `write_attributes`:
      attributes that the client, and so its user, may change, in addition to those that the pool requires; custom:NAME for a custom one.
      By default every attribute, also one on which an API bases decisions.
      The list cannot be empty: Cognito reads an empty list as every attribute.
    - `prevent_user_existence_errors`:
      ENABLED returns the same error for an unknown user and a wrong password; LEGACY returns different ones.
    - `enable_propagate_additional_user_context_data`:
      whether the app's server may send the user's IP address and device, for threat protection. Requires a secret.
  EOT
  type = map(object({
    name                         = optional(string)
    application_type             = optional(string, "web")
    callback_urls                = optional(list(string), [])
    logout_urls                  = optional(list(string), [])
    default_redirect_uri         = optional(string)
    scopes                       = optional(list(string))
    supported_identity_providers = optional(list(string), ["COGNITO"])
    generate_secret              = optional(bool)
    access_token = optional(object({
      validity = optional(number, 60)
      unit     = optional(string, "minutes")
    }), {})
    id_token = optional(object({
      validity = optional(number, 60)
      unit     = optional(string, "minutes")
    }), {})
    refresh = optional(object({
      validity                   = optional(number)
      unit                       = optional(string)
      rotation                   = optional(bool)
      retry_grace_period_seconds = optional(number)
      revocation                 = optional(bool)
    }), {})
    auth_session_validity                         = optional(number, 3)
    explicit_auth_flows                           = optional(list(string), [])
    read_attributes                               = optional(set(string))
    write_attributes                              = optional(set(string))
    prevent_user_existence_errors                 = optional(string, "ENABLED")
    enable_propagate_additional_user_context_data = optional(bool, false)
  }))
  nullable = false

  validation {
    condition = alltrue([for key, value in var.clients : key != "" && value != null])
    error_message = join(" ", [
      "clients: an entry has an empty key or is null.",
      "Write for example web = { callback_urls = [\"https://app.example.com/callback\"] }, or remove the entry.",
    ])
  }
}

variable "custom_domain" {
  description = <<-EOT
    A domain of your own for the login pages, in addition to the prefix or instead of it.
    - `name`: the host name, such as login.example.com. Changing it replaces the domain.
    - `certificate_arn`: an ACM certificate in us-east-1.
    - `route53`: creates the alias records in the hosted zone `zone_id`.
  EOT
  type = object({
    name            = string
    certificate_arn = string
    route53         = optional(object({ zone_id = string }))
  })
  default = null
}

variable "managed_login_version" {
  description = <<-EOT
    Pages that the domain serves: 1 is the classic hosted UI, 2 is managed login.
    Version 2 shows no page to a client without a branding style; see modules/managed-login-branding.
  EOT
  type        = number
  default     = 1
  nullable    = false
}

variable "resource_servers" {
  description = <<-EOT
    APIs whose scopes clients can request, keyed by identifier, by convention the URL of the API.
    Changing the identifier replaces the resource server.
    - `name`: name that the console shows. By default the identifier without its scheme.
      Before hashicorp/aws 6.6, changing it replaces the resource server.
    - `scopes`: scopes of the API: scope name => description. A client requests a scope as IDENTIFIER/NAME.
  EOT
  type = map(object({
    name   = optional(string)
    scopes = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for key, value in var.resource_servers : key != "" && value != null])
    error_message = join(" ", [
      "resource_servers: an entry has an empty key or is null.",
      "Write for example \"https://orders.example.com\" = { scopes = { read = \"Read orders\" } }, or remove the entry.",
    ])
  }
}

variable "identity_providers" {
  description = <<-EOT
    Identity providers through which users can sign in, keyed by provider name, which for a social provider is its type.
    Each secret belongs in `identity_provider_secrets`. Renaming a key replaces the provider.
    - `type`: OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple. Changing it replaces the provider.
    - `client_id`: client id of the user pool at the provider. Every type except SAML requires it.
    - `authorize_scopes`: scopes that the user pool requests from the provider.
      Every type except SAML requires at least one, and OIDC requires openid.
    - `oidc`: for type OIDC: `issuer` is its URL, without a slash at the end; `attributes_request_method` is GET or POST.
      The other URLs are required only if the issuer has no discovery document.
    - `saml`: for type SAML: `metadata_url`, or `metadata_file` with the XML itself.
      `sign_out` ends the session at the provider too. `idp_initiated` accepts responses without a request.
      `encrypted_responses` rejects plain-text responses. `request_signing_algorithm`, rsa-sha256, signs requests.
    - `apple`: for type SignInWithApple: the team that owns the services id, and the id of the private key.
    - `facebook_api_version`:
      for type Facebook: version of the Graph API. By default v17.0, the version in the example of Amazon's API reference.
    - `attribute_mapping`: attribute of the user pool => attribute or claim of the provider. By default Cognito maps username itself.
      A custom attribute is written custom:NAME and must be mutable.
    - `idp_identifiers`:
      other names that a request to /oauth2/authorize may pass as idp_identifier; for SAML also the domains of email addresses.
      Each identifier belongs to one provider of the pool.
  EOT
  type = map(object({
    type             = string
    client_id        = optional(string)
    authorize_scopes = optional(list(string), [])
    oidc = optional(object({
      issuer                    = string
      attributes_request_method = optional(string, "GET")
      authorize_url             = optional(string)
      token_url                 = optional(string)
      attributes_url            = optional(string)
      jwks_uri                  = optional(string)
    }))
    saml = optional(object({
      metadata_url              = optional(string)
      metadata_file             = optional(string)
      sign_out                  = optional(bool, false)
      idp_initiated             = optional(bool, false)
      encrypted_responses       = optional(bool, false)
      request_signing_algorithm = optional(string)
    }))
    apple = optional(object({
      team_id = string
      key_id  = string
    }))
    facebook_api_version = optional(string)
    attribute_mapping    = optional(map(string), {})
    idp_identifiers      = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for key, value in var.identity_providers : key != "" && value != null])
    error_message = join(" ", [
      "identity_providers: an entry has an empty key or is null.",
      "Write for example Company = { type = \"OIDC\" }, or remove the entry.",
    ])
  }
}

variable "identity_provider_secrets" {
  description = <<-EOT
    Secrets of the identity providers: key of `identity_providers` => client secret, or for SignInWithApple the private key.
  EOT
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "groups" {
  description = <<-EOT
    Groups of users, keyed by name; a token contains the groups of its user.
    Renaming a key replaces the group, which loses its members.
    - `description`: purpose of the group.
    - `precedence`: rank of the group: the group of a user with the lowest number decides the claim cognito:preferred_role.
      Groups without a precedence rank last.
    - `role_arn`: ARN of the IAM role that members may assume through an identity pool, in the account of the user pool.
      It can be changed but not removed: the provider then sends an empty ARN, which Cognito rejects.
  EOT
  type = map(object({
    description = optional(string)
    precedence  = optional(number)
    role_arn    = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([for key, value in var.groups : key != "" && value != null])
    error_message = join(" ", [
      "groups: an entry has an empty key or is null.",
      "Write for example support = {}, or remove the entry.",
    ])
  }
}

variable "sign_in" {
  description = <<-EOT
    How users sign in. Changing one of the first two replaces the pool, and every user is lost.
    - `username_attributes`: attributes that are the username: email, phone_number or both. [] means plain usernames.
    - `alias_attributes`: attributes with which a user may sign in beside a plain username: email, phone_number, preferred_username.
    - `case_sensitive`: whether Ann and ann are two users. Cognito cannot change it, so a plan that does fails.
    - `allowed_first_auth_factors`: factors that can begin a sign-in: always PASSWORD, and EMAIL_OTP, SMS_OTP or WEB_AUTHN (passkeys).
    - `passkey`: for WEB_AUTHN. `relying_party_id` is the domain that passkeys belong to, by default the domain of the pool.
      `user_verification` is preferred or required.
  EOT
  type = object({
    username_attributes        = optional(set(string), ["email"])
    alias_attributes           = optional(set(string), [])
    case_sensitive             = optional(bool, false)
    allowed_first_auth_factors = optional(set(string), ["PASSWORD"])
    passkey = optional(object({
      relying_party_id  = optional(string)
      user_verification = optional(string, "preferred")
    }))
  })
  default  = {}
  nullable = false
}

variable "attributes" {
  description = <<-EOT
    Attributes of a user, keyed by name without "custom:".
    A standard name such as given_name is a standard attribute, which has a type of its own; every other name is a custom attribute.
    Attributes can be added, but Cognito can neither change nor remove them, and rejects a plan that does when it is applied.
    - `type`: String, Number, DateTime or Boolean.
    - `mutable`: whether the value can change once it is set.
    - `required`: whether a user must have a value. Only for standard attributes.
    - `min_length`, `max_length`: for a String, by default 0 and 2048.
    - `min_value`, `max_value`: for a Number, by default no limits.
  EOT
  type = map(object({
    type       = optional(string, "String")
    mutable    = optional(bool, true)
    required   = optional(bool, false)
    min_length = optional(number)
    max_length = optional(number)
    min_value  = optional(number)
    max_value  = optional(number)
  }))
  default  = {}
  nullable = false
}

variable "password_policy" {
  description = <<-EOT
    Rules for passwords.
    - `password_history_size`: how many earlier passwords a new one must differ from, 0 to 24.
    - `temporary_password_validity_days`: for how many days an invited user can use the temporary password.
  EOT
  type = object({
    minimum_length                   = optional(number, 12)
    require_lowercase                = optional(bool, true)
    require_uppercase                = optional(bool, true)
    require_numbers                  = optional(bool, true)
    require_symbols                  = optional(bool, true)
    password_history_size            = optional(number, 0)
    temporary_password_validity_days = optional(number, 7)
  })
  default  = {}
  nullable = false
}

variable "mfa" {
  description = <<-EOT
    Multi-factor authentication.
    - `configuration`: OFF, OPTIONAL (a user may set it up) or ON (every user must).
    - `software_token`: whether an authenticator app (TOTP) is a factor. By default yes, unless `configuration` is OFF.
    - `sms_message`: text of the SMS with the code, {####}. It makes SMS a factor and requires `sms`.
    - `email`: `subject` and `message` of the email with the code, {####}. It makes email a factor and requires `email`,
      and an `account_recovery` that is not email alone.
  EOT
  type = object({
    configuration  = optional(string, "OFF")
    software_token = optional(bool)
    sms_message    = optional(string)
    email = optional(object({
      subject = string
      message = string
    }))
  })
  default  = {}
  nullable = false
}

variable "account_recovery" {
  description = <<-EOT
    How users who forgot their password get a code, by priority: verified_email, verified_phone_number.
    admin_only, alone, means that only an administrator can reset it.
  EOT
  type        = list(string)
  default     = ["verified_email"]
  nullable    = false
}

variable "admin_create_user" {
  description = <<-EOT
    How users are created.
    - `only`: whether only an administrator can create users. With false, anyone who reaches the login page can sign up.
    - `email_subject`, `email_message`, `sms_message`: the invitation. A message must contain {username} and {####}, the temporary password.
      Once one of them is set, Cognito's own text is the default of the others.
  EOT
  type = object({
    only          = optional(bool, true)
    email_subject = optional(string)
    email_message = optional(string)
    sms_message   = optional(string)
  })
  default  = {}
  nullable = false
}

variable "verification" {
  description = <<-EOT
    How Cognito verifies that an email address or a phone number belongs to the user.
    - `auto_verified_attributes`: attributes that are verified at sign-up: email, phone_number. phone_number requires `sms`.
    - `required_before_update`: those whose new value must be verified before it replaces the old one.
    - `default_email_option`: CONFIRM_WITH_CODE, or CONFIRM_WITH_LINK, which requires a domain of the pool.
    - `email_subject`, `email_message`: the email with a code; the message must contain {####}.
    - `email_subject_by_link`, `email_message_by_link`: the email with a link; the message must contain {##text of the link##}.
    - `sms_message`: the SMS with a code, which must contain {####}.
  EOT
  type = object({
    auto_verified_attributes = optional(set(string), ["email"])
    required_before_update   = optional(set(string), [])
    default_email_option     = optional(string, "CONFIRM_WITH_CODE")
    email_subject            = optional(string)
    email_message            = optional(string)
    email_subject_by_link    = optional(string)
    email_message_by_link    = optional(string)
    sms_message              = optional(string)
  })
  default  = {}
  nullable = false
}

variable "email" {
  description = <<-EOT
    Verified Amazon SES identity that sends email. null means Cognito's own sender, which sends at most 50 emails a day.
    - `source_arn`: ARN of the identity, in the region of the pool or in one that Cognito offers beside it.
    - `from_email_address`: the sender, ann@example.com or Ann <ann@example.com>. Required if the identity is a domain.
    - `reply_to_email_address`: address for replies.
    - `configuration_set`: SES configuration set of the messages.
  EOT
  type = object({
    source_arn             = string
    from_email_address     = optional(string)
    reply_to_email_address = optional(string)
    configuration_set      = optional(string)
  })
  default = null
}

variable "sms" {
  description = <<-EOT
    How SMS messages are sent; null sends none.
    - `sns_caller_arn`: ARN of the IAM role with which Cognito publishes through SNS.
    - `external_id`: external id that the role's trust policy requires.
    - `sns_region`: region of SNS, by default the one that Cognito offers for the pool.
    While mfa.configuration is OFF and phone_number is in verification.auto_verified_attributes, a change requires two applies:
    one without phone_number, and one with the change and phone_number again (hashicorp/terraform-provider-aws #28294).
  EOT
  type = object({
    sns_caller_arn = string
    external_id    = string
    sns_region     = optional(string)
  })
  default = null
}

variable "lambda_triggers" {
  description = <<-EOT
    ARNs of the Lambda triggers that Cognito calls, in the region of the pool.
    Each function requires an aws_lambda_permission for cognito-idp.amazonaws.com.
    - `pre_token_generation`: `lambda_version` is V1_0 (ID tokens), V2_0 (access tokens too) or V3_0 (machine-to-machine too).
      V2_0 and V3_0 require the ESSENTIALS tier.
    - `custom_email_sender`, `custom_sms_sender`: send messages in place of Cognito.
      Cognito encrypts the codes with the KMS key `kms_key_id`, which is its ARN.
  EOT
  type = object({
    pre_sign_up                    = optional(string)
    post_confirmation              = optional(string)
    pre_authentication             = optional(string)
    post_authentication            = optional(string)
    custom_message                 = optional(string)
    user_migration                 = optional(string)
    define_auth_challenge          = optional(string)
    create_auth_challenge          = optional(string)
    verify_auth_challenge_response = optional(string)
    pre_token_generation = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V2_0")
    }))
    custom_email_sender = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V1_0")
    }))
    custom_sms_sender = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V1_0")
    }))
    kms_key_id = optional(string)
  })
  default  = {}
  nullable = false
}

variable "device_configuration" {
  description = <<-EOT
    Whether Cognito remembers devices; null turns it off.
    - `challenge_required_on_new_device`: a remembered device may replace the second factor.
    - `device_only_remembered_on_user_prompt`: only devices that the user accepts are remembered.
  EOT
  type = object({
    challenge_required_on_new_device      = optional(bool, false)
    device_only_remembered_on_user_prompt = optional(bool, false)
  })
  default = null
}

variable "user_pool_tier" {
  description = <<-EOT
    Feature plan of the pool: LITE, ESSENTIALS or PLUS.
    Passwordless sign-in, email MFA, password history and access token customization require ESSENTIALS.
    So does refresh token rotation, as AWS announced it. Threat protection requires PLUS.
  EOT
  type        = string
  default     = "ESSENTIALS"
  nullable    = false
}

variable "threat_protection" {
  description = <<-EOT
    Threat protection, for the PLUS tier; null turns it off.
    - `advanced_security_mode`: AUDIT records risks, ENFORCED acts on them, OFF excludes standard sign-in.
    - `custom_auth_mode`: AUDIT or ENFORCED for custom authentication flows as well.
  EOT
  type = object({
    advanced_security_mode = optional(string, "AUDIT")
    custom_auth_mode       = optional(string)
  })
  default = null
}

variable "deletion_protection" {
  description = <<-EOT
    ACTIVE keeps the pool and its users from being deleted; INACTIVE allows a destroy.
    To destroy a protected pool, apply INACTIVE first.
    Otherwise the destroy deletes the domain, the clients and the resource servers before Cognito rejects it.
  EOT
  type        = string
  default     = "ACTIVE"
  nullable    = false
}

variable "tags" {
  description = "Tags of the user pool."
  type        = map(string)
  default     = {}
  nullable    = false
}
