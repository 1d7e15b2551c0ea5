package cognitoidp_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	signInLimit = `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}}`
	signInRate  = signInLimit + `,"RequestedLimitValue":`

	limitIs120 = `{"Limit":{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}},"ProvisionedLimitValue":120,"FreeLimitValue":120}}`
	limitIs300 = `{"Limit":{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}},"ProvisionedLimitValue":300,"FreeLimitValue":120}}`
)

// TestProvisionedLimitRoundTrip compares responses with the examples of the developer guide. A limit is regional and survives a
// restart.
func TestProvisionedLimitRoundTrip(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: t.TempDir(), MaxRequestQuotas: map[string]int{"UserAuthentication": 500}}
	s := startWith(t, config)
	check := func(action, body, want string) {
		t.Helper()
		s.ok(t, action, body) // it checks the response against the model
		assert.JSONEq(t, want, s.call(t, action, body).body)
	}
	check("GetProvisionedLimit", signInLimit+`}`, limitIs120)
	check("UpdateProvisionedLimit", signInRate+`500}`, `{"Limit":{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserAuthentication"}},"ProvisionedLimitValue":500,"FreeLimitValue":120}}`)
	check("UpdateProvisionedLimit", signInRate+`300}`, limitIs300)
	check("GetProvisionedLimit", signInLimit+`}`, limitIs300)
	assert.JSONEq(t, limitIs120, s.send(t, irelandHost, prefix+"GetProvisionedLimit", credential, signInLimit+`}`).body, "another region")

	s.Close()
	again, err := cognitotest.Start(config)
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	check("GetProvisionedLimit", signInLimit+`}`, limitIs300)
	check("UpdateProvisionedLimit", signInRate+`120}`, limitIs120)
	check("GetProvisionedLimit", signInLimit+`}`, limitIs120)
}

func TestProvisionedLimitErrors(t *testing.T) {
	t.Parallel()
	s := startWith(t, cognitotest.Config{MaxRequestQuotas: map[string]int{"UserAuthentication": 500}})
	of := func(attributes string) string {
		return `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":` + attributes + `}}`
	}
	const attributes = "LimitDefinition.Attributes must have the key Category and no other key."
	for _, tt := range []struct{ name, action, body, exception, message string }{
		{"no definition", "GetProvisionedLimit", `{}`, "InvalidParameterException", "1 validation error detected: Value null at 'limitDefinition' failed to satisfy constraint: Member must not be null"},
		{"another class", "GetProvisionedLimit", `{"LimitDefinition":{"LimitClass":"RESOURCE","Attributes":{"Category":"UserRead"}}}`, "InvalidParameterException", "1 validation error detected: Value 'RESOURCE' at 'limitDefinition.limitClass' failed to satisfy constraint: Member must satisfy enum value set: [API_CATEGORY]"},
		{"no category", "GetProvisionedLimit", of(`{}`), "InvalidParameterException", attributes},
		{"another key", "GetProvisionedLimit", of(`{"category":"UserRead"}`), "InvalidParameterException", attributes},
		{"one more key", "GetProvisionedLimit", of(`{"Category":"UserRead","Region":"us-east-1"}`), "InvalidParameterException", attributes},
		{"unknown category", "GetProvisionedLimit", of(`{"Category":"Coffee"}`), "ResourceNotFoundException", "The API category Coffee does not exist."},
		{"quota that is not adjustable", "GetProvisionedLimit", of(`{"Category":"UserList"}`), "InvalidParameterException", "The limit of the API category UserList is not adjustable."},
		{"update of a quota that is not adjustable", "UpdateProvisionedLimit", `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserList"}},"RequestedLimitValue":30}`, "InvalidParameterException", "The limit of the API category UserList is not adjustable."},
		{"update of an unknown category", "UpdateProvisionedLimit", `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"Coffee"}},"RequestedLimitValue":30}`, "ResourceNotFoundException", "The API category Coffee does not exist."},
		{"no value", "UpdateProvisionedLimit", signInLimit + `}`, "InvalidParameterException", "1 validation error detected: Value null at 'requestedLimitValue' failed to satisfy constraint: Member must not be null"},
		{"below the default", "UpdateProvisionedLimit", signInRate + `119}`, "InvalidParameterException", "RequestedLimitValue must be at least 120, the default limit of UserAuthentication."},
		{"negative", "UpdateProvisionedLimit", signInRate + `-1}`, "InvalidParameterException", "RequestedLimitValue must be at least 120, the default limit of UserAuthentication."},
		{"above the maximum", "UpdateProvisionedLimit", signInRate + `501}`, "ServiceQuotaExceededException", "RequestedLimitValue must be at most 500, the account-level maximum limit of UserAuthentication. Request a quota increase in Service Quotas."},
		{"above the maximum of a new account", "UpdateProvisionedLimit", `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserCreation"}},"RequestedLimitValue":51}`, "ServiceQuotaExceededException", "RequestedLimitValue must be at most 50, the account-level maximum limit of UserCreation. Request a quota increase in Service Quotas."},
	} {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, tt.action, tt.body, tt.exception, tt.message) })
	}
	assert.JSONEq(t, limitIs120, s.call(t, "GetProvisionedLimit", signInLimit+`}`).body, "a rejected update changes nothing")
}

