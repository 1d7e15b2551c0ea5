package test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestNativeApp judges examples/native-app: a scheme of the app's own, and the loopback interface.
func TestNativeApp(t *testing.T) {
	t.Parallel()
	d := deploy(t, "native-app")
	ada := d.createUser(t)
	assert.Equal(t, map[string]refreshContract{
		"app":     contractOf(hour, 90*day, true, 30),
		"desktop": contractOf(hour, 30*day, true, 30),
	}, d.outputs.RefreshContract)
	assert.Empty(t, d.outputs.ClientSecrets)

	for key, callback := range map[string]string{
		"app":     "com.example.orders:/callback",
		"desktop": "http://127.0.0.1:8400/callback",
	} {
		t.Run(key, func(t *testing.T) {
			app := d.application(t, key, "openid", "email")
			app.RedirectURI = callback
			d.keepsItsContract(t, key, app, ada)

			t.Run("the callback of the other is refused", func(t *testing.T) {
				stranger := *app
				stranger.RedirectURI = callbackURL
				_, err := stranger.NewBrowser().SignIn(t.Context(), ada.Credentials)
				var refused *login.HostedError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, "redirect_mismatch", refused.Code)
			})
		})
	}
}
