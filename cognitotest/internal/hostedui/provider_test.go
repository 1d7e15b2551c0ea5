package hostedui_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// A client without COGNITO in its identity providers has no sign-in page
// (hashicorp/terraform-provider-aws#23374).
func TestClientWithoutProvidersHasNoSignInPage(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	form := b.get(s.loginPath(s.client))
	_, err := s.store.UpdateClient(s.domain.PoolID, s.client.ID, userpool.ClientSettings{
		OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid"}, CallbackURLs: []string{callback},
	})
	require.NoError(t, err)

	got := b.get(s.loginPath(s.client))
	assert.Equal(t, http.StatusOK, got.status)
	assert.Contains(t, got.body, "Login pages unavailable")
	assert.NotContains(t, got.body, "<form")
	got = b.submit(form, url.Values{"username": {"jo"}, "password": {password}})
	assert.Empty(t, got.location, "a form that was open before the change")
	assert.Contains(t, got.body, "Login pages unavailable")
}

func TestSessionIsNotUsedForAnotherProvider(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))

	got := b.get(s.loginPath(s.client) + "&identity_provider=Google&errorMessage=Login+option+is+not+available.")
	assert.Equal(t, http.StatusUnauthorized, got.status, "a session with the pool is not used")
	assert.Equal(t, "Login option is not available.", got.alert())
}

// The sign-in page for a provider that the client does not have returns 401, and its form works (one
// probe of July 2026).
func TestUnknownProvider(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"&identity_provider=Nope", "&idp_identifier=nope.example", "&identity_provider=cognito"} {
		s := newFixture(t)
		b := s.newBrowser()
		got := b.get(s.loginPath(s.client) + query)
		assert.Equal(t, http.StatusUnauthorized, got.status, query)
		assert.Equal(t, "Login option is not available. Please try another one", got.alert(), query)
		requireSignedIn(t, b.submit(got, url.Values{"username": {"jo"}, "password": {password}}))
	}
	s := newFixture(t)
	for _, query := range []string{"", "&identity_provider=COGNITO", "&identity_provider=", "&errorMessage=x"} {
		assert.Equal(t, http.StatusOK, s.newBrowser().get(s.loginPath(s.client)+query).status, query)
	}
}

// The pages reject the Session string of InitiateAuth: on the pages it would prove a password that
// the user did not enter.
func TestPagesRejectSessionsOfTheAPI(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, name := range []string{"PASSWORD_VERIFIER", userpool.StepSoftwareToken, userpool.StepMFASetup, userpool.StepNewPassword} {
		t.Run(name, func(t *testing.T) {
			session := s.store.StartChallenge(userpool.Challenge{
				Name: name, PoolID: s.domain.PoolID, ClientID: s.client.ID, Username: "jo",
			}, time.Minute)
			b := s.newBrowser()
			got := b.submit(b.get(s.loginPath(s.client)), url.Values{
				"session": {session}, "step": {name}, "code": {"000000"}, "new_password": {"An0ther!Pass"}, "confirm_password": {"An0ther!Pass"},
			})
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Empty(t, got.location)
		})
	}
}

// addProviders adds the OIDC providers Corp and Partner to the pool and sets the providers that the
// client supports.
func (s *fixture) addProviders(supported ...string) userpool.Client {
	s.t.Helper()
	for name, details := range map[string]map[string]string{
		"Corp":    {"oidc_issuer": "https://corp.example", "authorize_url": "https://corp.example/authorize"},
		"Partner": {"oidc_issuer": "https://partner.example", "authorize_url": "https://partner.example/login/authorize?tenant=1"},
	} {
		details["client_id"], details["authorize_scopes"], details["attributes_request_method"] = "pool", "openid email", "GET"
		_, err := s.store.CreateIdentityProvider(s.domain.PoolID, userpool.IdentityProvider{Name: name, Type: "OIDC", Details: details})
		require.NoError(s.t, err)
	}
	settings := s.client.ClientSettings
	settings.SupportedIdentityProviders = supported
	client, err := s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
	require.NoError(s.t, err)
	return client
}

// The button of each provider links to the authorize endpoint with the app's request.
func TestProviderButtons(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	client := s.addProviders("COGNITO", "Corp", "Partner")
	got := s.newBrowser().get(s.loginPath(client) + "&errorMessage=x")
	assert.Equal(t, http.StatusOK, got.status)
	assert.Contains(t, got.body, "<form")
	buttons := regexp.MustCompile(`<a href="([^"]*)" name="([^"]*)" class="idpButton-customizable">`).FindAllStringSubmatch(got.body, -1)
	require.Len(t, buttons, 4, "two providers; the page has each twice, like the form")
	for i, name := range []string{"Corp", "Partner", "Corp", "Partner"} {
		assert.Equal(t, name, buttons[i][2])
		want := url.Values{
			"client_id": {client.ID}, "response_type": {"code"}, "redirect_uri": {callback}, "state": {"s"}, "identity_provider": {name},
		}
		assert.Equal(t, "/oauth2/authorize?"+want.Encode(), html.UnescapeString(buttons[i][1]))
	}
}

// The page has no form, and a form that was open before the change is rejected.
func TestClientWithoutThePoolHasNoForm(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	form := b.get(s.loginPath(s.client))
	client := s.addProviders("Corp")
	for _, got := range []page{b.get(s.loginPath(client)), b.submit(form, url.Values{"username": {"jo"}, "password": {password}})} {
		assert.Equal(t, http.StatusOK, got.status)
		assert.Empty(t, got.location)
		assert.NotContains(t, got.body, "<form")
		assert.Contains(t, got.body, ">Continue with Corp</a>")
	}
}

// The page supports the parameters of the authorize endpoint (developer guide, "Login endpoint").
func TestLoginRedirectsToTheNamedProvider(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	client := s.addProviders("COGNITO", "Corp")
	got := s.newBrowser().get(s.loginPath(client) + "&identity_provider=Corp")
	assert.Equal(t, http.StatusFound, got.status)
	assert.Regexp(t, `^https://corp\.example/authorize\?client_id=pool&`, got.location)
}
