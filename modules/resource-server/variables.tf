variable "user_pool_id" {
  description = "Id of the user pool that the resource server belongs to."
  type        = string
  nullable    = false
}

variable "identifier" {
  description = "Identifier of the API, by convention its URL; the first part of each of its scopes. Changing it replaces the resource server."
  type        = string
  nullable    = false

  # CreateResourceServer, Identifier.
  validation {
    condition     = can(regex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}$", var.identifier))
    error_message = "The resource server identifier \"${var.identifier}\" is not one that Cognito takes: 1 to 256 printable ASCII characters other than space, quotation mark and backslash. Write for example \"https://orders.example.com\"."
  }
}

variable "name" {
  description = "Name that the console shows. By default the identifier without its scheme. Changing it replaces the resource server."
  type        = string
  default     = null

  # CreateResourceServer, Name. A null name is derived from the identifier.
  validation {
    condition     = var.name == null || can(regex("^[\\w\\s+=,.@-]{1,256}$", var.name))
    error_message = "The resource server name \"${coalesce(var.name, "null")}\" is not one that Cognito takes: 1 to 256 letters, digits, spaces and _ + = , . @ -. Write for example \"orders\", or leave it out."
  }
}

variable "scopes" {
  description = "Scopes of the API: scope name => description. A client asks for one as IDENTIFIER/NAME."
  type        = map(string)
  default     = {}
  nullable    = false

  # ResourceServerScopeType, ScopeName.
  validation {
    condition     = alltrue([for name, _ in var.scopes : can(regex("^[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]{1,256}$", name))])
    error_message = "A scope name of ${jsonencode(keys(var.scopes))} is not one that Cognito takes: 1 to 256 printable ASCII characters other than space, quotation mark, slash and backslash. Write the bare name, for example \"read\": the identifier and the slash are put in front of it."
  }

  # ResourceServerScopeType, ScopeDescription.
  validation {
    condition     = alltrue([for _, description in var.scopes : try(length(description), 0) >= 1 && try(length(description), 0) <= 256])
    error_message = "Each scope needs a description of 1 to 256 characters. Write for example { read = \"Read orders\" }."
  }

  # Quota: 100 scopes a resource server.
  validation {
    condition     = length(var.scopes) <= 100
    error_message = "A resource server has at most 100 scopes; this one has ${length(var.scopes)}. Write fewer, or split the API into two resource servers."
  }
}
