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

  # SchemaAttributesListType.
  validation {
    condition     = length(var.attributes) <= 50
    error_message = "attributes: the map has ${length(var.attributes)} entries, and Cognito accepts at most 50. Remove some."
  }

  # The other conditions ignore a null, because this one rejects it.
  validation {
    condition = alltrue([for attribute in values(var.attributes) : attribute != null])
    error_message = join(" ", [
      "attributes: ${jsonencode([for name, attribute in var.attributes : name if attribute == null])} is null.",
      "Write {} for a String with the defaults, or remove the entry.",
    ])
  }

  # CustomAttributeNameType.
  validation {
    condition = alltrue([
      for name in keys(var.attributes) : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", name)) && length(name) <= 20
    ])
    error_message = join(" ", [
      "attributes: \"${join("\", \"", [
        for name in keys(var.attributes) : name
        if !can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", name)) || length(name) > 20
      ])}\" is not an attribute name.",
      "Use 1 to 20 letters, digits and symbols without spaces, for example \"tenant_id\".",
    ])
  }

  validation {
    condition = alltrue([for name in keys(var.attributes) : !can(regex("^(custom|dev):", name))])
    error_message = join(" ", [
      "attributes: \"${join("\", \"", [for name in keys(var.attributes) : name if can(regex("^(custom|dev):", name))])}\" has a prefix,",
      "which Cognito adds itself. Write \"tenant_id\" for custom:tenant_id.",
    ])
  }

  # Cognito sets it, and a schema cannot declare it.
  validation {
    condition     = !contains(keys(var.attributes), "sub")
    error_message = "attributes: \"sub\" exists for every user and cannot be declared. Remove it."
  }

  # AttributeDataType.
  validation {
    condition = alltrue([
      for attribute in values(var.attributes) : try(contains(["String", "Number", "DateTime", "Boolean"], attribute.type), true)
    ])
    error_message = join(" ", [
      "attributes: Cognito does not know the type of ${join(", ", [
        for name, attribute in var.attributes : "${name}, \"${attribute.type}\""
        if !try(contains(["String", "Number", "DateTime", "Boolean"], attribute.type), true)
      ])}.",
      "Write \"String\", \"Number\", \"DateTime\" or \"Boolean\".",
    ])
  }
}
