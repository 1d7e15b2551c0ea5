# Rejected: admin_create_user.email_message: Cognito does not accept the text "Your password is {####}.". Use at most
# 20000 letters, digits, symbols and plain spaces with {username} and {####}, for example "Your username is {username}
# and temporary password is {####}."

module "invitation_email_without_the_username" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  admin_create_user = { email_message = "Your password is {####}." }
}