// TestManagedLoginFixesTheLimitOfSignIns: a domain with managed login in the region, not one with classic pages, prevents
// adjustments of two categories.
func TestManagedLoginFixesTheLimitOfSignIns(t *testing.T) {
	t.Parallel()
	s := startWith(t, cognitotest.Config{MaxRequestQuotas: map[string]int{"UserAuthentication": 500, "UserFederation": 100, "UserRead": 500}})
	rate := func(category string) string {
		return `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"` + category + `"}},"RequestedLimitValue":`
	}
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop"}`)
	s.ok(t, "UpdateProvisionedLimit", rate("UserAuthentication")+`130}`)
	s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"shop","ManagedLoginVersion":2}`)
	for category, value := range map[string]string{"UserAuthentication": `140}`, "UserFederation": `30}`} {
		s.fails(t, "UpdateProvisionedLimit", rate(category)+value, "InvalidParameterException",
			"A user pool in us-east-1 uses managed login. Request a quota increase for "+category+" in Service Quotas instead.")
	}
	s.ok(t, "UpdateProvisionedLimit", rate("UserRead")+`140}`)
	got := s.send(t, irelandHost, prefix+"UpdateProvisionedLimit", credential, rate("UserAuthentication")+`140}`)
	assert.Equal(t, http.StatusOK, got.status, "another region: %s", got.body)
}

// stopped returns a clock that Advance alone moves, so that a quota of requests in a second does not depend on the machine.
func stopped() func() time.Time {
	now := time.Now()
	return func() time.Time { return now }
}

// TestProvisionedLimitLetsMoreRequestsThrough: after a raise, an emulator with RequestQuotas accepts the new number of requests of
// one second at once.
func TestProvisionedLimitLetsMoreRequestsThrough(t *testing.T) {
	t.Parallel()
	s := startWith(t, cognitotest.Config{Now: stopped(), RequestQuotas: true, MaxRequestQuotas: map[string]int{"UserCreation": 200}})
	s.pool(t, `{"PoolName":"fast"}`)
	const confirm = `{"UserPoolId":"{pool}","Username":"ada"}` // no user has the name, but the request counts
	rejected := func(n int) (count int) {
		for range n {
			if s.call(t, "AdminConfirmSignUp", confirm).header.Get("x-amzn-ErrorType") == "TooManyRequestsException:" {
				count++
			}
		}
		return count
	}
	assert.Equal(t, 1, rejected(51), "the default quota is 50 requests a second")
	s.ok(t, "UpdateProvisionedLimit", `{"LimitDefinition":{"LimitClass":"API_CATEGORY","Attributes":{"Category":"UserCreation"}},"RequestedLimitValue":200}`)
	assert.Equal(t, 1, rejected(201))
	s.Advance(time.Second)
	assert.Equal(t, 1, rejected(201))
}

// TestLimitManagementHasItsOwnQuota: one request a second.
func TestLimitManagementHasItsOwnQuota(t *testing.T) {
	t.Parallel()
	s := startWith(t, cognitotest.Config{Now: stopped(), RequestQuotas: true})
	assert.Contains(t, untilRejected(t, s, "GetProvisionedLimit", signInLimit+`}`).body, "TooManyRequestsException")
	s.Advance(time.Second)
	s.ok(t, "GetProvisionedLimit", signInLimit+`}`)
}
