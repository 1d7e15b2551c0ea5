variable "lambda_triggers" {
  description = <<-EOT
    ARNs of the Lambda triggers that Cognito calls, in the region of the pool.
    Each function requires an aws_lambda_permission for cognito-idp.amazonaws.com.
    - `pre_token_generation`: `lambda_version` is V1_0 (ID tokens), V2_0 (access tokens too) or V3_0 (machine-to-machine too).
      V2_0 and V3_0 require the ESSENTIALS tier.
    - `custom_email_sender`, `custom_sms_sender`: send messages in place of Cognito.
      Cognito encrypts the codes with the KMS key `kms_key_id`, which is its ARN.
  EOT
  type = object({
    pre_sign_up                    = optional(string)
    post_confirmation              = optional(string)
    pre_authentication             = optional(string)
    post_authentication            = optional(string)
    custom_message                 = optional(string)
    user_migration                 = optional(string)
    define_auth_challenge          = optional(string)
    create_auth_challenge          = optional(string)
    verify_auth_challenge_response = optional(string)
    pre_token_generation = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V2_0")
    }))
    custom_email_sender = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V1_0")
    }))
    custom_sms_sender = optional(object({
      lambda_arn     = string
      lambda_version = optional(string, "V1_0")
    }))
    kms_key_id = optional(string)
  })
  default  = {}
  nullable = false

  # LambdaConfigType accepts the ARN of a function, a version or an alias.
  validation {
    condition = alltrue([
      for name, trigger in { for name, trigger in var.lambda_triggers : name => trigger if name != "kms_key_id" && trigger != null } :
      can(regex("^arn:aws[\\w-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[\\w-]+(:[\\w-]+)?$", try(trigger.lambda_arn, trigger)))
    ])
    error_message = join(" ", [
      "lambda_triggers: ${join(", ", [
        for name, trigger in { for name, trigger in var.lambda_triggers : name => trigger if name != "kms_key_id" && trigger != null } :
        try("${name} = \"${try(trigger.lambda_arn, trigger)}\"", "${name} = null")
        if !can(regex("^arn:aws[\\w-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[\\w-]+(:[\\w-]+)?$", try(trigger.lambda_arn, trigger)))
      ])} is not the ARN of a Lambda function.",
      "Write for example \"arn:aws:lambda:eu-west-1:123456789012:function:pre-sign-up\".",
    ])
  }

  # PreTokenGenerationLambdaVersionType.
  validation {
    condition = var.lambda_triggers.pre_token_generation == null || try(
      contains(["V1_0", "V2_0", "V3_0"], var.lambda_triggers.pre_token_generation.lambda_version),
      false,
    )
    error_message = join(" ", [
      "lambda_triggers.pre_token_generation.lambda_version:",
      "Cognito does not know \"${try(var.lambda_triggers.pre_token_generation.lambda_version, "")}\".",
      "Write \"V1_0\", \"V2_0\" or \"V3_0\".",
    ])
  }

  # CustomEmailSenderLambdaVersionType, CustomSMSSenderLambdaVersionType.
  validation {
    condition = alltrue([
      for sender in [var.lambda_triggers.custom_email_sender, var.lambda_triggers.custom_sms_sender] :
      try(sender.lambda_version, "V1_0") == "V1_0"
    ])
    error_message = join(" ", [
      "lambda_triggers: for a custom sender Cognito knows only the lambda_version V1_0, and not",
      "${join(", ", [
        for sender in [var.lambda_triggers.custom_email_sender, var.lambda_triggers.custom_sms_sender] :
        "\"${sender.lambda_version}\"" if sender != null
      ])}.",
      "Remove lambda_version.",
    ])
  }

  # LambdaConfigType, KMSKeyID.
  validation {
    condition = var.lambda_triggers.kms_key_id == null || can(
      regex("^arn:aws[\\w-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[\\w/-]+$", var.lambda_triggers.kms_key_id)
    )
    error_message = join(" ", [
      "lambda_triggers.kms_key_id: ${try("\"${var.lambda_triggers.kms_key_id}\"", "null")} is not the ARN of a KMS key.",
      "Write the key's ARN, and not its id.",
    ])
  }

  # CreateUserPool rejects a custom sender without the key.
  validation {
    condition = (
      (var.lambda_triggers.custom_email_sender == null && var.lambda_triggers.custom_sms_sender == null) ||
      var.lambda_triggers.kms_key_id != null
    )
    error_message = join(" ", [
      "lambda_triggers.kms_key_id: a custom sender requires the key, with which Cognito encrypts the codes.",
      "Write the ARN of a KMS key.",
    ])
  }

  validation {
    condition = (
      var.lambda_triggers.kms_key_id == null ||
      var.lambda_triggers.custom_email_sender != null || var.lambda_triggers.custom_sms_sender != null
    )
    error_message = join(" ", [
      "lambda_triggers.kms_key_id: only custom_email_sender and custom_sms_sender use the key, and neither is set.",
      "Write one of them, or remove the key.",
    ])
  }
}
