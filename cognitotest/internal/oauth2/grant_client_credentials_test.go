package oauth2_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestClientCredentials(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.CallbackURLs = []string{"client_credentials"}, nil
		c.AllowedOAuthScopes = []string{"https://orders.example.com/read", "https://orders.example.com/write"}
	})
	tests := []struct {
		name, scope, wantBody, wantScope string
	}{
		{"no scope means all", "", bodyAccessOnly, "https://orders.example.com/read https://orders.example.com/write"},
		{"one scope", "https://orders.example.com/write", bodyAccessOnly, "https://orders.example.com/write"},
		{"scope that does not exist", "https://orders.example.com/delete", `{"error":"invalid_scope"}` + "\n", ""},
		{"resource server that does not exist", "https://orders.example.com/read https://stock.example.com/read", `{"error":"invalid_scope"}` + "\n", ""},
		{"allowed scope and a scope of another client", "https://orders.example.com/write https://orders.example.com/admin", `{"error":"invalid_grant"}` + "\n", ""},
		{"system scope", "openid", `{"error":"invalid_grant"}` + "\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"grant_type": {"client_credentials"}}
			if tt.scope != "" {
				form.Set("scope", tt.scope)
			}
			got := s.post("/oauth2/token", c, form)
			assert.Equal(t, tt.wantBody, got.masked())
			if tt.wantScope == "" {
				assert.Equal(t, http.StatusBadRequest, got.status)
				return
			}
			assert.Equal(t, tt.wantScope, claims(t, got.member(t, "access_token"))["scope"])
		})
	}
	withOpenID := s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.CallbackURLs, c.AllowedOAuthScopes = []string{"client_credentials"}, nil, []string{"openid", "https://orders.example.com/read"}
	})
	for _, scope := range []string{"openid", "openid https://orders.example.com/read"} {
		got := s.post("/oauth2/token", withOpenID, url.Values{"grant_type": {"client_credentials"}, "scope": {scope}})
		assert.Equal(t, `{"error":"invalid_grant"}`+"\n", got.body, "a scope of users, which the client has")
	}
	got := s.post("/oauth2/token", c, url.Values{"grant_type": {"client_credentials"}, "resource": {"https://orders.example.com"}})
	assert.Equal(t, `{"error":"invalid_request"}`+"\n", got.body, "client credentials tokens cannot have a resource")
}

// A client may request a deleted scope that is still in its settings. The tokens omit the scope.
func TestDeletedScopeIsNotInTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const read, write = "https://orders.example.com/read", "https://orders.example.com/write"
	machine := s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.CallbackURLs, c.AllowedOAuthScopes = []string{"client_credentials"}, nil, []string{read, write}
	})
	web := s.addClient(func(c *userpool.ClientSettings) { c.AllowedOAuthScopes = []string{"openid", read, write} })
	_, err := s.store.UpdateResourceServer(s.pool.ID, userpool.ResourceServer{
		Identifier: "https://orders.example.com", Name: "orders", Scopes: []userpool.Scope{{Name: "read"}},
	})
	require.NoError(t, err)
	for _, scope := range []string{"", read + " " + write} {
		form := url.Values{"grant_type": {"client_credentials"}}
		if scope != "" {
			form.Set("scope", scope)
		}
		got := s.post("/oauth2/token", machine, form)
		assert.Equal(t, read, claims(t, got.member(t, "access_token"))["scope"], got.body)
	}
	got := s.exchange(web, s.code(web, url.Values{"scope": {"openid " + read + " " + write}}))
	assert.Equal(t, "openid "+read, claims(t, got.member(t, "access_token"))["scope"])
}

// A refresh keeps the audience of the access token (RFC 8707; developer guide, "Token
// endpoint").
func TestRefreshKeepsTheResource(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, change := range []func(*userpool.ClientSettings){nil, rotating(0)} {
		c := s.addClient(change)
		got := s.exchange(c, s.code(c, url.Values{"resource": {"https://orders.example.com"}}))
		assert.Equal(t, "https://orders.example.com", claims(t, got.member(t, "access_token"))["aud"])
		assert.Equal(t, c.ID, claims(t, got.member(t, "id_token"))["aud"])
		refreshed := s.refresh(c, got.member(t, "refresh_token"))
		assert.Equal(t, "https://orders.example.com", claims(t, refreshed.member(t, "access_token"))["aud"])
	}
	c := s.addClient(nil)
	assert.NotContains(t, claims(t, s.exchange(c, s.code(c, nil)).member(t, "access_token")), "aud")
}

// Only version 3 of the pre token generation trigger receives aws_client_metadata (developer
// guide, "Token endpoint").
func TestClientMetadata(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(func(c *userpool.ClientSettings) {
		c.AllowedOAuthFlows, c.CallbackURLs = []string{"client_credentials"}, nil
		c.AllowedOAuthScopes = []string{"https://orders.example.com/read"}
	})
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:tokens"
	var event string
	fail := false
	s.issuer.Triggers = &trigger.Invoker{Functions: map[string]trigger.Function{arn: func(_ context.Context, in []byte) ([]byte, error) {
		event = string(in)
		if fail {
			return nil, errors.New("no")
		}
		return in, nil
	}}}
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) {
		p.Triggers = userpool.Triggers{PreTokenVersioned: arn, PreTokenVersion: "V3_0"}
	})
	require.NoError(t, err)
	post := func(metadata string) response {
		return s.post("/oauth2/token", c, url.Values{"grant_type": {"client_credentials"}, "aws_client_metadata": {metadata}})
	}
	assert.Equal(t, bodyAccessOnly, post(`{"environment": "dev", "language": "en-US"}`).masked())
	assert.Contains(t, event, `"clientMetadata":{"environment":"dev","language":"en-US"}`)
	assert.Equal(t, `{"error":"invalid_request"}`+"\n", post(`[1]`).masked())
	fail = true
	assert.Equal(t, bodyInvalidGrant, post("").body)
}
