package authorization

import (
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// cognitoProvider is the name of the pool itself as an identity provider of a client.
const cognitoProvider = "COGNITO"

// UnavailableProvider is the sign-in page's message about a provider that the client does not
// have (captures; aws-amplify/aws-sdk-android#1808).
const UnavailableProvider = "Login option is not available. Please try another one"

// HasNativeSignIn reports whether the pool's own users can sign in with the client. Without it
// the hosted pages show no form (hashicorp/terraform-provider-aws#23374).
func (r *Request) HasNativeSignIn() bool {
	return slices.Contains(r.Client.SupportedIdentityProviders, cognitoProvider)
}

// LacksProvider reports whether the request names a provider that the client does not have. The
// sign-in page then shows UnavailableProvider.
func (r *Request) LacksProvider() bool { return r.foreignProvider != "" && !r.LeadsToProvider() }

// LoginPath returns the path of the sign-in page for a request with a query.
func (r *Request) LoginPath(query string) string {
	if r.LacksProvider() {
		query += "&errorMessage=" + url.QueryEscape(UnavailableProvider)
	}
	return "/login?" + query
}

// ProviderChoice is a provider that the sign-in page offers.
type ProviderChoice struct{ Name, Path string }

// ProviderChoices returns the external providers of the client, in its order. Each links to
// the authorize endpoint, with the request's own query.
func (r *Request) ProviderChoices(query url.Values) []ProviderChoice {
	var choices []ProviderChoice
	for _, name := range r.Client.SupportedIdentityProviders {
		if name == cognitoProvider {
			continue
		}
		with := url.Values{"identity_provider": {name}}
		for key, values := range query {
			if key != "identity_provider" && key != "idp_identifier" && key != "errorMessage" {
				with[key] = values
			}
		}
		choices = append(choices, ProviderChoice{name, "/oauth2/authorize?" + with.Encode()})
	}
	return choices
}

// LeadsToProvider reports whether the request is for a sign-in at a provider of the client.
func (r *Request) LeadsToProvider() bool { return r.provider != nil }

// Provider returns the provider of a request for which LeadsToProvider is true.
func (r *Request) Provider() userpool.IdentityProvider { return *r.provider }

// chooseProvider returns the external provider that a request names, by its name or by an
// identifier. foreign is the requested name, or "".
func chooseProvider(store *userpool.Store, client userpool.Client, q url.Values) (provider *userpool.IdentityProvider, foreign string) {
	name, identifier := q.Get("identity_provider"), q.Get("idp_identifier")
	if name == cognitoProvider {
		name = ""
	}
	if name == "" && identifier == "" {
		return nil, ""
	}
	providers, _ := store.IdentityProviders(client.PoolID) // the pool has this client
	for _, p := range providers {
		matches := p.Name == name || name == "" && slices.Contains(p.Identifiers, identifier)
		if matches && slices.Contains(client.SupportedIdentityProviders, p.Name) {
			return &p, p.Name
		}
	}
	if name == "" {
		name = identifier
	}
	return nil, name
}
