package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSinglePageApp judges examples/single-page-app: a public client by the defaults of its application type.
func TestSinglePageApp(t *testing.T) {
	t.Parallel()
	d := deploy(t, "single-page-app")
	spa := d.application(t, "spa", "openid", "email")
	ada := d.createUser(t)

	t.Run("the application type decides what is not written", func(t *testing.T) {
		assert.Equal(t, map[string]refreshContract{"spa": contractOf(hour, day, true, 10)}, d.outputs.RefreshContract)
		assert.Empty(t, d.outputs.ClientSecrets)
		client := d.describeClient(t, "spa")
		assert.Empty(t, aws.ToString(client.ClientSecret))
		assert.Equal(t, []types.OAuthFlowType{types.OAuthFlowTypeCode}, client.AllowedOAuthFlows, "no implicit grant")
		assert.Equal(t, types.PreventUserExistenceErrorTypesEnabled, client.PreventUserExistenceErrors)
	})

	d.keepsItsContract(t, "spa", spa, ada)

	t.Run("a code without its verifier buys nothing", func(t *testing.T) {
		callback, err := spa.NewBrowser().SignIn(t.Context(), ada.Credentials)
		require.NoError(t, err)
		for _, verifier := range []string{"", "another-verifier-than-that-of-the-challenge-sent"} {
			resp, err := spa.Exchange(t.Context(), callback.Code, verifier)
			require.NoError(t, err)
			d.env.assertRefusedAs(t, resp, 400, "invalid_grant")
		}
	})

	t.Run("it is no drift", d.planIsEmpty)
}
