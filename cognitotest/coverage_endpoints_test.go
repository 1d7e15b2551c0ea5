package cognitotest_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/hostedui"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/oauth2"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// endpoint is a row of docs/coverage.md: the pattern of a handler, and what the handler supports. A handler that is
// mounted without a method returns its own error for the methods that it does not support.
type endpoint struct{ methods, path, has string }

var endpoints = []endpoint{
	{"GET", "/oauth2/authorize", "code and implicit, PKCE (S256), `nonce`, `prompt`, `max_age`, `login_hint`, `resource`; errors to the callback or to `/error`"},
	{"GET", "/authorize", "the same under a shorter name"},
	{"POST", "/oauth2/token", "authorization code, refresh token with and without rotation, client credentials"},
	{"POST", "/oauth2/revoke", "a refresh token with its family"},
	{"GET", "/oauth2/userInfo", "claims by scope"},
	{"POST", "/oauth2/register", "dynamic client registration, open and with an access token"},
	{"GET", "/oauth2/idpresponse", "callback of an OIDC or social provider: code exchange, ID token, userInfo, attribute mapping, linked users"},
	{"GET POST", "/saml2/idpresponse", "response of a SAML provider by POST: SP-initiated and IdP-initiated, signed, encrypted; GET leads to the error page"},
	{"GET POST", "/saml2/logout", "response of a SAML provider to a logout by POST; GET leads to the error page"},
	{"GET POST", "/login", "sign-in, new password, second factors, choice and set-up of a second factor; in managed login the username first, then the password or the choice of another factor"},
	{"POST", "/verifyPassword", "the password of managed login"},
	{"GET POST", "/signup", "sign-up, with the required attributes"},
	{"GET POST", "/confirm", "confirmation of a sign-up by a code"},
	{"POST", "/resendcode", "another confirmation code"},
	{"GET", "/confirmUser", "confirmation of a sign-up by the link in a message"},
	{"GET POST", "/forgotPassword", "a code for a new password"},
	{"POST", "/confirmforgotPassword", "the new password"},
	{"GET POST", "/passkeys/add", "a passkey for the signed-in user, in managed login; `redirect_uri` with the result"},
	{"GET", "/logout", "`logout_uri`, or `redirect_uri` back to the sign-in; with `IDPSignout` by way of the SAML provider"},
	{"GET", "/error", "errors that must not reach the app"},
	{"GET OPTIONS", "/{pool}/.well-known/openid-configuration", "discovery, on the cognito-idp host and on the host of the updated issuer"},
	{"GET OPTIONS", "/{pool}/.well-known/jwks.json", "signing keys, on the same hosts"},
}

// patterns collects the mounted patterns.
type patterns []string

func (p *patterns) HandleFunc(pattern string, _ func(http.ResponseWriter, *http.Request)) {
	*p = append(*p, pattern)
}

// endpointsText returns the table of endpoints. It requires that the rows are the mounted patterns.
func endpointsText(t *testing.T) string {
	t.Helper()
	var mounted patterns
	store := userpool.NewStore("123456789012")
	protocol := &oauth2.Endpoints{Store: store}
	protocol.Register(&mounted, nil)
	protocol.RegisterDiscovery(&mounted, nil)
	hostedui.New(hostedui.Pages{Store: store}).Register(&mounted, nil)

	var rows []string
	described := map[string]bool{}
	for _, e := range endpoints {
		rows = append(rows, "| `"+strings.ReplaceAll(e.methods, " ", "` `")+"` | `"+e.path+"` | "+e.has+" |")
		for method := range strings.SplitSeq(e.methods, " ") {
			pattern := method + " " + e.path
			if slices.Contains(mounted, e.path) {
				pattern = e.path
			}
			described[pattern] = true
			assert.Contains(t, mounted, pattern, "docs/coverage.md has it, but it is not mounted")
		}
	}
	for _, pattern := range mounted {
		if pattern == "/" { // rejects all other paths
			continue
		}
		assert.True(t, described[pattern], "%s is mounted: add it to the endpoints of coverage_endpoints_test.go", pattern)
	}
	require.False(t, t.Failed())
	rows = append(rows, "| `POST` | STS `GetCallerIdentity` | for the AWS provider |", "| `POST` | KMS `Decrypt` | for custom senders |")
	return "## Endpoints\n\n| methods | path | what it supports |\n|---|---|---|\n" + strings.Join(rows, "\n")
}
