output "identifier" {
  description = "Identifier of the resource server."
  value       = aws_cognito_resource_server.this.identifier
}

# Built from the resource's own arguments, which are known at plan; the attribute
# scope_identifiers is known only after apply.
output "scope_identifiers" {
  description = "Scopes as a client requests them, IDENTIFIER/NAME, sorted."
  value = sort([
    for scope in aws_cognito_resource_server.this.scope : "${aws_cognito_resource_server.this.identifier}/${scope.scope_name}"
  ])
}
