environment = "prod"
login_css   = ".submitButton-customizable { background-color: #1b4965; }"
groups      = ["admin", "support"]

apps = {
  portal = {
    callback_urls = ["https://portal.example.com/auth/callback"]
    logout_urls   = ["https://portal.example.com/"]
    scopes        = ["openid", "email", "profile"]
  }
  backoffice = {
    callback_urls = ["https://backoffice.example.com/oauth2/idpresponse", "http://localhost:8080/oauth2/idpresponse"]
    refresh_days  = 1
  }
  storefront = {
    callback_urls = ["https://shop.example.com/", "http://localhost:5173/"]
    logout_urls   = ["https://shop.example.com/", "http://localhost:5173/"]
    public        = true
    refresh_days  = 90
  }
}
