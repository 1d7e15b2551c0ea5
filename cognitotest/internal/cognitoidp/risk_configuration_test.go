package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRiskConfigurationRoundTrip: the pool and each client have a configuration of their own. A
// request with only their ids removes it (the provider).
func TestRiskConfigurationRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	const (
		parts = `"CompromisedCredentialsRiskConfiguration":{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}},"RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`
		pool  = `{"UserPoolId":"{pool}"}`
		one   = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
		noneP = `{"RiskConfiguration":{"UserPoolId":"{pool}"}}`
	)
	none := func(body string) {
		s.fails(t, "DescribeRiskConfiguration", body, "ResourceNotFoundException", "Risk configuration does not exist.")
	}
	describe := func(body string) string { return s.masked(s.call(t, "DescribeRiskConfiguration", body).body) }
	none(pool)

	want := `{"RiskConfiguration":{"UserPoolId":"{pool}","LastModifiedDate":"DATE",` + parts + `}}`
	assert.JSONEq(t, want, s.masked(s.call(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}",`+parts+`}`).body))
	assert.JSONEq(t, want, describe(pool))
	none(one)

	s.ok(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}",`+parts+`}`)
	assert.JSONEq(t, noneP, s.masked(s.call(t, "SetRiskConfiguration", pool).body))
	none(pool)
	s.ok(t, "SetRiskConfiguration", pool) // again, without a configuration
	assert.JSONEq(t, `{"RiskConfiguration":{"UserPoolId":"{pool}","ClientId":"{client}","LastModifiedDate":"DATE",`+parts+`}}`, describe(one))
	s.ok(t, "SetRiskConfiguration", one)
	none(one)
}
