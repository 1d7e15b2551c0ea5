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

// endpoint is a row of the README: what is mounted, and what it has in a few words. A pattern without a method takes all
// of them, to refuse the others in its own words.
type endpoint struct{ methods, path, has string }

var endpoints = []endpoint{
	{"GET", "/oauth2/authorize", "code and implicit, PKCE (S256), `nonce`, `prompt`, `max_age`, `login_hint`, `resource`; errors to the callback or to `/error`"},
	{"GET", "/authorize", "the same under a shorter name"},
	{"POST", "/oauth2/token", "authorization code, refresh token with and without rotation, client credentials"},
	{"POST", "/oauth2/revoke", "a refresh token with its family"},
	{"GET", "/oauth2/userInfo", "claims by scope"},
	{"GET", "/oauth2/idpresponse", "back from an OIDC or social provider: code exchange, ID token, userInfo, attribute mapping, linked users"},
	{"GET POST", "/login", "sign-in, new password, second factors, their choice and set-up; in managed login the username first, then the password or the choice of another factor"},
	{"POST", "/verifyPassword", "the password of managed login"},
	{"GET POST", "/signup", "an account of one's own, with the required attributes"},
	{"GET POST", "/confirm", "its confirmation by a code"},
	{"POST", "/resendcode", "another code"},
	{"GET", "/confirmUser", "its confirmation by the link of a message"},
	{"GET POST", "/forgotPassword", "a code for a new password"},
	{"POST", "/confirmforgotPassword", "the new password"},
	{"GET", "/logout", "`logout_uri`, or `redirect_uri` back to the sign-in"},
	{"GET", "/error", "what must not reach the app"},
	{"GET OPTIONS", "/{pool}/.well-known/openid-configuration", "on the cognito-idp host and on that of the updated issuer"},
	{"GET OPTIONS", "/{pool}/.well-known/jwks.json", "there, too"},
}

// patterns collects what is mounted.
type patterns []string

func (p *patterns) HandleFunc(pattern string, _ func(http.ResponseWriter, *http.Request)) {
	*p = append(*p, pattern)
}

// endpointsText is the table of endpoints. It holds the list of rows against what is mounted.
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
			assert.Contains(t, mounted, pattern, "the README has it, and it is not mounted")
		}
	}
	for _, pattern := range mounted {
		if pattern == "/" { // what refuses all other paths is no endpoint
			continue
		}
		assert.True(t, described[pattern], "%s is mounted: add it to the endpoints of readme_endpoint_test.go", pattern)
	}
	require.False(t, t.Failed())
	rows = append(rows, "| `POST` | STS `GetCallerIdentity` | for the AWS provider |")
	return "### Endpoints\n\n| methods | path | what it has |\n|---|---|---|\n" + strings.Join(rows, "\n")
}
