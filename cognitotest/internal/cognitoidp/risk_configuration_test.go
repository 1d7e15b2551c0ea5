package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRiskConfigurationRoundTrip: for the pool and for one client, apart; a request
// that only names them removes it (the provider).
func TestRiskConfigurationRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	const (
		parts = `"CompromisedCredentialsRiskConfiguration":{"EventFilter":["SIGN_IN"],"Actions":{"EventAction":"BLOCK"}},"RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`
		pool  = `{"UserPoolId":"{pool}"}`
		one   = `{"UserPoolId":"{pool}","ClientId":"{client}"}`
		noneP = `{"RiskConfiguration":{"UserPoolId":"{pool}"}}`
		noneC = `{"RiskConfiguration":{"UserPoolId":"{pool}","ClientId":"{client}"}}`
	)
	describe := func(body string) string { return s.masked(s.call(t, "DescribeRiskConfiguration", body).body) }
	assert.JSONEq(t, noneP, describe(pool))

	want := `{"RiskConfiguration":{"UserPoolId":"{pool}","LastModifiedDate":"DATE",` + parts + `}}`
	assert.JSONEq(t, want, s.masked(s.call(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}",`+parts+`}`).body))
	assert.JSONEq(t, want, describe(pool))
	assert.JSONEq(t, noneC, describe(one))

	s.ok(t, "SetRiskConfiguration", `{"UserPoolId":"{pool}","ClientId":"{client}",`+parts+`}`)
	assert.JSONEq(t, noneP, s.masked(s.call(t, "SetRiskConfiguration", pool).body))
	assert.JSONEq(t, noneP, describe(pool))
	assert.JSONEq(t, `{"RiskConfiguration":{"UserPoolId":"{pool}","ClientId":"{client}","LastModifiedDate":"DATE",`+parts+`}}`, describe(one))
}
