package oauth2_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// discoveryTransport is a network in which only the discovery document of one provider exists.
type discoveryTransport struct{}

func (discoveryTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.String() != "https://bare.example/.well-known/openid-configuration" {
		return nil, errors.New("no such host")
	}
	body := `{"issuer":"https://bare.example","authorization_endpoint":"https://bare.example/found","token_endpoint":"https://bare.example/t","jwks_uri":"https://bare.example/k"}`
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

var (
	statePattern = regexp.MustCompile(`state=[0-9A-Za-z]{64}`)
	noncePattern = regexp.MustCompile(`nonce=[0-9A-Za-z_-]{171}`)
)

// The pool is a client of the provider (developer guide, "Authorize endpoint"). A session of a
// user who signed in with the pool does not replace the sign-in at the provider.
func TestAuthorizeRedirectsToTheProvider(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.domain.ManagedLoginVersion = 2
	add := func(p userpool.IdentityProvider) {
		t.Helper()
		_, err := s.store.CreateIdentityProvider(s.pool.ID, p)
		require.NoError(t, err)
	}
	add(userpool.IdentityProvider{Name: "Corp", Type: "OIDC", Identifiers: []string{"corp.example"}, Details: map[string]string{
		"client_id": "pool", "authorize_scopes": "openid email", "attributes_request_method": "GET",
		"oidc_issuer": "https://corp.example", "authorize_url": "https://corp.example/login?tenant=1",
	}})
	for name, issuer := range map[string]string{"Bare": "https://bare.example/", "Away": "https://away.example"} {
		add(userpool.IdentityProvider{Name: name, Type: "OIDC", Details: map[string]string{
			"client_id": "pool", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": issuer,
		}})
	}
	add(userpool.IdentityProvider{Name: "Google", Type: "Google", Details: map[string]string{
		"client_id": "pool", "client_secret": "s", "authorize_scopes": "email",
	}})
	add(userpool.IdentityProvider{Name: "Facebook", Type: "Facebook", Details: map[string]string{
		"client_id": "pool", "client_secret": "s", "authorize_scopes": "email",
	}})
	add(userpool.IdentityProvider{Name: "Adfs", Type: "SAML", Details: map[string]string{"MetadataURL": "https://adfs.example/metadata"}})
	all := s.addClient(func(c *userpool.ClientSettings) {
		c.SupportedIdentityProviders = []string{"COGNITO", "Corp", "Bare", "Away", "Google", "Facebook", "Adfs"}
	})
	one := s.addClient(func(c *userpool.ClientSettings) { c.SupportedIdentityProviders = []string{"COGNITO", "Bare"} })
	const back = "&redirect_uri=https%3A%2F%2Forders.auth.us-east-1.amazoncognito.com%2Foauth2%2Fidpresponse&response_type=code"
	const unavailable = "&errorMessage=Login+option+is+not+available.+Please+try+another+one"
	login := func(c userpool.Client, query string) string {
		return domain + "/login?client_id=" + c.ID + "&response_type=code&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + query + unavailable
	}
	for _, tt := range []struct {
		name   string
		client userpool.Client
		query  string
		want   string // STATE and NONCE stand for the values that the pool generates
	}{
		{"by name", all, "&identity_provider=Corp", "https://corp.example/login?client_id=pool&NONCE" + back + "&scope=openid+email&STATE&tenant=1"},
		{"by identifier", all, "&idp_identifier=corp.example", "https://corp.example/login?client_id=pool&NONCE" + back + "&scope=openid+email&STATE&tenant=1"},
		{
			"the app's nonce is not sent to the provider", all, "&identity_provider=Corp&nonce=n&login_hint=jo&prompt=login+consent",
			"https://corp.example/login?client_id=pool&login_hint=jo&NONCE&prompt=login+consent" + back + "&scope=openid+email&STATE&tenant=1",
		},
		{"endpoint from the discovery document", all, "&identity_provider=Bare", "https://bare.example/found?client_id=pool&NONCE" + back + "&scope=openid&STATE"},
		{
			"discovery fails", all, "&identity_provider=Away", callback + "?error_description=Connection+reset&state=s&error=invalid_request",
		},
		{
			"social", all, "&identity_provider=Google&login_hint=jo&prompt=select_account",
			"https://accounts.google.com/o/oauth2/v2/auth?client_id=pool&NONCE&prompt=select_account" + back + "&scope=email&STATE",
		},
		{"social without OpenID Connect", all, "&identity_provider=Facebook", "https://www.facebook.com/v17.0/dialog/oauth?client_id=pool" + back + "&scope=email&STATE"},
		{
			"SAML metadata that cannot be requested", all, "&identity_provider=Adfs",
			callback + "?error_description=Error+retrieving+metadata+from+https%3A%2F%2Fadfs.example%2Fmetadata&state=s&error=server_error",
		},
		{"provider of another client", one, "&identity_provider=Corp", login(one, "&identity_provider=Corp")},
		{"identifier of another client's provider", one, "&idp_identifier=corp.example", login(one, "&idp_identifier=corp.example")},
		{"prompt=none", all, "&identity_provider=Corp&prompt=none", callback + "?state=s&error=login_required"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			session := s.store.StartBrowserSession(s.pool.ID, "jo", "").ID
			got := s.get("/oauth2/authorize?client_id="+tt.client.ID+"&response_type=code&redirect_uri="+url.QueryEscape(callback)+"&state=s"+tt.query,
				http.Header{"Cookie": {"cognito=" + session}})
			assert.Equal(t, http.StatusFound, got.status)
			location := noncePattern.ReplaceAllString(statePattern.ReplaceAllString(got.header.Get("Location"), "STATE"), "NONCE")
			assert.Equal(t, tt.want, location)
		})
	}
}

// A session is enough for a request that names the provider of the session, or no provider.
func TestAuthorizeAcceptsASessionOfTheSameProvider(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, name := range []string{"Corp", "Other"} {
		_, err := s.store.CreateIdentityProvider(s.pool.ID, userpool.IdentityProvider{Name: name, Type: "OIDC", Details: map[string]string{
			"client_id": "pool", "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://bare.example",
		}})
		require.NoError(t, err)
	}
	client := s.addClient(func(c *userpool.ClientSettings) { c.SupportedIdentityProviders = []string{"COGNITO", "Corp", "Other"} })
	poolOnly := s.addClient(nil)
	for _, tt := range []struct {
		name   string
		client userpool.Client
		query  string
		want   string // the path of the redirect
	}{
		{"no provider named", client, "", "/callback"},
		{"provider of the session", client, "&identity_provider=Corp", "/callback"},
		{"another provider", client, "&identity_provider=Other", "/found"},
		{"the pool itself", client, "&identity_provider=COGNITO", "/login"},
		{"a client without the provider", poolOnly, "", "/login"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			session := s.store.StartBrowserSession(s.pool.ID, "jo", "Corp").ID
			got := s.get("/oauth2/authorize?client_id="+tt.client.ID+"&response_type=code&redirect_uri="+url.QueryEscape(callback)+tt.query,
				http.Header{"Cookie": {"cognito=" + session}})
			location, err := url.Parse(got.header.Get("Location"))
			require.NoError(t, err)
			assert.Equal(t, tt.want, location.Path)
		})
	}
}
