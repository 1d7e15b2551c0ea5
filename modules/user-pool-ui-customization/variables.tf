variable "user_pool_id" {
  description = "Id of the user pool whose classic pages are customized. The pool must have a domain first."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "App client whose pages are customized. By default ALL, every client without a customization of its own."
  type        = string
  default     = "ALL"
  nullable    = false

  # ClientIdType.
  validation {
    condition = can(regex("^[\\w+]{1,128}$", var.client_id))
    error_message = join(" ", [
      "client_id: \"${var.client_id}\" is not the id of an app client.",
      "Write the id and not the name, or remove it for all clients.",
    ])
  }
}

variable "css" {
  description = "Style sheet of the pages, with only the classes that Cognito offers."
  type        = string
  default     = null

  # Developer guide, "Customizing hosted UI (classic) branding". In Base64, to
  # count bytes: 4 characters for 3 of them.
  validation {
    condition     = try(length(base64encode(var.css)), 0) <= 4096
    error_message = "css: the style sheet is larger than 3 KB, the maximum of Cognito. Write a shorter one."
  }

  validation {
    condition = !can(regex("@(import|supports|page|media)", var.css))
    error_message = join(" ", [
      "css: Cognito rejects ${try(regex("@(?:import|supports|page|media)", var.css), "an at-rule")}.",
      "Write plain rules, without @import, @supports, @page and @media.",
    ])
  }
}

variable "image_file" {
  description = <<-EOT
    Logo above the form, a PNG or JPEG file in Base64: filebase64("logo.png"). It should scale to 350 by 178 pixels.
    Cognito does not return it, so Terraform does not notice a logo that is changed elsewhere.
  EOT
  type        = string
  default     = null

  # 100 KB, in Base64.
  validation {
    condition     = try(length(var.image_file), 0) <= 136536
    error_message = "image_file: the image is larger than 100 KB, the maximum of Cognito. Write a smaller one."
  }

  # How a PNG and a JPEG file begin.
  validation {
    condition     = var.image_file == null || can(regex("^(iVBORw0KGgo|/9j/)[A-Za-z0-9+/]*={0,2}$", var.image_file))
    error_message = "image_file: the text is not a PNG or JPEG file in Base64. Write filebase64(\"logo.png\"), not the file's name."
  }
}
