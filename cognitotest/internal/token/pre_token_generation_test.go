package token

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const triggerARN = "arn:aws:lambda:us-east-1:123456789012:function:tokens"

// withTrigger configures a pre token generation trigger of a version, V1_0 to V3_0, on the pool.
// The trigger returns response as a literal; "" returns the event unchanged, and "!" fails.
// withTrigger returns the event of the last invocation.
func (s *fixture) withTrigger(version, response string) *map[string]any {
	s.t.Helper()
	event := &map[string]any{}
	s.issuer.Triggers = &trigger.Invoker{Functions: map[string]trigger.Function{triggerARN: func(_ context.Context, in []byte) ([]byte, error) {
		if err := json.Unmarshal(in, event); err != nil {
			return nil, err
		}
		if response == "!" {
			return nil, errors.New("no")
		}
		out := map[string]any{}
		_ = json.Unmarshal(in, &out)
		if response != "" {
			out["response"] = json.RawMessage(response)
		}
		return json.Marshal(out)
	}}}
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) {
		p.Tier = "ESSENTIALS"
		p.Triggers = userpool.Triggers{PreTokenVersioned: triggerARN, PreTokenVersion: version}
	})
	require.NoError(s.t, err)
	return event
}

func TestPreTokenGenerationEvent(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"V1_0": `{"groupConfiguration":{"groupsToOverride":["staff"],"iamRolesToOverride":["arn:aws:iam::123456789012:role/r"],"preferredRole":null}}`,
		"V2_0": `{"scopes":["openid"],"groupConfiguration":{"groupsToOverride":["staff"],"iamRolesToOverride":["arn:aws:iam::123456789012:role/r"],"preferredRole":null}}`,
	} {
		t.Run(version, func(t *testing.T) {
			s := newFixture(t)
			s.addGroup("staff", "arn:aws:iam::123456789012:role/r", nil)
			event := s.withTrigger(version, "")
			s.signIn(s.addClient(nil), "openid")
			assert.Equal(t, map[string]string{"V1_0": "1", "V2_0": "2"}[version], (*event)["version"])
			assert.Equal(t, "TokenGeneration_HostedAuth", (*event)["triggerSource"])
			request := (*event)["request"].(map[string]any)
			assert.Equal(t, "jo@example.com", request["userAttributes"].(map[string]any)["email"])
			delete(request, "userAttributes")
			text, err := json.Marshal(request)
			require.NoError(t, err)
			assert.JSONEq(t, want, string(text))
		})
	}
}

// TestPreTokenGeneration covers the developer guide, "Pre token generation Lambda trigger",
// including its table of claims. A nil claim in want must be absent.
func TestPreTokenGeneration(t *testing.T) {
	t.Parallel()
	type claims = map[string]any
	v1 := func(details string) string { return `{"claimsOverrideDetails":` + details + `}` }
	v2 := func(details string) string { return `{"claimsAndScopeOverrideDetails":` + details + `}` }
	const reserved = `"sub":"x","iss":"x","aud":"x","token_use":"x","exp":"1","iat":"1","auth_time":"1","jti":"x","origin_jti":"x","event_id":"x","at_hash":"x","cognito:username":"x","cognito:groups":"x","dev:a":"x","identities":"x","client_id":"x","username":"x","scope":"x"`
	for _, tt := range []struct {
		name, version, response string
		access, id              claims
	}{
		{"unchanged response", "V1_0", "", claims{"cognito:groups": []any{"staff"}}, claims{"cognito:groups": []any{"staff"}, "email": "jo@example.com"}},
		{"V1 adds, overrides and suppresses only in the ID token", "V1_0", v1(`{"claimsToAddOrOverride":{"tenant":"a","given_name":"X"},"claimsToSuppress":["email"]}`),
			claims{"tenant": nil, "cognito:groups": []any{"staff"}}, claims{"tenant": "a", "given_name": "X", "email": nil, "cognito:groups": []any{"staff"}}},
		{"suppressing takes precedence over adding", "V1_0", v1(`{"claimsToAddOrOverride":{"tenant":"a"},"claimsToSuppress":["tenant"]}`), claims{}, claims{"tenant": nil}},
		{"V1 replaces the groups in both tokens", "V1_0", v1(`{"groupOverrideDetails":{"groupsToOverride":["a","b"],"iamRolesToOverride":["r1"],"preferredRole":"r1"}}`),
			claims{"cognito:groups": []any{"a", "b"}, "cognito:roles": nil}, claims{"cognito:groups": []any{"a", "b"}, "cognito:roles": []any{"r1"}, "cognito:preferred_role": "r1"}},
		{"no groups: empty", "V1_0", v1(`{"groupOverrideDetails":{}}`), claims{"cognito:groups": nil}, claims{"cognito:groups": nil, "cognito:roles": nil}},
		{"no groups: null", "V2_0", v2(`{"groupOverrideDetails":null}`), claims{"cognito:groups": nil}, claims{"cognito:groups": nil, "cognito:roles": nil}},
		{"groups suppressed, with their roles", "V1_0", v1(`{"claimsToSuppress":["cognito:groups"]}`), claims{"cognito:groups": []any{"staff"}}, claims{"cognito:groups": nil, "cognito:roles": nil}},
		{"groups suppressed, with the preferred role of new groups", "V1_0", v1(`{"claimsToSuppress":["cognito:groups"],"groupOverrideDetails":{"groupsToOverride":["a"],"iamRolesToOverride":["r1"],"preferredRole":"r1"}}`),
			claims{"cognito:groups": []any{"a"}}, claims{"cognito:groups": nil, "cognito:roles": nil, "cognito:preferred_role": nil}},
		{"V1 cannot change reserved claims", "V1_0", v1(`{"claimsToAddOrOverride":{` + reserved + `},"claimsToSuppress":["sub","exp","cognito:username"]}`),
			claims{"cognito:groups": []any{"staff"}}, claims{"cognito:username": "jo", "token_use": "id", "dev:a": nil, "identities": nil, "cognito:groups": []any{"staff"}}},
		{"V2 changes both tokens", "V2_0", v2(`{"idTokenGeneration":{"claimsToAddOrOverride":{"n":1.5,"o":{"a":["b",true]}},"claimsToSuppress":["email"]},"accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":["x"]},"claimsToSuppress":["cognito:groups"]}}`),
			claims{"tenant": []any{"x"}, "cognito:groups": nil, "n": nil}, claims{"n": 1.5, "o": claims{"a": []any{"b", true}}, "email": nil, "tenant": nil}},
		{"V2 changes scopes", "V2_0", v2(`{"accessTokenGeneration":{"scopesToAdd":["orders/read","openid"],"scopesToSuppress":["email"]}}`), claims{"scope": "openid orders/read"}, claims{"email": "jo@example.com"}},
		{"V2 cannot change reserved claims", "V2_0", v2(`{"accessTokenGeneration":{"claimsToAddOrOverride":{` + reserved + `,"version":"x","device_key":"x"},"claimsToSuppress":["username","scope","client_id"]}}`),
			claims{"token_use": "access", "username": "jo", "scope": "openid email", "aud": nil, "version": 2.0, "device_key": nil}, claims{}},
		{"V2 ignores objects and arrays for standard claims", "V2_0", v2(`{"idTokenGeneration":{"claimsToAddOrOverride":{"address":{"a":"b"},"email_verified":[true],"updated_at":7}}}`),
			claims{}, claims{"address": nil, "email_verified": true, "updated_at": 7.0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.addGroup("staff", "arn:aws:iam::123456789012:role/r", nil)
			s.withTrigger(tt.version, tt.response)
			set := s.signIn(s.addClient(nil), "openid", "email", "profile")
			if _, scoped := tt.access["scope"]; scoped {
				set = s.signIn(s.addClient(nil), "openid", "email")
			}
			_, access := s.claims(set.Access)
			_, id := s.claims(set.ID)
			for _, token := range []struct{ got, want claims }{{access, tt.access}, {id, tt.id}} {
				assert.Equal(t, s.user.Sub(), token.got["sub"])
				assert.Equal(t, s.pool.Issuer(), token.got["iss"])
				for name, value := range token.want {
					assert.Equal(t, value, token.got[name], name)
				}
			}
		})
	}
}

