# The modules identity-provider, user-pool and user-pool-client have the same copy
# of this file: modules cannot share a local, and a test compares the copies.
locals {
  # Name => type of the standard attributes that a schema can declare. Developer
  # guide, "Standard attributes". email_verified is not one of them: a schema that
  # declares it creates custom:email_verified (aws/aws-cdk #14175).
  standard_attributes = {
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
  }
}
