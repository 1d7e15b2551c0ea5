package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSeveralClients judges examples/several-clients: every kind of client on one pool.
func TestSeveralClients(t *testing.T) {
	t.Parallel()
	d := deploy(t, "several-clients")
	ada := d.createUser(t)
	_, err := d.sdk().AdminAddUserToGroup(t.Context(), &cognitoidentityprovider.AdminAddUserToGroupInput{
		UserPoolId: aws.String(d.outputs.UserPoolID), Username: aws.String(ada.Username), GroupName: aws.String("support"),
	})
	require.NoError(t, err)

	callbacks := map[string]string{
		"web":         callbackURL,
		"back-office": "https://office.example.com/callback",
		"spa":         "https://spa.example.com/callback",
		"app":         "com.example.orders:/callback",
	}
	for key, callback := range callbacks {
		t.Run(key, func(t *testing.T) {
			app := d.application(t, key)
			app.RedirectURI = callback
			d.keepsItsContract(t, key, app, ada)

			t.Run("the tokens tell the groups of the user", func(t *testing.T) {
				v := d.verify(t, key, app, ada, signIn(t, app, ada))
				assert.Equal(t, []any{"support"}, v.access["cognito:groups"])
				assert.Equal(t, []any{"support"}, v.id["cognito:groups"])
			})

			t.Run("its refresh token is of no use to the others", func(t *testing.T) {
				got := signIn(t, app, ada)
				for other := range callbacks {
					if other != key {
						d.assertRefreshRefused(t, d.application(t, other), got.refresh)
					}
				}
			})
		})
	}

	t.Run("a machine beside them", func(t *testing.T) {
		resp, err := d.application(t, "reports").ClientCredentials(t.Context())
		require.NoError(t, err)
		assertFields(t, []string{"access_token", "expires_in", "token_type"}, granted(t, resp).raw)
	})

	t.Run("each client promises its own", func(t *testing.T) {
		contracts := d.outputs.RefreshContract
		assert.Equal(t, contractOf(hour, 30*day, false, 0), contracts["web"])
		assert.Equal(t, contractOf(15*minute, 10*hour, true, 10), contracts["back-office"])
		assert.Equal(t, contractOf(hour, day, true, 10), contracts["spa"])
		assert.Equal(t, contractOf(hour, 30*day, true, 30), contracts["app"])
		assert.Len(t, contracts, 5)
	})
}
