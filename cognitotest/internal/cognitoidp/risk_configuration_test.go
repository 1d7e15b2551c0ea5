package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRiskConfigurationRoundTrip: the pool and each client have a configuration of their own. A request
// that has only the ids removes it (Terraform provider).
func TestRiskConfigurationRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	const (
		parts = `"CompromisedCredentialsRiskConfiguration":{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}},"RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`
		pool  = `{"UserPoolId":"{pool}"}`
		one   = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
		empty = `{"RiskConfiguration":{"UserPoolId":"{pool}"}}`
	)
	requireNone := func(body string) {
		s.fails(t, "DescribeRiskConfiguration", body, "ResourceNotFoundException", "Risk configuration does not exist.")
	}
	describe := func(body string) string { return s.masked(s.call(t, "DescribeRiskConfiguration", body).body) }
	requireNone(pool)

	want := `{"RiskConfiguration":{"UserPoolId":"{pool}","LastModifiedDate":"DATE",` + parts + `}}`
	assert.JSONEq(t, want, s.masked(s.call(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}",`+parts+`}`).body))
	assert.JSONEq(t, want, describe(pool))
	requireNone(one)

	s.ok(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}",`+parts+`}`)
	assert.JSONEq(t, empty, s.masked(s.call(t, "SetRiskConfiguration", pool).body))
	requireNone(pool)
	s.ok(t, "SetRiskConfiguration", pool) // again, without a configuration
	assert.JSONEq(t, `{"RiskConfiguration":{"UserPoolId":"{pool}","ClientId":"{client}","LastModifiedDate":"DATE",`+parts+`}}`, describe(one))
	s.ok(t, "SetRiskConfiguration", one)
	requireNone(one)
}
