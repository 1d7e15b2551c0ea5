# Refused: admin_create_user.email_message, which begins "Your password is {####}.", is not one that Cognito takes: at
# most 20000 letters, digits, signs and plain spaces with {username} and {####}. Write for example "Your username is
# {username} and temporary password is {####}."

module "invitation_email_without_the_username" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  admin_create_user = { email_message = "Your password is {####}." }
}
