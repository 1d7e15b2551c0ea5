package cognitoidp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	routing      = `"Routing":{"Failover":{"SecondaryRegion":"us-west-2","PrimaryRoute53HealthCheckId":"a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"}}`
	customDomain = `"UserPoolId":"{pool}","Domain":"auth.shop.example","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/c"}`
)

// TestRoutingOfADomain: an update without Routing keeps it, also after a restart, and one without Failover removes it.
func TestRoutingOfADomain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startWith(t, cognitotest.Config{StateDir: dir})
	s.pool(t, `{"PoolName":"p",`+multiRegionKey+`}`)
	s.ok(t, "CreateUserPoolReplica", createReplica)
	want := map[string]any{"Failover": map[string]any{"SecondaryRegion": "us-west-2", "PrimaryRoute53HealthCheckId": "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"}}
	described := func() any {
		return at(s.ok(t, "DescribeUserPoolDomain", `{"Domain":"auth.shop.example"}`), "DomainDescription", "Routing")
	}
	assert.Equal(t, want, s.ok(t, "CreateUserPoolDomain", `{`+customDomain+`,`+routing+`}`)["Routing"])
	assert.Equal(t, want, described())
	assert.Equal(t, want, s.ok(t, "UpdateUserPoolDomain", `{`+customDomain+`,"ManagedLoginVersion":2}`)["Routing"])
	assert.Equal(t, want, described())
	s.ok(t, "UpdateUserPoolDomain", `{`+customDomain+`,`+strings.Replace(routing, "a1b2c3d4", "b2c3d4e5", 1)+`}`)
	assert.Equal(t, "b2c3d4e5-5678-90ab-cdef-EXAMPLE11111", at(described(), "Failover", "PrimaryRoute53HealthCheckId"))

	s.Close()
	again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	assert.Equal(t, "us-west-2", at(described(), "Failover", "SecondaryRegion"))

	s.Advance(time.Minute)
	s.fails(t, "DeleteUserPoolReplica", createReplica, "InvalidParameterException", "The failover of the domain auth.shop.example uses the replica. Remove the Failover of its Routing first.")
	assert.Nil(t, s.ok(t, "UpdateUserPoolDomain", `{`+customDomain+`,"Routing":{}}`)["Routing"])
	assert.Nil(t, described())
	s.ok(t, "DeleteUserPoolReplica", createReplica)
	s.fails(t, "UpdateUserPoolDomain", `{`+customDomain+`,`+routing+`}`, "InvalidParameterException", "User pool {pool} does not have a replica in us-west-2, the SecondaryRegion of the Failover.")
	assert.Nil(t, described())
}

func TestRoutingErrors(t *testing.T) {
	t.Parallel()
	const pool = `{"PoolName":"p",` + multiRegionKey + `}`
	given := []request{{"CreateUserPoolReplica", createReplica}}
	of := func(failover string) request {
		return request{"CreateUserPoolDomain", `{` + customDomain + `,"Routing":{"Failover":` + failover + `}}`}
	}
	checkRules(t, []rule{
		{name: "no health check", source: "model", pool: pool, given: given, request: of(`{"SecondaryRegion":"us-west-2"}`), message: "1 validation error detected: Value null at 'routing.failover.primaryRoute53HealthCheckId' failed to satisfy constraint: Member must not be null"},
		{name: "no region", source: "model", pool: pool, given: given, request: of(`{"PrimaryRoute53HealthCheckId":"x"}`), message: "1 validation error detected: Value null at 'routing.failover.secondaryRegion' failed to satisfy constraint: Member must not be null"},
		{name: "short region", source: "API_FailoverType", pool: pool, given: given, request: of(`{"SecondaryRegion":"us","PrimaryRoute53HealthCheckId":"x"}`), message: "1 validation error detected: Value 'us' at 'routing.failover.secondaryRegion' failed to satisfy constraint: Member must have length greater than or equal to 5"},
		{name: "long health check", source: "API_FailoverType", pool: pool, given: given, request: of(`{"SecondaryRegion":"us-west-2","PrimaryRoute53HealthCheckId":"` + strings.Repeat("x", 65) + `"}`), message: "1 validation error detected: Value '" + strings.Repeat("x", 65) + "' at 'routing.failover.primaryRoute53HealthCheckId' failed to satisfy constraint: Member must have length less than or equal to 64"},
		{name: "pool without a replica", source: "unspecified", pool: pool, request: of(`{"SecondaryRegion":"us-west-2","PrimaryRoute53HealthCheckId":"x"}`), message: "User pool {pool} does not have a replica in us-west-2, the SecondaryRegion of the Failover."},
		{name: "region without a replica", source: "unspecified", pool: pool, given: given, request: of(`{"SecondaryRegion":"eu-west-1","PrimaryRoute53HealthCheckId":"x"}`), message: "User pool {pool} does not have a replica in eu-west-1, the SecondaryRegion of the Failover."},
		{name: "prefix domain", source: "API_CreateUserPoolDomain; text unspecified", pool: pool, given: given, request: request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"orders",` + routing + `}`}, message: "Only a custom domain can have a Routing with Failover."},
		{name: "update of a prefix domain", source: "API_CreateUserPoolDomain; text unspecified", pool: pool, given: append(given, request{"CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"orders","Routing":{}}`}), request: request{"UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"orders",` + routing + `}`}, message: "Only a custom domain can have a Routing with Failover."},
	})
}
