resource "aws_cognito_user_group" "this" {
  user_pool_id = var.user_pool_id
  name         = var.name
  description  = var.description
  precedence   = var.precedence
  role_arn     = var.role_arn

  lifecycle {
    # GroupNameType.
    precondition {
      condition     = length(var.name) <= 128 && can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", var.name))
      error_message = "Group \"${var.name}\": the name is not one that Cognito takes: 1 to 128 letters, digits, signs and punctuation marks, no spaces. Write for example \"administrators\"."
    }

    # DescriptionType.
    precondition {
      condition     = try(length(var.description), 0) <= 2048
      error_message = "Group \"${var.name}\": the description has ${try(length(var.description), 0)} characters, and Cognito takes at most 2048. Write a shorter one."
    }

    # Cognito takes 0 as well, the highest rank; but the provider leaves a zero
    # out of CreateGroup (d.GetOk), and the group would have no rank at all.
    precondition {
      condition     = var.precedence == null || try(var.precedence >= 1 && var.precedence <= 2147483647 && floor(var.precedence) == var.precedence, false)
      error_message = "Group \"${var.name}\": precedence is ${coalesce(var.precedence, 0)}. Write a whole number from 1, the highest rank, up to 2147483647; hashicorp/aws does not send a 0."
    }

    precondition {
      condition     = var.role_arn == null || can(regex("^arn:[\\w-]+:iam::[0-9]{12}:role/[\\w+=/,.@-]+$", var.role_arn))
      error_message = "Group \"${var.name}\": role_arn is \"${try(coalesce(var.role_arn, ""), "")}\", which is not the ARN of an IAM role. Write for example \"arn:aws:iam::111122223333:role/administrators\"."
    }
  }
}
