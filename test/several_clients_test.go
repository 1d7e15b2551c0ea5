package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestSeveralClients deploys examples/several-clients: every type of client on one pool.
func TestSeveralClients(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "several-clients")
	ada := d.CreateUser(t)
	_, err := d.API().AdminAddUserToGroup(t.Context(), &cognitoidentityprovider.AdminAddUserToGroupInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), Username: aws.String(ada.Username), GroupName: aws.String("support"),
	})
	require.NoError(t, err)

	callbacks := map[string]string{
		"web":         deploy.CallbackURL,
		"back-office": "https://office.example.com/callback",
		"spa":         "https://spa.example.com/callback",
		"app":         "com.example.orders:/callback",
	}
	for key, callback := range callbacks {
		t.Run(key, func(t *testing.T) {
			app := d.Application(t, key)
			app.RedirectURI = callback
			session.AssertContract(t, d, key, app, ada)

			t.Run("the tokens have the groups of the user", func(t *testing.T) {
				v := session.Verify(t, d, key, app, ada, session.SignIn(t, app, ada))
				assert.Equal(t, []any{"support"}, v.Access["cognito:groups"])
				assert.Equal(t, []any{"support"}, v.ID["cognito:groups"])
			})

			t.Run("the other clients cannot use its refresh token", func(t *testing.T) {
				got := session.SignIn(t, app, ada)
				for other := range callbacks {
					if other != key {
						session.AssertRefreshRejected(t, d.Application(t, other), got.Refresh)
					}
				}
			})
		})
	}

	t.Run("a client with the client credentials grant", func(t *testing.T) {
		resp, err := d.Application(t, "reports").ClientCredentials(t.Context())
		require.NoError(t, err)
		golden.AssertFields(t, []string{"access_token", "expires_in", "token_type"}, session.Parse(t, resp).Raw)
	})

	t.Run("each client has its own contract", func(t *testing.T) {
		contracts := d.Outputs.RefreshContract
		assert.Equal(t, session.Contract(session.Hour, 30*session.Day, false, 0), contracts["web"])
		assert.Equal(t, session.Contract(15*session.Minute, 10*session.Hour, true, 10), contracts["back-office"])
		assert.Equal(t, session.Contract(session.Hour, session.Day, true, 10), contracts["spa"])
		assert.Equal(t, session.Contract(session.Hour, 30*session.Day, true, 30), contracts["app"])
		assert.Len(t, contracts, 5)
	})
}
