# Refused: verification.email_message_by_link, which begins "Click {####}", is not one that Cognito takes: at most
# 20000 letters, digits, signs and plain spaces with {##text of the link##}. Write for example "{##Verify your
# email##}".

module "verification_link_without_its_text" {
  source = "../../.."

  name          = "orders"
  domain_prefix = "orders-login"
  clients       = { web = { callback_urls = ["https://app.example.com/callback"] } }

  verification = { email_message_by_link = "Click {####}" }
}
