resource "aws_cognito_identity_provider" "this" {
  user_pool_id      = var.user_pool_id
  provider_name     = var.name
  provider_type     = var.type
  provider_details  = local.provider_details
  attribute_mapping = local.attribute_mapping
  idp_identifiers   = var.idp_identifiers

  lifecycle {
    # Cognito gives back more details than it was sent, and every plan would
    # take them away (hashicorp/terraform-provider-aws#4831, #5704, #42157).
    # What a caller can know is sent whole, see details.tf; what Cognito alone
    # sets, or never gives back, is left alone here.
    ignore_changes = [
      # Read-only, says CreateIdentityProvider.
      provider_details["attributes_url_add_attributes"],
      provider_details["token_request_method"],

      # Made for SAML by Cognito, and renewed by it (#36912).
      provider_details["ActiveEncryptionCertificate"],

      # Read by Cognito from the SAML metadata (#4807).
      provider_details["SLORedirectBindingURI"],
      provider_details["SSORedirectBindingURI"],

      # Apple's key is taken and never given back (#13582).
      provider_details["private_key"],
    ]

    # An update sends what the state holds of the ignored details, and so no
    # private key, which Cognito wants with Apple's other details.
    replace_triggered_by = [terraform_data.replacement]

    precondition {
      condition     = local.known_type
      error_message = "Identity provider \"${var.name}\": Cognito knows no type \"${var.type}\". Write OIDC, SAML, Google, Facebook, LoginWithAmazon or SignInWithApple."
    }

    # CreateIdentityProvider, ProviderName.
    precondition {
      condition     = length(var.name) <= 32 && can(regex("^[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+$", var.name))
      error_message = "Identity provider \"${var.name}\": the name is not one that Cognito takes: 3 to 32 characters, no space, and no underscore but as the second character. Write for example \"Okta\" or \"corporate-login\"."
    }

    # "Provider X cannot be of type Google."
    precondition {
      condition     = !contains(local.social_types, var.type) || var.name == var.type
      error_message = "Identity provider \"${var.name}\": a provider of type ${var.type} can only be named \"${var.type}\". Rename it."
    }

    precondition {
      condition     = !local.known_type || contains(local.social_types, var.type) || !contains(concat(local.social_types, ["COGNITO"]), var.name)
      error_message = "Identity provider \"${var.name}\": Cognito keeps this name for ${var.name == "COGNITO" ? "its own users" : "the type ${var.name}"}. Choose another name for a provider of type ${var.type}."
    }

    precondition {
      condition     = try(local.given[local.needs[var.type]], true)
      error_message = "Identity provider \"${var.name}\": the type ${var.type} needs the object \"${try(local.needs[var.type], "")}\". Write ${try(local.examples[var.type], "")}."
    }

    precondition {
      condition     = length(local.foreign) == 0
      error_message = "Identity provider \"${var.name}\": ${join(" and ", local.foreign)} cannot be set for the type ${var.type}. Leave ${length(local.foreign) == 1 ? "it" : "them"} out, or change the type."
    }

    precondition {
      condition     = !local.known_type || var.type == "SAML" || try(length(var.client_id), 0) > 0
      error_message = "Identity provider \"${var.name}\": client_id is missing. Write the client id that the provider gave to the user pool."
    }

    # The text must not depend on the secret: Terraform would withhold it.
    precondition {
      condition     = !local.known_type || var.type == "SAML" || try(length(var.client_secret), 0) > 0
      error_message = "Identity provider \"${var.name}\": client_secret is missing. Give ${var.type == "SignInWithApple" ? "Apple's private key" : "the client secret"} under this name in the map of secrets of the root module, or as client_secret of this module."
    }

    precondition {
      condition     = var.type != "SAML" || var.client_secret == null
      error_message = "Identity provider \"${var.name}\": client_secret cannot be set for the type SAML, which has none. Leave it out."
    }

    precondition {
      condition     = !local.known_type || var.type == "SAML" || length(var.authorize_scopes) > 0
      error_message = "Identity provider \"${var.name}\": authorize_scopes is empty, and Cognito refuses a provider of type ${var.type} without. Write for example ${try(jsonencode(local.usual_scopes[var.type]), "[\"openid\", \"email\"]")}."
    }

    precondition {
      condition     = length(local.malformed_scopes) == 0
      error_message = "Identity provider \"${var.name}\": the scope \"${join("\", \"", local.malformed_scopes)}\" is more than one, or stands there twice. Write each scope once, as an element of its own, without spaces and commas."
    }

    # Without it the provider answers with no ID token.
    precondition {
      condition     = var.type != "OIDC" || length(var.authorize_scopes) == 0 || contains(var.authorize_scopes, "openid")
      error_message = "Identity provider \"${var.name}\": the scope openid is missing from ${jsonencode(var.authorize_scopes)}, and an OIDC provider says nothing about a user without it. Add \"openid\"."
    }

    # The developer guide: https, port 443 or 80, no slash at the end.
    precondition {
      condition     = var.oidc == null || can(regex("^https://[^\\s/?#:@]+(:443|:80)?(/[^\\s?#]*[^\\s?#/])?$", var.oidc.issuer))
      error_message = "Identity provider \"${var.name}\": the issuer \"${try(var.oidc.issuer == null ? "null" : var.oidc.issuer, "")}\" is not one that Cognito takes: https://, port 443 or 80 if any, and no slash at the end. Write for example \"https://login.example.com\"."
    }

    precondition {
      condition     = var.oidc == null || try(contains(["GET", "POST"], var.oidc.attributes_request_method), false)
      error_message = "Identity provider \"${var.name}\": attributes_request_method is \"${try(coalesce(var.oidc.attributes_request_method, "null"), "")}\". Write GET or POST."
    }

    precondition {
      condition     = length(local.malformed_oidc_urls) == 0
      error_message = "Identity provider \"${var.name}\": ${join(" and ", [for key, url in local.malformed_oidc_urls : "${key} \"${url}\""])} cannot be used: https:// and port 443 or 80 if any is what Cognito takes. Correct it, or leave it out if the issuer has a discovery document."
    }

    # "Only one of the MetadataURL or MetadataFile should be provided."
    precondition {
      condition     = var.saml == null || (try(var.saml.metadata_url, null) == null) != (try(var.saml.metadata_file, null) == null)
      error_message = "Identity provider \"${var.name}\": ${try(var.saml.metadata_url, null) == null ? "neither metadata_url nor metadata_file is set" : "metadata_url and metadata_file are both set"}, and SAML takes exactly one. Write for example saml = { metadata_url = \"https://login.example.com/metadata\" }."
    }

    # The metadata hold the keys that answers are checked with.
    precondition {
      condition     = try(var.saml.metadata_url, null) == null || can(regex("^https://[^\\s/]+", var.saml.metadata_url))
      error_message = "Identity provider \"${var.name}\": metadata_url is \"${try(coalesce(var.saml.metadata_url, ""), "")}\". Write a URL that begins with https://."
    }

    precondition {
      condition     = try(var.saml.metadata_file, null) == null || can(regex("<([\\w-]+:)?EntityDescriptor[\\s>]", var.saml.metadata_file))
      error_message = "Identity provider \"${var.name}\": metadata_file is no SAML metadata document, it has no EntityDescriptor. Write the XML itself, for example file(\"metadata.xml\"), not the name of the file."
    }

    # CreateIdentityProvider names this one.
    precondition {
      condition     = try(var.saml.request_signing_algorithm, null) == null || try(var.saml.request_signing_algorithm, null) == "rsa-sha256"
      error_message = "Identity provider \"${var.name}\": request_signing_algorithm is \"${try(coalesce(var.saml.request_signing_algorithm, ""), "")}\". Write rsa-sha256, or leave it out for requests without a signature."
    }

    # "clientId, privateKey, teamId, and keyId are all required idp details."
    precondition {
      condition     = var.apple == null || (try(length(var.apple.team_id), 0) > 0 && try(length(var.apple.key_id), 0) > 0)
      error_message = "Identity provider \"${var.name}\": team_id and key_id of apple must both be set. Write the ids that Apple's developer account shows."
    }

    precondition {
      condition     = var.facebook_api_version == null || can(regex("^v[0-9]+\\.[0-9]+$", var.facebook_api_version))
      error_message = "Identity provider \"${var.name}\": facebook_api_version is \"${coalesce(var.facebook_api_version, "null")}\". Write it as \"v17.0\"."
    }

    # CreateIdentityProvider, IdpIdentifiers.
    precondition {
      condition     = length(var.idp_identifiers) <= 50
      error_message = "Identity provider \"${var.name}\": ${length(var.idp_identifiers)} identifiers, and Cognito takes at most 50. Remove some."
    }

    precondition {
      condition     = length(local.malformed_identifiers) == 0
      error_message = "Identity provider \"${var.name}\": the identifier \"${join("\", \"", local.malformed_identifiers)}\" is not one that Cognito takes: 1 to 40 letters, digits, spaces and _ + = . @ -, each once. Write for example \"example.com\"."
    }

    precondition {
      condition     = length(local.unknown_attributes) == 0
      error_message = "Identity provider \"${var.name}\": attribute_mapping cannot write to \"${join("\", \"", local.unknown_attributes)}\". Write username, a standard attribute that can change, for example email, or custom:NAME with a NAME of up to 20 characters."
    }

    precondition {
      condition     = alltrue([for _, source in var.attribute_mapping : try(length(source), 0) > 0])
      error_message = "Identity provider \"${var.name}\": attribute_mapping of \"${join("\", \"", [for target, source in var.attribute_mapping : target if try(length(source), 0) == 0])}\" names no attribute of the provider. Write one, or leave the pair out."
    }
  }
}

# Changes with what Cognito is sent for Apple, and holds nothing for any other
# type. It cannot be left out for those: replace_triggered_by wants an instance.
resource "terraform_data" "replacement" {
  input = var.type == "SignInWithApple" ? sha256(jsonencode(local.provider_details)) : null
}
