package hostedui_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// TestClientWithoutThePool: a client that does not name COGNITO among its identity
// providers has no sign-in page (hashicorp/terraform-provider-aws#23374).
func TestClientWithoutThePool(t *testing.T) {
	t.Parallel()
	s := newStage(t)
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
	assert.Empty(t, got.location, "a form that was open")
	assert.Contains(t, got.body, "Login pages unavailable")
}

func TestLoginForAnotherProvider(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))

	got := b.get(s.loginPath(s.client) + "&identity_provider=Google&errorMessage=Login+option+is+not+available.")
	assert.Equal(t, http.StatusOK, got.status, "the session does not answer")
	assert.Equal(t, "Login option is not available.", got.alert())
}

// TestStepsOfTheAPI: a session string of InitiateAuth is none of the pages, where it
// would stand for a password that nobody gave.
func TestStepsOfTheAPI(t *testing.T) {
	t.Parallel()
	s := newStage(t)
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
