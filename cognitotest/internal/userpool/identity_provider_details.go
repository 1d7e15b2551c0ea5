package userpool

import (
	"cmp"
	"maps"
	"strings"
)

// addedDetails are the provider details that a description adds to what the caller sent, by
// provider type (API_CreateIdentityProvider, "Describe response"; acceptance tests of the
// Terraform provider).
var addedDetails = map[string]map[string]string{
	"Google": {
		"attributes_url": "https://people.googleapis.com/v1/people/me?personFields=", "attributes_url_add_attributes": "true",
		"authorize_url": "https://accounts.google.com/o/oauth2/v2/auth", "oidc_issuer": "https://accounts.google.com",
		"token_request_method": "POST", "token_url": "https://www.googleapis.com/oauth2/v4/token",
	},
	"Facebook": {
		"attributes_url": "https://graph.facebook.com/{version}/me?fields=", "attributes_url_add_attributes": "true",
		"authorize_url":        "https://www.facebook.com/{version}/dialog/oauth",
		"token_request_method": "GET", "token_url": "https://graph.facebook.com/{version}/oauth/access_token",
	},
	"LoginWithAmazon": {
		"attributes_url": "https://api.amazon.com/user/profile", "attributes_url_add_attributes": "false",
		"authorize_url": "https://www.amazon.com/ap/oa", "token_request_method": "POST", "token_url": "https://api.amazon.com/auth/o2/token",
	},
	"SignInWithApple": {
		"attributes_url_add_attributes": "false", "authorize_url": "https://appleid.apple.com/auth/authorize",
		"oidc_issuer": "https://appleid.apple.com", "token_request_method": "POST", "token_url": "https://appleid.apple.com/auth/token",
	},
	"OIDC": {"attributes_url_add_attributes": "false"},
}

// facebookVersion is the API version of a Facebook provider without api_version. The default is
// unspecified; the value is from the documentation's example.
const facebookVersion = "v17.0"

// DescribedDetails returns the details of a provider as the API describes them: with the
// details that the service adds, except for the certificate of the pool's keys, and without
// Apple's private key.
func (i IdentityProvider) DescribedDetails() map[string]string {
	described := map[string]string{}
	for key, value := range addedDetails[i.Type] {
		described[key] = strings.ReplaceAll(value, "{version}", cmp.Or(i.Details["api_version"], facebookVersion))
	}
	maps.Copy(described, i.Details)
	delete(described, "private_key")
	return described
}
