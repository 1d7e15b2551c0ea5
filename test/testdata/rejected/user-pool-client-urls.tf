# Rejected: clients.a_client_without_a_callback.callback_urls: the list is empty, so Cognito cannot return a code.
# Write for example ["https://app.example.com/callback"].
module "client_a_client_without_a_callback" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_client_without_a_callback"
  callback_urls = []
}

# Rejected: clients.a_hundred_and_one_callbacks.callback_urls: the list has 101 entries, and Cognito accepts at most
# 100. Write only the URLs that the app uses, or create a second client.
module "client_a_hundred_and_one_callbacks" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_hundred_and_one_callbacks"
  callback_urls = [for n in range(101) : "https://app.example.com/${n}"]
}

# Rejected: clients.plain_http.callback_urls: "http://app.example.com/callback" is plain http, which Cognito accepts
# only for localhost, 127.0.0.1 and [::1]. Write https, or for example http://localhost:3000/callback.
module "client_plain_http" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "plain_http"
  callback_urls = ["http://app.example.com/callback"]
}

# Rejected: clients.a_host_that_only_begins_with_localhost.callback_urls: "http://localhost.example.com/callback" is
# plain http, which Cognito accepts only for localhost, 127.0.0.1 and [::1]. Write https, or for example
# http://localhost:3000/callback.
module "client_a_host_that_begins_with_localhost" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_host_that_only_begins_with_localhost"
  callback_urls = ["http://localhost.example.com/callback"]
}

# Rejected: clients.a_path_alone.callback_urls: "/callback" is not an absolute URL that a browser can open. Write
# https://…, http://localhost:3000/callback, or an app's own scheme such as myapp://callback.
module "client_only_a_path" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_path_alone"
  callback_urls = ["/callback"]
}

# Rejected: clients.a_callback_with_a_fragment.callback_urls: "https://app.example.com/#/callback" has a #fragment,
# which Cognito rejects. Remove the fragment: a browser never sends it to the app's server.
module "client_a_callback_with_a_fragment" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_callback_with_a_fragment"
  callback_urls = ["https://app.example.com/#/callback"]
}

# Rejected: clients.a_hundred_and_one_logout_urls.logout_urls: the list has 101 entries, and Cognito accepts at most
# 100. Write only the URLs that the app uses, or create a second client.
module "client_a_hundred_and_one_logout_urls" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_hundred_and_one_logout_urls"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = [for n in range(101) : "https://app.example.com/${n}"]
}

# Rejected: clients.a_plain_http_logout_url.logout_urls: "http://app.example.com/" is plain http, which Cognito
# accepts only for localhost, 127.0.0.1 and [::1]. Write https, or for example http://localhost:3000/callback.
module "client_a_plain_http_logout_url" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_plain_http_logout_url"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = ["http://app.example.com/"]
}

# Rejected: clients.a_logout_url_with_a_fragment.logout_urls: "https://app.example.com/#signed-out" has a #fragment,
# which Cognito rejects. Remove the fragment: a browser never sends it to the app's server.
module "client_a_logout_url_with_a_fragment" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_logout_url_with_a_fragment"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = ["https://app.example.com/#signed-out"]
}

# Rejected: clients.plain_http_in_capitals.callback_urls: "HTTP://app.example.com/callback" has its scheme in capital
# letters; browsers write it in lower case, and Cognito compares URLs character for character. Write https:// or
# http://.
module "client_plain_http_in_capitals" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "plain_http_in_capitals"
  callback_urls = ["HTTP://app.example.com/callback"]
}

# Rejected: clients.a_script_as_a_callback.callback_urls: "javascript://app.example.com/%0aalert(1)" is not an
# absolute URL that a browser can open. Write https://…, http://localhost:3000/callback, or an app's own scheme such
# as myapp://callback.
module "client_a_script_as_a_callback" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_script_as_a_callback"
  callback_urls = ["javascript://app.example.com/%0aalert(1)"]
}

