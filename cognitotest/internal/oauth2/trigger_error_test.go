package oauth2_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// A pre token generation trigger that fails ends the sign-in: the token endpoint returns invalid_grant, and the implicit grant
// redirects to the callback with the error in the fragment (RFC 6749 section 4.2.2.1).
func TestFailingTriggerIssuesNoTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web := s.addClient(nil)
	spa := s.addPublicClient(func(c *userpool.ClientSettings) { c.AllowedOAuthFlows = []string{"implicit"} })
	refresh, _ := s.signIn(web)
	code := s.code(web, nil)
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:tokens"
	s.issuer.Triggers = &trigger.Invoker{Functions: map[string]trigger.Function{
		arn: func(context.Context, []byte) ([]byte, error) { return nil, errors.New("no") },
	}}
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) {
		p.Triggers = userpool.Triggers{PreTokenVersioned: arn, PreTokenVersion: "V2_0"}
	})
	require.NoError(t, err)

	assert.Equal(t, bodyInvalidGrant, s.exchange(web, code).body, "code")
	assert.Equal(t, bodyInvalidGrant, s.refresh(web, refresh).body, "refresh")
	session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	got := s.get("/oauth2/authorize?response_type=token&state=s&client_id="+spa.ID, http.Header{"Cookie": {"cognito=" + session.ID}})
	assert.Equal(t, http.StatusFound, got.status)
	assert.Equal(t, callback+"#error_description=PreTokenGeneration+failed+with+error+no.&state=s&error=invalid_request", got.header.Get("Location"))
}
