resource "aws_cognito_user_group" "this" {
  user_pool_id = var.user_pool_id
  name         = var.name
  description  = var.description
  precedence   = var.precedence
  role_arn     = var.role_arn

  lifecycle {
    # GroupNameType.
    precondition {
      condition = length(var.name) <= 128 && can(regex("^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$", var.name))
      error_message = join(" ", [
        "groups: \"${substr(var.name, 0, 60)}\" is not a group name.",
        "Use 1 to 128 letters, digits, symbols and punctuation marks without spaces, for example \"administrators\".",
      ])
    }

    # DescriptionType.
    precondition {
      condition = try(length(var.description), 0) <= 2048
      error_message = join(" ", [
        "groups.${var.name}.description: the text has ${try(length(var.description), 0)} characters, and Cognito accepts at most 2048.",
        "Write a shorter one.",
      ])
    }

    # Cognito accepts 0 as well, the highest rank; but the provider omits a zero
    # from CreateGroup (d.GetOk), and the group would have no rank.
    precondition {
      condition = var.precedence == null || try(
        var.precedence >= 1 && var.precedence <= 2147483647 && floor(var.precedence) == var.precedence,
        false,
      )
      error_message = join(" ", [
        "groups.${var.name}.precedence: ${coalesce(var.precedence, 0)} is not a whole number from 1 to 2147483647.",
        "Write 1 for the highest rank: hashicorp/aws does not send a 0.",
      ])
    }

    precondition {
      condition = var.role_arn == null || can(regex("^arn:[\\w-]+:iam::[0-9]{12}:role/[\\w+=/,.@-]+$", var.role_arn))
      error_message = join(" ", [
        "groups.${var.name}.role_arn: \"${try(coalesce(var.role_arn, ""), "")}\" is not the ARN of an IAM role.",
        "Write for example \"arn:aws:iam::111122223333:role/administrators\".",
      ])
    }
  }
}
