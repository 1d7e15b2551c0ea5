package authorization

import (
	"net/url"
	"slices"
)

// cognitoProvider is the pool itself among the identity providers of a client.
const cognitoProvider = "COGNITO"

// unavailableProvider is what the sign-in page says to a request for a provider that
// the client does not have (captures; aws-amplify/aws-sdk-android#1808).
const unavailableProvider = "Login option is not available. Please try another one"

// HasNativeSignIn reports whether the client lets the pool's own users sign in at all.
// Without that the hosted pages have nothing to show
// (hashicorp/terraform-provider-aws#23374).
func (r *Request) HasNativeSignIn() bool {
	return slices.Contains(r.Client.SupportedIdentityProviders, cognitoProvider)
}

// SignsInHere reports whether the request is for a sign-in by the pool itself, which
// a browser's session answers.
func (r *Request) SignsInHere() bool { return r.HasNativeSignIn() && r.foreignProvider == "" }

// LoginPath is the sign-in page for a request with a query. The stand-in does not
// federate: to it, every provider but the pool is one that the client does not have.
func (r *Request) LoginPath(query string) string {
	if r.foreignProvider != "" {
		query += "&errorMessage=" + url.QueryEscape(unavailableProvider)
	}
	return "/login?" + query
}

// foreignProvider returns the provider that a request asks for beside the pool, or "".
func foreignProvider(q url.Values) string {
	if name := q.Get("identity_provider"); name != "" && name != cognitoProvider {
		return name
	}
	return q.Get("idp_identifier")
}
