package test

import (
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tests of this file and the next hold what the modules do about the provider's traps. Each subtest is named after
// the issue upstream; d.apply, which all of them use, fails if the plan after it is not empty.

// object is a value of HCL.
type object = map[string]any

// standInOnly skips a test on AWS.
func standInOnly(t *testing.T, because string) {
	t.Helper()
	if aws, err := onAWS(os.Getenv(targetVariable)); err == nil && aws {
		t.Skipf("not on AWS: %s there", because)
	}
}

// environmentWith deploys the root module with clients and inputs of the test's own.
func environmentWith(t *testing.T, clients, inputs object) *deployment {
	t.Helper()
	vars := object{"inputs": inputs}
	if clients != nil {
		vars["clients"] = clients
	}
	return deployFixture(t, "environment", withVars(vars))
}

// client is an app client with a callback URL and whatever else a test gives it.
func client(more object) object {
	with := object{"callback_urls": []string{callbackURL}}
	maps.Copy(with, more)
	return with
}

func TestProviderTrapsOfRotation(t *testing.T) {
	t.Parallel()
	rotation := func(on bool, more object) object {
		refresh := object{"rotation": on}
		maps.Copy(refresh, more)
		return object{"web": client(object{"refresh": refresh})}
	}
	d := environmentWith(t, rotation(true, nil), nil)
	rotates := func(t *testing.T, on bool, grace int32) {
		t.Helper()
		web := d.describeClient(t, "web")
		assert.Equal(t, !on, hasFlow(web, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth), "ALLOW_REFRESH_TOKEN_AUTH beside rotation %t", on)
		require.NotNil(t, web.RefreshTokenRotation)
		assert.Equal(t, on, web.RefreshTokenRotation.Feature == types.FeatureTypeEnabled)
		assert.Equal(t, grace, aws.ToInt32(web.RefreshTokenRotation.RetryGracePeriodSeconds))
	}
	rotates(t, true, 10)
	d.planIsEmpty(t)
	id := d.outputs.ClientIDs["web"]

	t.Run("hashicorp/terraform-provider-aws#43531 #47554: rotation is switched off", func(t *testing.T) {
		d.apply(t, object{"clients": rotation(false, nil)})
		rotates(t, false, 0)
	})
	t.Run("hashicorp/terraform-provider-aws#47196: and on again, with the flows that go with it", func(t *testing.T) {
		d.apply(t, object{"clients": rotation(true, nil)})
		rotates(t, true, 10)
	})
	t.Run("hashicorp/terraform-provider-aws#45646: without a grace period", func(t *testing.T) {
		d.apply(t, object{"clients": rotation(true, object{"retry_grace_period_seconds": 0})})
		rotates(t, true, 0)
	})
	assert.Equal(t, id, d.outputs.ClientIDs["web"], "it is the same client throughout")
}

func hasFlow(client *types.UserPoolClientType, flow types.ExplicitAuthFlowsType) bool {
	return slices.Contains(client.ExplicitAuthFlows, flow)
}

func TestProviderTrapsOfClients(t *testing.T) {
	t.Parallel()
	const api = "https://orders.example.com"
	servers := object{api: object{"scopes": object{"read": "Read orders"}}}
	d := environmentWith(t, object{
		"a": client(object{"scopes": []string{"openid", api + "/read"}}),
		"b": client(object{"logout_urls": []string{logoutURL}, "explicit_auth_flows": []string{"ALLOW_USER_PASSWORD_AUTH"}, "read_attributes": []string{"email"}, "write_attributes": []string{"email"}}),
		"c": client(object{"access_token": object{"validity": 2, "unit": "hours"}}),
	}, object{"resource_servers": servers})

	d.planIsEmpty(t)

	t.Run("lgallard/terraform-aws-cognito-user-pool#68: a validity never goes without its unit", func(t *testing.T) {
		for _, key := range []string{"a", "c"} {
			units := d.describeClient(t, key).TokenValidityUnits
			require.NotNil(t, units, key)
			assert.NotEmpty(t, units.AccessToken, key)
			assert.NotEmpty(t, units.IdToken, key)
			assert.NotEmpty(t, units.RefreshToken, key)
		}
		d.apply(t, object{"clients": object{
			"a": client(object{"scopes": []string{"openid", api + "/read"}}),
			"b": client(object{"logout_urls": []string{logoutURL}, "explicit_auth_flows": []string{"ALLOW_USER_PASSWORD_AUTH"}, "read_attributes": []string{"email"}, "write_attributes": []string{"email"}}),
			"c": client(object{"access_token": object{"validity": 7200, "unit": "seconds"}, "refresh": object{"validity": 180, "unit": "minutes"}, "id_token": object{"validity": 90}}),
		}})
		c := d.describeClient(t, "c")
		assert.EqualValues(t, 7200, aws.ToInt32(c.AccessTokenValidity))
		assert.EqualValues(t, 180, c.RefreshTokenValidity)
	})

	t.Run("what is no longer written is cleared, and does not silently stay", func(t *testing.T) {
		require.NotEmpty(t, d.describeClient(t, "b").LogoutURLs)
		require.Contains(t, d.describeClient(t, "b").WriteAttributes, "email")
		d.apply(t, object{"clients": object{
			"a": client(object{"scopes": []string{"openid", api + "/read"}}), "b": client(nil), "c": client(nil),
		}})
		b := d.describeClient(t, "b")
		assert.Empty(t, b.LogoutURLs)
		assert.False(t, hasFlow(b, types.ExplicitAuthFlowsTypeAllowUserPasswordAuth))
		assert.NotContains(t, b.ReadAttributes, "email")
		assert.NotContains(t, b.WriteAttributes, "email")
	})

	t.Run("lgallard/terraform-aws-cognito-user-pool#163: a client taken out of the middle leaves the others alone", func(t *testing.T) {
		without := object{"a": client(object{"scopes": []string{"openid", api + "/read"}}), "c": client(nil)}
		changes := map[string]tfjson.Actions{}
		for _, change := range d.plan(t, object{"clients": without}).ResourceChanges {
			if !change.Change.Actions.NoOp() && change.Mode == tfjson.ManagedResourceMode {
				changes[change.Address] = change.Change.Actions
			}
		}
		assert.Equal(t, map[string]tfjson.Actions{
			`module.cognito.module.user_pool_client["b"].aws_cognito_user_pool_client.this`: {tfjson.ActionDelete},
		}, changes)
		a, c := d.outputs.ClientIDs["a"], d.outputs.ClientIDs["c"]
		d.apply(t, object{"clients": without})
		assert.Equal(t, map[string]string{"a": a, "c": c}, d.outputs.ClientIDs)
	})

	t.Run("a scope exists before a client asks for it, and as long as one does", func(t *testing.T) {
		servers[api] = object{"scopes": object{"read": "Read orders", "write": "Place orders"}}
		d.apply(t, object{
			"inputs":  object{"resource_servers": servers},
			"clients": object{"a": client(object{"scopes": []string{"openid", api + "/write"}}), "c": client(object{"scopes": []string{"openid", api + "/write"}})},
		})
		servers = object{}
		d.apply(t, object{"inputs": object{"resource_servers": servers}, "clients": object{"a": client(nil), "c": client(nil)}})
	})
}
