variable "name" {
  description = "Name of the user pool. Before hashicorp/aws 6.6, changing it replaces the pool, and every user is lost."
  type        = string
  nullable    = false
}

variable "domain_prefix" {
  description = "First label of the login host, PREFIX.auth.REGION.amazoncognito.com. No other AWS account may have it in the region. Changing it replaces the domain. Null only with a custom_domain."
  type        = string
  default     = null
}

variable "clients" {
  description = <<-EOT
    App clients, keyed by a name of your own; the outputs use the same keys. Renaming a key replaces its client. What is left out follows from `application_type`.
    - `application_type`: web (a server keeps the secret), single-page or native (no secret, PKCE, rotating refresh tokens), machine-to-machine (client credentials, no user).
    - `name`: name of the client; by default the key.
    - `callback_urls`, `logout_urls`: where Cognito may send the browser: https, http on localhost, or an app's own scheme. `default_redirect_uri`: the callback of a request that names none.
    - `scopes`: openid, email, phone, profile, aws.cognito.signin.user.admin, or IDENTIFIER/NAME of a scope in `resource_servers`; by default openid and email.
    - `supported_identity_providers`: COGNITO for the pool's own users, and keys of `identity_providers`.
    - `generate_secret`: whether the client is confidential. It stays as the client was made.
    - `access_token`, `id_token`: 5 minutes to 1 day, and no longer than the refresh token. Unit: seconds, minutes, hours or days.
    - `refresh`: `validity` with `unit`, 1 hour to 10 years; `rotation`, whether each refresh gives a new refresh token; `retry_grace_period_seconds`, how long a retired one still works, 0 to 60; `revocation`, whether the app can revoke it.
    - `auth_session_validity`: minutes that a sign-in through the API may take, 3 to 15.
    - `explicit_auth_flows`: sign-in flows of the API beside ALLOW_USER_SRP_AUTH. ALLOW_REFRESH_TOKEN_AUTH is derived from `refresh.rotation`.
    - `read_attributes`, `write_attributes`: attributes that the app may see and change, a custom one as custom:NAME.
    - `prevent_user_existence_errors`: ENABLED answers an unknown user like a wrong password; LEGACY tells them apart.
    - `enable_propagate_additional_user_context_data`: whether the app passes the IP address of its user on; needs a secret.
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
    condition     = alltrue([for key, value in var.clients : key != "" && value != null])
    error_message = "clients has an entry without a key, or one that is null. Write for example web = { callback_urls = [\"https://app.example.com/callback\"] }, or leave the entry out."
  }
}

variable "custom_domain" {
  description = "A domain of your own for the login pages, beside the prefix or instead of it: `name` such as login.example.com, `certificate_arn` of an ACM certificate in us-east-1, and with `route53` the alias records in that hosted zone. Changing the name replaces the domain."
  type = object({
    name            = string
    certificate_arn = string
    route53 = optional(object({
      zone_id = string
    }))
  })
  default = null
}

variable "managed_login_version" {
  description = "Which hosted pages the domain serves: 1 is the classic hosted UI, 2 is managed login. Version 2 shows no page to a client until that client has a branding style; see modules/managed-login-branding."
  type        = number
  default     = 1
  nullable    = false
}

variable "resource_servers" {
  description = "APIs whose scopes clients may ask for, keyed by identifier, by convention the URL of the API. `name` is what the console shows, by default the identifier without its scheme; `scopes` is scope name => description. Changing the identifier replaces the resource server, and before hashicorp/aws 6.6 the name too."
  type = map(object({
    name   = optional(string)
    scopes = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, value in var.resource_servers : key != "" && value != null])
    error_message = "resource_servers has an entry without a key, or one that is null. Write for example \"https://orders.example.com\" = { scopes = { read = \"Read orders\" } }, or leave the entry out."
  }
}

variable "identity_providers" {
  description = <<-EOT
    Identity providers whose users may sign in, keyed by provider name, which for a social one is its type. Each secret goes into `identity_provider_secrets`. Renaming a key replaces the provider.
    - `type`: OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple.
    - `client_id`, `authorize_scopes`: what this pool is to the provider, and what it asks for; not for SAML.
    - `oidc`: `issuer`, and the endpoints if the issuer has no discovery document; `attributes_request_method` GET or POST.
    - `saml`: `metadata_url` or `metadata_file` (its content), and the options of sign-out and encryption.
    - `apple`: `team_id` and `key_id`. `facebook_api_version`: such as v21.0.
    - `attribute_mapping`: attribute of the pool => claim of the provider.
    - `idp_identifiers`: what a request may name the provider by, such as a mail domain.
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
    condition     = alltrue([for key, value in var.identity_providers : key != "" && value != null])
    error_message = "identity_providers has an entry without a key, or one that is null. Write for example Company = { type = \"OIDC\" }, or leave the entry out."
  }
}

