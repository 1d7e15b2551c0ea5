package test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/planguard"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// TestPlanGuard plans changes of a deployed environment and asserts which of them the guard reports.
func TestPlanGuard(t *testing.T) {
	t.Parallel()
	const api = "https://orders.example.com"
	inputs := func(more object) object {
		all := object{
			"resource_servers": object{api: object{"scopes": object{"read": "Read orders"}}},
			"attributes":       object{"team": object{}},
			"groups":           object{"support": object{}},
			"identity_providers": object{"Company": object{
				"type": "OIDC", "client_id": "orders", "authorize_scopes": []string{"openid"}, "oidc": object{"issuer": "https://login.example.com"},
			}},
			"identity_provider_secrets": object{"Company": "secret"},
		}
		maps.Copy(all, more)
		return object{"inputs": all}
	}
	d := deploy.Environment(t, object{"web": deploy.Client(nil), "spa": deploy.Client(object{"application_type": "single-page"})}, inputs(nil)["inputs"].(object))

	const (
		pool   = "module.cognito.module.user_pool.aws_cognito_user_pool.this"
		domain = `module.cognito.module.user_pool_domain["prefix"].aws_cognito_user_pool_domain.this`
		server = `module.cognito.module.resource_server["https://orders.example.com"].aws_cognito_resource_server.this`
		web    = `module.cognito.module.user_pool_client["web"].aws_cognito_user_pool_client.this`
		spa    = `module.cognito.module.user_pool_client["spa"].aws_cognito_user_pool_client.this`
		idp    = `module.cognito.module.identity_provider["Company"].aws_cognito_identity_provider.this`
		group  = `module.cognito.module.user_group["support"].aws_cognito_user_group.this`
	)
	everything := []string{pool, domain, server, web, spa, idp, group} // replacing a pool replaces its resources
	for _, change := range []struct {
		name     string
		vars     object
		reported []string // empty: the guard accepts the plan
	}{
		{
			"settings change in place, and a client and an attribute are added",
			object{
				"clients": object{"web": deploy.Client(object{"refresh": object{"rotation": true}, "scopes": []string{"openid"}}), "spa": deploy.Client(object{"application_type": "single-page"}), "new": deploy.Client(nil)},
				"inputs":  inputs(object{"mfa": object{"configuration": "OPTIONAL"}, "attributes": object{"team": object{}, "cost_center": object{}}})["inputs"],
			},
			nil,
		},
		{"users no longer sign in with their email address", inputs(object{"sign_in": object{"username_attributes": []string{}}}), everything},
		{
			// In one plan, because these changes are independent.
			"an attribute changes, the domain is renamed, and a resource server, a client, an identity provider and a group are removed",
			object{
				"domain_prefix": d.Prefix + "-2",
				"clients":       object{"web": deploy.Client(nil)},
				"inputs":        object{"attributes": object{"team": object{"max_length": 10}}},
			},
			[]string{pool, domain, server, spa, idp, group},
		},
		{"an attribute is removed", inputs(object{"attributes": object{}}), []string{pool}},
	} {
		t.Run(change.name, func(t *testing.T) {
			found, err := planguard.Check(d.Plan(t, change.vars))
			require.NoError(t, err)
			var reported []string
			for _, f := range found {
				reported = append(reported, f.Address)
			}
			assert.ElementsMatch(t, change.reported, reported)
		})
	}

	// Cognito can neither add nor remove the secret of a client, and the module must not silently replace a client.
	t.Run("a client cannot lose its secret", func(t *testing.T) {
		message := d.PlanError(t, object{"clients": object{"web": deploy.Client(object{"generate_secret": false}), "spa": deploy.Client(object{"application_type": "single-page"})}})
		assert.Contains(t, message, `clients.web.generate_secret: false is not how the client was created, and Cognito cannot change it.`)
	})
}
