variable "attributes" {
  description = <<-EOT
    Attributes of a user, by name without "custom:". A standard name (given_name, phone_number, …) is the standard attribute, which has its own type; any other name is a custom one. Attributes can be added, but Cognito can neither change nor remove them:
    - `type`: String, Number, DateTime or Boolean.
    - `mutable`: whether the value can change once it is set.
    - `required`: whether sign-up asks for it. Standard attributes only.
    - `min_length`, `max_length`: for a String, by default 0 and 2048.
    - `min_value`, `max_value`: for a Number, by default without limit.
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
    error_message = "attributes has ${length(var.attributes)} entries; Cognito takes at most 50. Write only those that the apps use."
  }

  # The other conditions let a null pass, because this one has refused it.
  validation {
    condition     = alltrue([for attribute in values(var.attributes) : attribute != null])
    error_message = "attributes has null for [\"${join("\",\"", [for name, attribute in var.attributes : name if attribute == null])}\"], which says nothing of the attribute. Write {} for a String with the defaults, or leave it out."
  }

  # CustomAttributeNameType.
  validation {
    condition     = alltrue([for name in keys(var.attributes) : can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", name)) && length(name) <= 20])
    error_message = "attributes has [\"${join("\",\"", [for name in keys(var.attributes) : name if !(can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", name)) && length(name) <= 20)])}\"], which is no name that Cognito takes: 1 to 20 letters, digits and signs, without spaces. Write for example \"tenant_id\"."
  }

  # The service adds the prefix itself.
  validation {
    condition     = alltrue([for name in keys(var.attributes) : !startswith(name, "custom:") && !startswith(name, "dev:")])
    error_message = "attributes has [\"${join("\",\"", [for name in keys(var.attributes) : name if startswith(name, "custom:") || startswith(name, "dev:")])}\"], which begins with custom: or dev:, and Cognito adds the prefix itself. Write \"tenant_id\" for custom:tenant_id."
  }

  # Cognito sets it, and offers no way to declare it otherwise.
  validation {
    condition     = !contains(keys(var.attributes), "sub")
    error_message = "attributes has \"sub\", which Cognito gives every user and lets nobody declare. Leave it out."
  }

  # AttributeDataType.
  validation {
    condition     = alltrue([for attribute in values(var.attributes) : try(contains(["String", "Number", "DateTime", "Boolean"], attribute.type), true)])
    error_message = "attributes has the types {${join(",", [for name, attribute in var.attributes : "\"${name}\":\"${attribute.type}\"" if !try(contains(["String", "Number", "DateTime", "Boolean"], attribute.type), true)])}}, which Cognito does not know. Write \"String\", \"Number\", \"DateTime\" or \"Boolean\"."
  }

  # CreateUserPool: "You can not change AttributeDataType or set
  # developerOnlyAttribute for standard schema attribute". email_verified is not
  # among them: in a schema it makes custom:email_verified (aws/aws-cdk #14175).
  validation {
    condition = alltrue([
      for name, type in {
        address            = "String"
        birthdate          = "String"
        email              = "String"
        family_name        = "String"
        gender             = "String"
        given_name         = "String"
        locale             = "String"
        middle_name        = "String"
        name               = "String"
        nickname           = "String"
        phone_number       = "String"
        picture            = "String"
        preferred_username = "String"
        profile            = "String"
        updated_at         = "Number"
        website            = "String"
        zoneinfo           = "String"
      } : try(var.attributes[name].type, type) == type
    ])
    error_message = "attributes has the types {${join(",", [for name, attribute in var.attributes : "\"${name}\":\"${attribute.type}\"" if try(attribute.type != (name == "updated_at" ? "Number" : "String") && contains(["address", "birthdate", "email", "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname", "phone_number", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"], name), false)])}}, but a standard attribute has a type of its own: Number for updated_at, String for the others. Write that type, or another name."
  }

  # CreateUserPool: "Required custom attributes are not supported currently."
  validation {
    condition = alltrue([
      for name, attribute in var.attributes : !try(attribute.required, false) || contains([
        "address", "birthdate", "email", "family_name", "gender", "given_name",
        "locale", "middle_name", "name", "nickname", "phone_number", "picture",
        "preferred_username", "profile", "updated_at", "website", "zoneinfo",
      ], name)
    ])
    error_message = "attributes requires [\"${join("\",\"", [for name, attribute in var.attributes : name if try(attribute.required, false) && !contains(["address", "birthdate", "email", "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname", "phone_number", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"], name)])}\"], a custom attribute; Cognito can require standard attributes only. Write required = false, and let a pre sign-up trigger ask for it."
  }

  validation {
    condition     = alltrue([for attribute in values(var.attributes) : try(attribute.type == "String" || (attribute.min_length == null && attribute.max_length == null), true)])
    error_message = "min_length or max_length is set on [\"${join("\",\"", [for name, attribute in var.attributes : name if !try(attribute.type == "String" || (attribute.min_length == null && attribute.max_length == null), true)])}\"], which is not a String. Write min_value and max_value for a Number, and none of them for other types."
  }

  validation {
    condition     = alltrue([for attribute in values(var.attributes) : try(attribute.type == "Number" || (attribute.min_value == null && attribute.max_value == null), true)])
    error_message = "min_value or max_value is set on [\"${join("\",\"", [for name, attribute in var.attributes : name if !try(attribute.type == "Number" || (attribute.min_value == null && attribute.max_value == null), true)])}\"], which is not a Number. Write min_length and max_length for a String, and none of them for other types."
  }

  # StringAttributeConstraintsType holds whole numbers in text.
  validation {
    condition = alltrue(flatten([
      for attribute in values(var.attributes) : [
        for limit in try([attribute.min_length, attribute.max_length], []) : limit >= 0 && limit == floor(limit) if limit != null
      ]
    ]))
    error_message = "attributes has the lengths ${jsonencode({ for name, limits in { for name, attribute in var.attributes : name => try([for limit in [attribute.min_length, attribute.max_length] : limit if limit != null && !try(limit >= 0 && limit == floor(limit), true)], []) } : name => limits if length(limits) > 0 })}, which are not whole numbers from 0 on. Write for example { min_length = 1, max_length = 256 }."
  }

  # AttributeValueType; developer guide, custom attributes: a value has at most
  # 2048 characters.
  validation {
    condition     = alltrue([for attribute in values(var.attributes) : try(attribute.max_length <= 2048, true)])
    error_message = "attributes has a max_length above 2048 on [\"${join("\",\"", [for name, attribute in var.attributes : name if !try(attribute.max_length <= 2048, true)])}\"], and Cognito takes no value of more than 2048 characters. Write 2048 or less, or leave it out."
  }

  # CreateUserPool refuses a maximum below the minimum.
  validation {
    condition = alltrue([
      for attribute in values(var.attributes) : try(attribute.type != "String" ? true : (attribute.min_length == null ? 0 : attribute.min_length) <= (attribute.max_length == null ? 2048 : attribute.max_length), true)
    ])
    error_message = "attributes has a min_length above the max_length, which is 2048 when it is not set, on [\"${join("\",\"", [for name, attribute in var.attributes : name if !try(attribute.type != "String" ? true : (attribute.min_length == null ? 0 : attribute.min_length) <= (attribute.max_length == null ? 2048 : attribute.max_length), true)])}\"]. Write the smaller one as min_length."
  }

  validation {
    condition = alltrue([
      for attribute in values(var.attributes) : try(attribute.min_value == null || attribute.max_value == null ? true : attribute.min_value <= attribute.max_value, true)
    ])
    error_message = "attributes has a min_value above the max_value on [\"${join("\",\"", [for name, attribute in var.attributes : name if !try(attribute.min_value == null || attribute.max_value == null ? true : attribute.min_value <= attribute.max_value, true)])}\"]. Write the smaller one as min_value."
  }
}
