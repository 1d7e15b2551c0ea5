# Rejected: groups: "order managers" is not a group name. Use 1 to 128 letters, digits, symbols and punctuation marks
# without spaces, for example "administrators".
module "group_a_name_with_a_space" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "order managers"
}

# Rejected: groups: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not a group name. Use 1 to 128
# letters, digits, symbols and punctuation marks without spaces, for example "administrators".
module "group_a_name_of_129_characters" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = replace(format("%129s", ""), " ", "a")
}

# Rejected: groups.a_description_of_2049_characters.description: the text has 2049 characters, and Cognito accepts at
# most 2048. Write a shorter one.
module "group_a_description_of_2049_characters" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "a_description_of_2049_characters"
  description  = format("%2049s", "")
}

# Rejected: groups.a_precedence_that_the_provider_drops.precedence: 0 is not a whole number from 1 to 2147483647.
# Write 1 for the highest rank: hashicorp/aws does not send a 0.
module "group_a_precedence_that_the_provider_omits" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "a_precedence_that_the_provider_drops"
  precedence   = 0
}

# Rejected: groups.a_fractional_precedence.precedence: 1.5 is not a whole number from 1 to 2147483647. Write 1 for the
# highest rank: hashicorp/aws does not send a 0.
module "group_a_fractional_precedence" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "a_fractional_precedence"
  precedence   = 1.5
}

# Rejected: groups.the_arn_of_a_user_as_the_role.role_arn: "arn:aws:iam::111122223333:user/administrator" is not the
# ARN of an IAM role. Write for example "arn:aws:iam::111122223333:role/administrators".
module "group_the_arn_of_a_user_as_the_role" {
  source = "../../../modules/user-group"

  user_pool_id = "eu-west-1_AbCdEfGhI"
  name         = "the_arn_of_a_user_as_the_role"
  role_arn     = "arn:aws:iam::111122223333:user/administrator"
}
