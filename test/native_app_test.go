package test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestNativeApp deploys examples/native-app: a custom scheme and the loopback interface.
func TestNativeApp(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "native-app")
	ada := d.CreateUser(t)
	assert.Equal(t, map[string]deploy.RefreshContract{
		"app":     session.Contract(session.Hour, 90*session.Day, true, 30),
		"desktop": session.Contract(session.Hour, 30*session.Day, true, 30),
	}, d.Outputs.RefreshContract)
	assert.Empty(t, d.Outputs.ClientSecrets)

	for key, callback := range map[string]string{
		"app":     "com.example.orders:/callback",
		"desktop": "http://127.0.0.1:8400/callback",
	} {
		t.Run(key, func(t *testing.T) {
			app := d.Application(t, key, "openid", "email")
			app.RedirectURI = callback
			session.AssertContract(t, d, key, app, ada)

			t.Run("an unregistered callback is rejected", func(t *testing.T) {
				stranger := *app
				stranger.RedirectURI = deploy.CallbackURL
				_, err := stranger.NewBrowser().SignIn(t.Context(), ada.Credentials)
				var rejected *login.HostedError
				require.ErrorAs(t, err, &rejected)
				assert.Equal(t, "redirect_mismatch", rejected.Code)
			})
		})
	}
}