# Rejected: clients.a_callback_with_a_space.callback_urls: "https://app.example.com/call back" has a space or a
# control character, which Cognito rejects. Write a space inside a URL as %20.
module "client_a_callback_with_a_space" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_callback_with_a_space"
  callback_urls = ["https://app.example.com/call back"]
}

# Rejected: clients.a_callback_of_1025_characters.callback_urls: the URL
# "https://app.example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" has 1025 characters, and Cognito accepts at most
# 1024. Write a shorter URL, and pass the variable part in the parameter state.
module "client_a_callback_of_1025_characters" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_callback_of_1025_characters"
  callback_urls = ["https://app.example.com/${join("", [for n in range(1001) : "a"])}"]
}

# Rejected: clients.a_wildcard_host.callback_urls: "https://*.example.com/callback" has a *, but Cognito compares URLs
# character for character, so no request can match. Write each URL in full.
module "client_a_wildcard_host" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_wildcard_host"
  callback_urls = ["https://*.example.com/callback"]
}

# Rejected: clients.a_wildcard_path.callback_urls: "https://app.example.com/*" has a *, but Cognito compares URLs
# character for character, so no request can match. Write each URL in full.
module "client_a_wildcard_path" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_wildcard_path"
  callback_urls = ["https://app.example.com/*"]
}

# Rejected: clients.a_callback_written_twice.callback_urls: "https://app.example.com/callback" is in the list more
# than once. Write it once, or correct one of the entries.
module "client_a_callback_written_twice" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_callback_written_twice"
  callback_urls = ["https://app.example.com/callback", "https://app.example.com/callback"]
}

# Rejected: clients.a_logout_url_written_twice.logout_urls: "https://app.example.com/" is in the list more than once.
# Write it once, or correct one of the entries.
module "client_a_logout_url_written_twice" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "a_logout_url_written_twice"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = ["https://app.example.com/", "https://app.example.com/"]
}

# Rejected: clients.a_default_redirect_uri_that_is_no_callback.default_redirect_uri:
# "https://app.example.com/callback/" is not in callback_urls. Write one of callback_urls, character for character, or
# remove default_redirect_uri.
module "client_a_default_redirect_uri_that_is_not_a_callback" {
  source = "../../../modules/user-pool-client"

  user_pool_id         = "eu-west-1_AbCdEfGhI"
  name                 = "a_default_redirect_uri_that_is_no_callback"
  callback_urls        = ["https://app.example.com/callback"]
  default_redirect_uri = "https://app.example.com/callback/"
}

# Rejected: clients.an_https_in_capital_letters.callback_urls: "HTTPS://app.example.com/callback" has its scheme in
# capital letters; browsers write it in lower case, and Cognito compares URLs character for character. Write https://
# or http://.
module "client_an_https_in_capital_letters" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_https_in_capital_letters"
  callback_urls = ["HTTPS://app.example.com/callback"]
}

# Rejected: clients.an_http_in_capital_letters.logout_urls: "HTTP://localhost:3000/" has its scheme in capital
# letters; browsers write it in lower case, and Cognito compares URLs character for character. Write https:// or
# http://.
module "client_an_http_in_capital_letters" {
  source = "../../../modules/user-pool-client"

  user_pool_id  = "eu-west-1_AbCdEfGhI"
  name          = "an_http_in_capital_letters"
  callback_urls = ["https://app.example.com/callback"]
  logout_urls   = ["HTTP://localhost:3000/"]
}

# Rejected: clients.an_empty_default_redirect_uri.default_redirect_uri: "" is not in callback_urls. Write one of
# callback_urls, character for character, or remove default_redirect_uri.
module "client_an_empty_default_redirect_uri" {
  source = "../../../modules/user-pool-client"

  user_pool_id         = "eu-west-1_AbCdEfGhI"
  name                 = "an_empty_default_redirect_uri"
  callback_urls        = ["https://app.example.com/callback"]
  default_redirect_uri = ""
}