variable "identity_provider_secrets" {
  description = "Secrets of the identity providers: key of `identity_providers` => client secret, or for SignInWithApple the private key."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "groups" {
  description = "Groups of users, keyed by name; a token lists its user's groups. `precedence`: the lowest number decides the role; `role_arn`: an IAM role for identity pools. Renaming a key replaces the group and loses its memberships."
  type = map(object({
    description = optional(string)
    precedence  = optional(number)
    role_arn    = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key, value in var.groups : key != "" && value != null])
    error_message = "groups has an entry without a key, or one that is null. Write for example support = {}, or leave the entry out."
  }
}

variable "sign_in" {
  description = <<-EOT
    How users sign in. Changing one of the first three replaces the pool, and every user is lost.
    - `username_attributes`: email and phone_number may be what a user is named by; none for plain usernames.
    - `alias_attributes`: email, phone_number and preferred_username as further names beside a plain username; not together with the former.
    - `case_sensitive`: whether Ada@example.com and ada@example.com are two users.
    - `allowed_first_auth_factors`: PASSWORD, and of EMAIL_OTP, SMS_OTP and WEB_AUTHN (passkeys) those that may take its place.
    - `passkey`: `relying_party_id`, the domain that passkeys are for, and `user_verification`, preferred or required.
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
  description = "Attributes of users beside the usual, keyed by name: one of OpenID Connect's, such as given_name, or a custom one, here without custom:. An attribute can be added later, but never changed or removed: a plan that tries to is refused by Cognito when it is applied. `type`: String, Number, DateTime or Boolean."
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
  description = "What a password must have, how many former ones it may not repeat, and for how many days the temporary password of an invited user is good."
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
  description = "Second factors. `configuration`: OFF, OPTIONAL (users choose) or ON (everyone). `software_token`: an authenticator app, by default unless OFF. `sms_message`: the text with {####} makes SMS a factor and needs `sms`. `email`: `subject` and `message` with {####} make email a factor and need `email`."
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
  description = "How a user who forgot the password recovers the account, best first: verified_email, verified_phone_number; or admin_only alone."
  type        = list(string)
  default     = ["verified_email"]
  nullable    = false
}

variable "admin_create_user" {
  description = "`only`: whether only an administrator may create users; with false, anyone who reaches the login page can sign up. The messages invite a user and hold {username} and {####}, the temporary password."
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
    How email addresses and phone numbers are verified.
    - `auto_verified_attributes`: which of email and phone_number get a message at sign-up. phone_number needs `sms`.
    - `required_before_update`: of these, which keep the old value until the new one is verified.
    - `default_email_option`: CONFIRM_WITH_CODE or CONFIRM_WITH_LINK.
    - `email_subject`, `email_message`, `sms_message`: texts with the code, {####}. `email_subject_by_link`, `email_message_by_link`: texts with the link, {##Verify##}.
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
  description = "Sends mail through Amazon SES: `source_arn` is a verified identity of SES. By default Cognito sends, 50 mails a day at most."
  type = object({
    source_arn             = string
    from_email_address     = optional(string)
    reply_to_email_address = optional(string)
    configuration_set      = optional(string)
  })
  default = null
}

variable "sms" {
  description = "Sends text messages through Amazon SNS: `sns_caller_arn` is an IAM role that Cognito assumes with `external_id`. By default none are sent. While MFA is off and phone_number is verified, a change takes two applies: see the README of modules/user-pool."
  type = object({
    sns_caller_arn = string
    external_id    = string
    sns_region     = optional(string)
  })
  default = null
}

variable "lambda_triggers" {
  description = "Functions that Cognito calls, by ARN. `pre_token_generation` and the custom senders take a `lambda_version` as well; the senders need `kms_key_id`, the key that encrypts the codes. Each function needs a permission for cognito-idp.amazonaws.com."
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
  description = "Remembers users' devices. `challenge_required_on_new_device`: a remembered device may take the place of the second factor; `device_only_remembered_on_user_prompt`: only those that the user agrees to."
  type = object({
    challenge_required_on_new_device      = optional(bool, false)
    device_only_remembered_on_user_prompt = optional(bool, false)
  })
  default = null
}

variable "user_pool_tier" {
  description = "Feature plan of the pool: LITE, ESSENTIALS or PLUS. AWS offers refresh token rotation from ESSENTIALS on."
  type        = string
  default     = "ESSENTIALS"
  nullable    = false
}

variable "threat_protection" {
  description = "Watches sign-ins for compromised credentials and risks; needs user_pool_tier PLUS. `advanced_security_mode`: AUDIT only records, ENFORCED acts; `custom_auth_mode` says the same of custom authentication."
  type = object({
    advanced_security_mode = optional(string, "AUDIT")
    custom_auth_mode       = optional(string)
  })
  default = null
}

variable "deletion_protection" {
  description = "ACTIVE keeps the pool and its users from being deleted; INACTIVE lets a destroy through. To destroy a protected pool, apply INACTIVE first: a destroy that Cognito refuses has by then deleted the domain, the clients and the resource servers."
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
