variable "user_pool_id" {
  description = "Id of the user pool. Its domain must serve managed login, version 2. Changing it replaces the style."
  type        = string
  nullable    = false
}

variable "client_id" {
  description = "App client whose pages get the style; each has one of its own. Changing it replaces the style."
  type        = string
  nullable    = false

  # ClientIdType.
  validation {
    condition     = can(regex("^[\\w+]{1,128}$", var.client_id))
    error_message = "client_id is \"${var.client_id}\", which is not the id of an app client. Write the id, not the name."
  }
}

variable "settings" {
  description = "Style as a JSON document: jsonencode({ … }). By default the style that Cognito provides."
  type        = string
  default     = null

  validation {
    condition     = var.settings == null || can(keys(jsondecode(var.settings)))
    error_message = "settings is not a JSON object. Write jsonencode({ … }), or leave it out for the style that Cognito provides."
  }
}

variable "assets" {
  description = "Images, under a name of the caller's own: bytes is the file in Base64, filebase64(\"logo.svg\"), resource_id that of an image which Cognito has already. Changing them replaces the style."
  type = map(object({
    category    = string
    color_mode  = optional(string, "DYNAMIC")
    extension   = string
    bytes       = optional(string)
    resource_id = optional(string)
  }))
  default  = {}
  nullable = false

  # AssetListType.
  validation {
    condition     = length(var.assets) <= 40
    error_message = "There are ${length(var.assets)} assets, and Cognito takes at most 40 for a style. Remove some."
  }

  # AssetCategoryType.
  validation {
    condition     = alltrue([for asset in var.assets : can(regex("^(FAVICON_(ICO|SVG)|(EMAIL|SMS|AUTH_APP|PASSWORD|PASSKEY)_GRAPHIC|PAGE_(HEADER|FOOTER)_(LOGO|BACKGROUND)|(PAGE|FORM)_BACKGROUND|FORM_LOGO|IDP_BUTTON_ICON)$", asset.category))])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\": category is \"${coalesce(asset.category, "null")}\"" if !can(regex("^(FAVICON_(ICO|SVG)|(EMAIL|SMS|AUTH_APP|PASSWORD|PASSKEY)_GRAPHIC|PAGE_(HEADER|FOOTER)_(LOGO|BACKGROUND)|(PAGE|FORM)_BACKGROUND|FORM_LOGO|IDP_BUTTON_ICON)$", asset.category))])}, which Cognito does not know. Write one of AssetType, for example FORM_LOGO, PAGE_BACKGROUND or FAVICON_ICO."
  }

  # ColorSchemeModeType.
  validation {
    condition     = alltrue([for asset in var.assets : contains(["LIGHT", "DARK", "DYNAMIC"], coalesce(asset.color_mode, "null"))])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\": color_mode is \"${coalesce(asset.color_mode, "null")}\"" if !contains(["LIGHT", "DARK", "DYNAMIC"], coalesce(asset.color_mode, "null"))])}, which Cognito does not know. Write LIGHT, DARK or DYNAMIC."
  }

  # AssetExtensionType.
  validation {
    condition     = alltrue([for asset in var.assets : contains(["ICO", "JPEG", "PNG", "SVG", "WEBP"], coalesce(asset.extension, "null"))])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\": extension is \"${coalesce(asset.extension, "null")}\"" if !contains(["ICO", "JPEG", "PNG", "SVG", "WEBP"], coalesce(asset.extension, "null"))])}, which Cognito does not know. Write ICO, JPEG, PNG, SVG or WEBP."
  }

  # Only a favicon is an icon file, and the category says which of the two.
  validation {
    condition     = alltrue([for asset in var.assets : (asset.extension == "ICO") == (asset.category == "FAVICON_ICO") && (asset.category != "FAVICON_SVG" || asset.extension == "SVG")])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\": a ${coalesce(asset.category, "null")} cannot be a file of type ${coalesce(asset.extension, "null")}" if(asset.extension == "ICO") != (asset.category == "FAVICON_ICO") || (asset.category == "FAVICON_SVG" && asset.extension != "SVG")])}. Write ICO for FAVICON_ICO, SVG for FAVICON_SVG, and JPEG, PNG, SVG or WEBP for any other."
  }

  validation {
    condition     = alltrue([for asset in var.assets : (asset.bytes == null) != (asset.resource_id == null)])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\" has ${asset.bytes == null ? "neither bytes nor resource_id" : "both bytes and resource_id"}" if(asset.bytes == null) == (asset.resource_id == null)])}. Write bytes for a new image, or resource_id for one that Cognito has."
  }

  # AssetBytesType, 1,000,000 bytes, in Base64.
  validation {
    condition     = alltrue([for asset in var.assets : asset.bytes == null || try(length(asset.bytes) <= 1333336 && can(regex("^[A-Za-z0-9+/]+={0,2}$", asset.bytes)), false)])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\"" if !(asset.bytes == null || try(length(asset.bytes) <= 1333336 && can(regex("^[A-Za-z0-9+/]+={0,2}$", asset.bytes)), false))])}: bytes must be a file of at most 1,000,000 bytes in Base64. Write filebase64(\"logo.svg\"), not the name of the file."
  }

  # ResourceIdType.
  validation {
    condition     = alltrue([for asset in var.assets : asset.resource_id == null || can(regex("^[\\w\\- ]{1,40}$", asset.resource_id))])
    error_message = "${join(" and ", [for name, asset in var.assets : "Asset \"${name}\": resource_id is \"${coalesce(asset.resource_id, "null")}\"" if !(asset.resource_id == null || can(regex("^[\\w\\- ]{1,40}$", asset.resource_id)))])}, which is not the id of an asset. Write 1 to 40 letters, digits, underscores, hyphens and spaces."
  }

  # For Cognito category and mode are what tells two images apart.
  validation {
    condition     = length(distinct([for asset in var.assets : [asset.category, asset.color_mode]])) == length(var.assets)
    error_message = "Assets ${join(" and ", [for name, asset in var.assets : "\"${name}\"" if length([for other in var.assets : other if other.category == asset.category && other.color_mode == asset.color_mode]) > 1])} have the same category and color_mode. Write one image for each."
  }
}
