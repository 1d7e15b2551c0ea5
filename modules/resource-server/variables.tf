# The type and the default of each input, and its description, are copied into
# `resource_servers` of the root module by `make inputs`.

variable "user_pool_id" {
  description = "Id of the user pool that the resource server belongs to."
  type        = string
  nullable    = false
}

variable "identifier" {
  description = "Identifier of the API, by convention its URL; the first part of each scope. Changing it replaces the resource server."
  type        = string
  nullable    = false

  # CreateResourceServer, Identifier.
  validation {
    condition = can(regex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}$", var.identifier))
    error_message = join(" ", [
      "resource_servers: \"${var.identifier}\" is not an identifier.",
      "Use 1 to 256 printable ASCII characters except space, quotation mark and backslash,",
      "for example \"https://orders.example.com\".",
    ])
  }
}

variable "name" {
  description = <<-EOT
    Name that the console shows. By default the identifier without its scheme.
    Before hashicorp/aws 6.6, changing it replaces the resource server.
  EOT
  type        = string
  default     = null
}

variable "scopes" {
  description = "Scopes of the API: scope name => description. A client requests a scope as IDENTIFIER/NAME."
  type        = map(string)
  default     = {}
  nullable    = false
}
