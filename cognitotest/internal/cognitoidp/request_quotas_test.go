package cognitoidp_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// untilRejected repeats a request until it fails, a limited number of times.
func untilRejected(t *testing.T, s *server, action, body string) httpResponse {
	t.Helper()
	for range 2000 {
		if got := s.call(t, action, body); got.status != http.StatusOK {
			return got
		}
	}
	return httpResponse{}
}

// TestRequestQuotasRejectFastClient: an emulator with RequestQuotas rejects the requests of a fast client, and
// accepts them again a second later.
func TestRequestQuotasRejectFastClient(t *testing.T) {
	t.Parallel()
	served, err := cognitotest.Start(cognitotest.Config{Now: stopped(), RequestQuotas: true})
	require.NoError(t, err)
	t.Cleanup(served.Close)
	s := newServer(served)
	s.pool(t, `{"PoolName":"fast"}`)

	got := untilRejected(t, s, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, "TooManyRequestsException:", got.header.Get("x-amzn-ErrorType"))
	assert.JSONEq(t, `{"__type":"TooManyRequestsException","message":"Rate exceeded"}`, got.body)

	s.Advance(time.Second)
	s.ok(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`)
}

func TestWithoutRequestQuotas(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.pool(t, `{"PoolName":"fast"}`)
	for range 30 {
		s.ok(t, "GetUserPoolMfaConfig", `{"UserPoolId":"{pool}"}`)
	}
}
