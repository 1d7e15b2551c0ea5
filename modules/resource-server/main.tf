resource "aws_cognito_resource_server" "this" {
  user_pool_id = var.user_pool_id
  identifier   = var.identifier
  name         = local.name

  dynamic "scope" {
    for_each = var.scopes

    content {
      scope_name        = scope.key
      scope_description = scope.value
    }
  }

  # Preconditions and no validations: they can name the server, and all of them
  # show at once.
  lifecycle {
    # CreateResourceServer, Name.
    precondition {
      condition     = can(regex("^[\\w\\s+=,.@-]{1,256}$", local.name))
      error_message = "Resource server \"${var.identifier}\": the name \"${local.name}\" is not one that Cognito takes: 1 to 256 letters, digits, spaces and _ + = , . @ -. Write for example \"orders\", or leave it out."
    }

    # ResourceServerScopeType, ScopeName.
    precondition {
      condition     = length(local.refused_scopes) == 0
      error_message = "Resource server \"${var.identifier}\": the scope name \"${join("\", \"", local.refused_scopes)}\" is not one that Cognito takes: 1 to 256 printable ASCII characters other than space, quotation mark, slash and backslash. Write the bare name, for example \"read\": the identifier and the slash are put in front of it."
    }

    # ResourceServerScopeType, ScopeDescription.
    precondition {
      condition     = length(local.undescribed_scopes) == 0
      error_message = "Resource server \"${var.identifier}\": the scope \"${join("\", \"", local.undescribed_scopes)}\" needs a description of 1 to 256 characters. Write for example { read = \"Read orders\" }."
    }

    # ScopeType: a client's scope has 256 characters at most, identifier, slash
    # and all.
    precondition {
      condition     = length(local.long_scopes) == 0
      error_message = "Resource server \"${var.identifier}\": no client could ask for the scope \"${join("\", \"", local.long_scopes)}\", which with the identifier in front has more than 256 characters. Write a shorter name or identifier."
    }

    # Quota: 100 scopes a resource server.
    precondition {
      condition     = length(var.scopes) <= 100
      error_message = "Resource server \"${var.identifier}\": it has ${length(var.scopes)} scopes; Cognito takes at most 100. Write fewer, or split the API into two resource servers."
    }
  }
}

locals {
  # A name takes fewer characters than an identifier: no colon and no slash.
  # So https://orders.example.com is shown as orders.example.com.
  identifier_without_scheme = replace(var.identifier, "/^[a-z]+:\\/\\//", "")
  name                      = coalesce(var.name, replace(coalesce(local.identifier_without_scheme, var.identifier), "/[^\\w\\s+=,.@-]/", "-"))

  # What the preconditions quote.
  refused_scopes     = [for name, _ in var.scopes : name if !can(regex("^[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]{1,256}$", name))]
  undescribed_scopes = [for name, description in var.scopes : name if try(length(description), 0) < 1 || try(length(description), 0) > 256]
  long_scopes        = [for name, _ in var.scopes : name if length("${var.identifier}/${name}") > 256 && !contains(local.refused_scopes, name)]
}
