package hostedui_test

import (
	"cmp"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// A state is valid once, for five minutes, and only in the browser that received it.
// A state belongs to one provider. Here the identifier in the request gets another provider meanwhile.
func TestIDPResponseForAnotherProviderIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	client := s.addProviders("COGNITO", "Corp", "Partner")
	identify := func(provider string, identifiers ...string) {
		_, err := s.store.UpdateIdentityProvider(s.domain.PoolID, provider, func(i *userpool.IdentityProvider) { i.Identifiers = identifiers })
		require.NoError(t, err)
	}
	identify("Corp", "example.com")
	redirect := b.get(s.loginPath(client) + "&idp_identifier=example.com")
	require.Equal(t, http.StatusFound, redirect.status, redirect.body)
	at, err := url.Parse(redirect.location)
	require.NoError(t, err)
	require.Equal(t, "corp.example", at.Host)
	identify("Corp")
	identify("Partner", "example.com")
	got := b.get("/oauth2/idpresponse?code=c&state=" + at.Query().Get("state"))
	assert.Equal(t, callback+"?error_description=Login+option+is+not+available.&state=s&error=invalid_request", got.location)
	assert.NotContains(t, b.cookies, "cognito")
}

func TestIDPResponseErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(s *fixture, b *browser, state string) (*browser, string)
		want   string // the redirect to the callback; "": the error page with Invalid state
	}{
		{"error of the provider", func(_ *fixture, b *browser, state string) (*browser, string) {
			return b, state + "&error=access_denied&error_description=No+entry"
		}, callback + "?error_description=No+entry&state=s&error=invalid_request"},
		{"error of the provider without a description", func(_ *fixture, b *browser, state string) (*browser, string) {
			return b, state + "&error=access_denied"
		}, callback + "?error_description=access_denied&state=s&error=invalid_request"},
		{"provider that cannot be reached", func(_ *fixture, b *browser, state string) (*browser, string) {
			return b, state + "&code=c"
		}, callback + "?error_description=Connection+reset&state=s&error=invalid_request"},
		{"provider that the client no longer supports", func(s *fixture, b *browser, state string) (*browser, string) {
			settings := s.client.ClientSettings
			settings.SupportedIdentityProviders = []string{"COGNITO"}
			_, err := s.store.UpdateClient(s.domain.PoolID, s.client.ID, settings)
			require.NoError(s.t, err)
			return b, state + "&code=c"
		}, callback + "?error_description=Login+option+is+not+available.&state=s&error=invalid_request"},
		{"no state", func(_ *fixture, b *browser, _ string) (*browser, string) { return b, "&code=c" }, ""},
		{"unknown state", func(_ *fixture, b *browser, _ string) (*browser, string) { return b, "made-up&code=c" }, ""},
		{"another browser", func(s *fixture, _ *browser, state string) (*browser, string) {
			return s.newBrowser(), state + "&code=c"
		}, ""},
		{"after five minutes", func(s *fixture, b *browser, state string) (*browser, string) {
			s.store.Clock.Advance(5 * time.Minute)
			return b, state + "&code=c"
		}, ""},
		{"state used already", func(_ *fixture, b *browser, state string) (*browser, string) {
			b.get("/oauth2/idpresponse?state=" + state + "&error=x")
			return b, state + "&code=c"
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			b := s.newBrowser()
			redirect := b.get(s.loginPath(s.addProviders("COGNITO", "Corp")) + "&identity_provider=Corp")
			require.Equal(t, http.StatusFound, redirect.status, redirect.body)
			at, err := url.Parse(redirect.location)
			require.NoError(t, err)
			from, state := tt.change(s, b, at.Query().Get("state"))
			got := from.get("/oauth2/idpresponse?state=" + state)
			assert.Equal(t, http.StatusFound, got.status)
			assert.Equal(t, cmp.Or(tt.want, domain+"/error?error=Invalid%20state"), got.location)
			assert.NotContains(t, from.cookies, "cognito")
		})
	}
}