// A trigger cannot set another audience than the client id.
func TestTriggerCanOnlySetTheClientAsAudience(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	s.withTrigger("V2_0", `{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"claimsToAddOrOverride":{"aud":"`+c.ID+`"}}}}`)
	_, access := s.claims(s.signIn(c, "openid").Access)
	assert.Equal(t, c.ID, access["aud"])
}

func TestPreTokenGenerationErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, version, response, message string }{
		{"the trigger fails", "V2_0", "!", "PreTokenGeneration failed with error no."},
		{"V1 accepts only strings", "V1_0", `{"claimsOverrideDetails":{"claimsToAddOrOverride":{"n":1}}}`, "Unrecognizable lambda output"},
		{"a scope with a space", "V2_0", `{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"scopesToAdd":["a b"]}}}`, "Invalid scope in scopesToAdd: a b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addClient(func(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{Enabled: true} })
			before := s.signIn(c, "openid").Refresh
			s.withTrigger(tt.version, tt.response)
			_, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now()})
			require.ErrorContains(t, err, tt.message)
			_, err = s.tryRefresh(c, before)
			require.ErrorContains(t, err, tt.message)
			s.issuer.Triggers = nil
			_, err = s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) { p.Triggers = userpool.Triggers{} })
			require.NoError(t, err)
			s.refresh(c, before) // the failed refresh did not rotate the token
		})
	}
}

// Only version 3 runs for machine clients.
func TestPreTokenGenerationOfAMachineRequiresVersion3(t *testing.T) {
	t.Parallel()
	const response = `{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":"a","sub":"x"},"scopesToAdd":["orders/admin"],"scopesToSuppress":["orders/read"]}}}`
	s := newFixture(t)
	c := s.addClient(nil)
	event := s.withTrigger("V2_0", response)
	set, err := s.issuer.ClientCredentials(c, []string{"orders/read"}, nil)
	require.NoError(t, err)
	_, claims := s.claims(set.Access)
	assert.Equal(t, "orders/read", claims["scope"])
	assert.Empty(t, *event, "version 2 does not run for machine clients")

	event = s.withTrigger("V3_0", response)
	set, err = s.issuer.ClientCredentials(c, []string{"orders/read"}, map[string]string{"environment": "dev"})
	require.NoError(t, err)
	_, claims = s.claims(set.Access)
	assert.Equal(t, "orders/admin", claims["scope"])
	assert.Equal(t, "a", claims["tenant"])
	assert.Equal(t, c.ID, claims["sub"])
	assert.Equal(t, "3", (*event)["version"])
	assert.Equal(t, "TokenGeneration_ClientCredentials", (*event)["triggerSource"])
	assert.Equal(t, "ClientCredentials", (*event)["userName"])
	assert.Equal(t, c.ID, (*event)["callerContext"].(map[string]any)["clientId"])
	text, err := json.Marshal((*event)["request"])
	require.NoError(t, err)
	assert.JSONEq(t, `{"userAttributes":{},"scopes":["orders/read"],"clientMetadata":{"environment":"dev"},"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null}}`, string(text))
}
