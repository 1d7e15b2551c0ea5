package cognitotest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// relayStateOf returns the relay state of an IdP-initiated sign-in: the parameters of an authorization
// request. A pair with the value "" is left out.
func (f samlPool) relayStateOf(changed url.Values) string {
	q := url.Values{
		"identity_provider": {"Corp"}, "client_id": {f.clientID}, "redirect_uri": {callback}, "response_type": {"code"}, "scope": {"openid email"}, "state": {"s"},
	}
	for name, values := range changed {
		if q[name] = values; values[0] == "" {
			q.Del(name)
		}
	}
	return q.Encode()
}

// A provider with IDPInit may send a response without a request. Its relay state has the parameters of
// the authorization request (developer guide, "SAML session initiation").
func TestIDPInitiatedSAMLSignIn(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"IDPInit": "true"}})
	_, err := api(s, "us-east-1").UpdateIdentityProvider(t.Context(), &cognitoidentityprovider.UpdateIdentityProviderInput{
		UserPoolId: &f.poolID, ProviderName: aws.String("Corp"), IdpIdentifiers: []string{"corp.example"},
	})
	require.NoError(t, err)
	for _, relayState := range []string{
		f.relayStateOf(nil),
		f.relayStateOf(url.Values{"identity_provider": {""}, "idp_identifier": {"corp.example"}}),
	} {
		visit := samlVisit{browser: browser(t, s.Client())}
		response := f.response("")
		response.Issued = s.Now().Add(-5*time.Minute - 50*time.Second)
		location := visit.post(t, f.idp.Signed(response), relayState)
		assert.Equal(t, "s", mustParse(t, location).Query().Get("state"))
		id := f.exchangeCode(t, visit.browser, location)
		assert.Equal(t, "Corp_jo@example.com", id["cognito:username"])
		again, _ := fetch(t, visit.browser, http.MethodGet, f.authorizeURL(""), nil)
		assert.Contains(t, again.Header.Get("Location"), callback+"?code=", "the browser has a session")
	}
	// A sign-in that the pool starts works, too.
	visit := f.visit(t)
	f.exchangeCode(t, visit.browser, visit.post(t, f.idp.Signed(f.response(visit.requestID)), visit.relayState))
}

func TestRejectedIDPInitiatedSAMLSignIns(t *testing.T) {
	t.Parallel()
	const page = stock + "/error?error="
	const unknown = page + "Invalid+samlResponse+or+relayState+from+identity+provider"
	const invalid = callback + "?error_description=Invalid+SAML+response+received%3A+"
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{details: map[string]string{"IDPInit": "true"}})
	aim := api(s, "us-east-1")
	_, err := aim.CreateIdentityProvider(t.Context(), &cognitoidentityprovider.CreateIdentityProviderInput{
		UserPoolId: &f.poolID, ProviderName: aws.String("Other"), ProviderType: types.IdentityProviderTypeTypeSaml,
		ProviderDetails: map[string]string{"MetadataFile": f.idp.Metadata(), "IDPInit": "false"},
	})
	require.NoError(t, err)
	client := func(providers ...string) string {
		created, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
			UserPoolId: &f.poolID, ClientName: aws.String("c"), AllowedOAuthFlowsUserPoolClient: true,
			AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
			CallbackURLs: []string{callback}, SupportedIdentityProviders: providers,
		})
		require.NoError(t, err)
		return *created.UserPoolClient.ClientId
	}
	mixed, both := client("Corp", "COGNITO"), client("Corp", "Other")
	used := f.response("")
	first := samlVisit{browser: browser(t, s.Client())}
	f.exchangeCode(t, first.browser, first.post(t, f.idp.Signed(used), f.relayStateOf(nil)))

	tests := []struct {
		name       string
		relayState url.Values
		change     func(*samltest.Response)
		want       string // the beginning of the redirect
	}{
		{"answer to a request", nil, func(r *samltest.Response) { r.InResponseTo, r.SubjectInResponseTo = "_a", "_a" }, invalid + "%60InResponseTo%60+does+not+match"},
		{"subject of a request", nil, func(r *samltest.Response) { r.SubjectInResponseTo = "_a" }, invalid + "assertion+SubjectConfirmation"},
		{"issued more than six minutes ago", nil, func(r *samltest.Response) { r.Issued = s.Now().Add(-6*time.Minute - time.Second) }, invalid + "expired+on"},
		{"assertion that was used", nil, func(r *samltest.Response) { r.AssertionID = used.AssertionID }, invalid + "assertion+%22" + used.AssertionID + "%22%3A+assertion+has+already+been+used"},
		{"another audience", nil, func(r *samltest.Response) { r.Audience = "urn:amazon:cognito:sp:other" }, invalid + "assertion+Conditions+AudienceRestriction"},
		{"no client", url.Values{"client_id": {""}}, nil, unknown},
		{"no provider", url.Values{"identity_provider": {""}}, nil, unknown},
		{"provider without IDPInit", url.Values{"identity_provider": {"Other"}, "client_id": {both}}, nil, unknown},
		{"provider of another client", url.Values{"identity_provider": {"Other"}}, nil, unknown},
		{"client with another kind of provider", url.Values{"client_id": {mixed}}, nil, unknown},
		{"unknown client", url.Values{"client_id": {"abc"}}, nil, page + "Client+does+not+exist"},
		{"another callback", url.Values{"redirect_uri": {"https://evil.example/"}}, nil, page + "redirect_mismatch&client_id=" + f.clientID},
		{"scope of another client", url.Values{"scope": {"phone"}}, nil, callback + "?error_description=invalid_scope&state=s&error=invalid_request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			response := f.response("")
			if tt.change != nil {
				tt.change(response)
			}
			visit := samlVisit{browser: browser(t, s.Client())}
			location := visit.post(t, f.idp.Signed(response), f.relayStateOf(tt.relayState))
			assert.True(t, strings.HasPrefix(location, tt.want), location)
			again, _ := fetch(t, visit.browser, http.MethodGet, f.authorizeURL(""), nil)
			assert.NotContains(t, again.Header.Get("Location"), "code=")
		})
	}
	f.exchangeCode(t, first.browser, samlVisit{browser: first.browser}.post(t, f.idp.Signed(f.response("")), f.relayStateOf(url.Values{"client_id": {f.clientID}})))
}
