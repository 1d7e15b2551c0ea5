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
}

variable "scopes" {
  description = "Scopes of the API: scope name => description. A client asks for one as IDENTIFIER/NAME."
  type        = map(string)
  default     = {}
  nullable    = false
}
