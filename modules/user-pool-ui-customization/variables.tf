variable "user_pool_id" {
  description = "Id of the user pool whose classic pages get the look. The pool must have a domain first."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "App client whose pages get the look; by default ALL, every client that has none of its own."
  type        = string
  default     = "ALL"
  nullable    = false

  # ClientIdType.
  validation {
    condition     = can(regex("^[\\w+]{1,128}$", var.client_id))
    error_message = "client_id is \"${var.client_id}\", which is not the id of an app client. Write the id, not the name, or leave it out for all clients."
  }
}

variable "css" {
  description = "Style sheet of the pages, of the classes that Cognito offers for it."
  type        = string
  default     = null

  # Developer guide, "Customizing hosted UI (classic) branding". In Base64, to
  # count bytes: 4 characters for 3 of them.
  validation {
    condition     = try(length(base64encode(var.css)), 0) <= 4096
    error_message = "css is larger than 3 KB, which is as much as Cognito takes. Write a shorter style sheet."
  }

  validation {
    condition     = !can(regex("@(import|supports|page|media)", var.css))
    error_message = "css holds ${try(regex("@(?:import|supports|page|media)", var.css), "an at-rule")}, which Cognito refuses. Write plain rules, without @import, @supports, @page and @media."
  }
}

variable "image_file" {
  description = "Logo above the form, a PNG or JPEG file in Base64: filebase64(\"logo.png\"). It should scale to 350 by 178 pixels. Cognito does not give it back, so a logo changed elsewhere goes unnoticed."
  type        = string
  default     = null

  # 100 KB, in Base64.
  validation {
    condition     = try(length(var.image_file), 0) <= 136536
    error_message = "image_file is larger than 100 KB, which is as much as Cognito takes. Write a smaller image."
  }

  # How a PNG and a JPEG file begin.
  validation {
    condition     = var.image_file == null || can(regex("^(iVBORw0KGgo|/9j/)[A-Za-z0-9+/]*={0,2}$", var.image_file))
    error_message = "image_file is not a PNG or JPEG file in Base64. Write filebase64(\"logo.png\"), not the name of the file."
  }
}
