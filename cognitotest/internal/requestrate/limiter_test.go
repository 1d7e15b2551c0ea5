package requestrate

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// allowed returns how many of n simultaneous requests the quotas allow.
func allowed(l *Limiter, now time.Time, n int, r Request) int {
	count := 0
	for range n {
		if l.Allow(now, r) {
			count++
		}
	}
	return count
}

// The expected numbers are the documented rates. The requests of one second arrive at once.
func TestLimiterAppliesTheDocumentedRates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		first   []Request // sent before, a thousand times each
		request Request
		want    int
	}{
		{"sign-ins", nil, Request{Action: "InitiateAuth"}, 120},
		{"sign-ins of both actions are one category", []Request{{Action: "AdminInitiateAuth"}}, Request{Action: "InitiateAuth"}, 0},
		{"responses to challenges: three times as many, then as sign-ins", nil, Request{Action: "RespondToAuthChallenge"}, 480},
		{"responses beyond their quota use up the sign-ins", []Request{{Action: "RespondToAuthChallenge"}}, Request{Action: "InitiateAuth"}, 0},
		{"sign-ins do not use up the quota of responses", []Request{{Action: "InitiateAuth"}}, Request{Action: "RespondToAuthChallenge"}, 360},
		{"a new password is a recovery", nil, Request{Action: "RespondToAuthChallenge", Challenge: newPasswordRequired}, 30},
		{"creating users", nil, Request{Action: "AdminCreateUser"}, 50},
		{"creating pools", nil, Request{Action: "CreateUserPool"}, 15},
		{"one action for one pool", nil, Request{Action: "DescribeUserPoolClient", PoolID: "us-east-1_A"}, 5},
		{"another action for that pool", []Request{{Action: "ListUserPoolClients", PoolID: "us-east-1_A"}}, Request{Action: "DescribeUserPoolClient", PoolID: "us-east-1_A"}, 5},
		{"another pool", []Request{{Action: "DescribeUserPoolClient", PoolID: "us-east-1_A"}}, Request{Action: "DescribeUserPoolClient", PoolID: "us-east-1_B"}, 5},
		{"another region", []Request{{Action: "InitiateAuth", Region: "us-east-1"}}, Request{Action: "InitiateAuth", Region: "eu-west-1"}, 120},
		{"reading and updating limits are one category", []Request{{Action: "UpdateProvisionedLimit"}}, Request{Action: "GetProvisionedLimit"}, 0},
		{"limits", nil, Request{Action: "GetProvisionedLimit"}, 1},
		{"tokens of machines", nil, Request{Action: "GetClientToken"}, 150},
		{"action that the documentation does not name", nil, Request{Action: "ListUserPoolClientSecrets"}, 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l, now := &Limiter{}, time.Unix(1_800_000_000, 0)
			for _, r := range tt.first {
				allowed(l, now, 1000, r)
			}
			assert.Equal(t, tt.want, allowed(l, now, 1000, tt.request))
		})
	}
}

// A provisioned rate replaces the default quota of its category in its region, from the next request on.
func TestLimiterAppliesProvisionedRates(t *testing.T) {
	t.Parallel()
	provisioned := map[string]int{}
	l := &Limiter{Provisioned: func(region, category string) int { return provisioned[region+" "+category] }}
	now := time.Unix(1_800_000_000, 0)
	signIn, challenge := Request{Action: "InitiateAuth", Region: "us-east-1"}, Request{Action: "RespondToAuthChallenge", Region: "us-east-1"}
	elsewhere, read := Request{Action: "InitiateAuth", Region: "eu-west-1"}, Request{Action: "GetUser", Region: "us-east-1"}
	assert.Equal(t, 120, allowed(l, now, 1000, signIn))

	provisioned["us-east-1 UserAuthentication"] = 300
	assert.Equal(t, 300, allowed(l, now, 1000, signIn), "immediately")
	assert.Equal(t, 0, allowed(l, now, 1000, signIn), "once")
	assert.Equal(t, 900, allowed(l, now, 2000, challenge), "three times the quota of sign-ins, which are used up")
	assert.Equal(t, 120, allowed(l, now, 1000, elsewhere), "another region")
	assert.Equal(t, 120, allowed(l, now, 1000, read), "another category")
	assert.Equal(t, 300, allowed(l, now.Add(time.Second), 1000, signIn), "a second later")

	provisioned["us-east-1 UserAuthentication"] = 120
	assert.Equal(t, 120, allowed(l, now.Add(time.Hour), 1000, signIn), "reduced")
}

// The expected rows are the table of the developer guide, "Quotas in Amazon Cognito".
func TestQuotaOfCategory(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Quota{
		"UserAuthentication": {120, true}, "UserCreation": {50, true}, "UserFederation": {25, true}, "UserAccountRecovery": {30, false},
		"UserRead": {120, true}, "UserUpdate": {25, false}, "UserToken": {120, true}, "UserResourceRead": {50, true},
		"UserResourceUpdate": {25, false}, "UserList": {30, false}, "UserPoolRead": {15, false}, "UserPoolUpdate": {15, false},
		"UserPoolResourceRead": {20, false}, "UserPoolResourceUpdate": {15, false}, "UserPoolClientRead": {15, false},
		"UserPoolClientUpdate": {15, false}, "ClientAuthentication": {150, false}, "LimitManagement": {1, false},
	} {
		got, ok := QuotaOf(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, got, name)
	}
	for _, unknown := range []string{"", "userauthentication", "UserAuthentication, challenges", "Coffee"} {
		_, ok := QuotaOf(unknown)
		assert.False(t, ok, unknown)
	}
}

// Half a second refills half of the quota.
func TestQuotaRefillsWithTime(t *testing.T) {
	t.Parallel()
	l, now, r := &Limiter{}, time.Unix(1_800_000_000, 0), Request{Action: "InitiateAuth"}
	allowed(l, now, 1000, r)
	assert.Equal(t, 60, allowed(l, now.Add(500*time.Millisecond), 1000, r))
	assert.Equal(t, 120, allowed(l, now.Add(time.Hour), 1000, r), "no more than the requests of one second accumulate")
}

// Every action of a category exists in the API model and is in no other category.
func TestEveryActionIsInOneCategory(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range categories {
		for _, action := range c.actions {
			assert.Contains(t, apimodel.Operations(), action, c.name)
			assert.Empty(t, seen[action], "%s is in %s too", action, c.name)
			seen[action] = c.name
		}
	}
	var uncounted []string
	for _, action := range apimodel.Operations() {
		if seen[action] == "" {
			uncounted = append(uncounted, action)
		}
	}
	assert.ElementsMatch(t, []string{
		"AddUserPoolClientSecret", "CompleteWebAuthnRegistration", "CreateTerms", "DeleteTerms", "DeleteUserPoolClientSecret",
		"DeleteWebAuthnCredential", "DescribeTerms", "GetLogDeliveryConfiguration", "GetUserAuthFactors", "ListTerms",
		"ListUserPoolClientSecrets", "ListWebAuthnCredentials", "SetLogDeliveryConfiguration", "StartWebAuthnRegistration", "UpdateTerms",
		// Since 2026.
		"AdminListUserSessions", "AdminRevokeUserSession", "CreateUserPoolReplica", "DeleteUserPoolReplica", "DescribeTermsByClient",
		"GetUserPoolClientSessionConfiguration", "GetUserPoolSessionConfiguration", "ListUserPoolReplicas", "ListUserSessions",
		"RevokeUserSession", "SetUserPoolClientSessionConfiguration", "SetUserPoolSessionConfiguration", "UpdateUserPoolReplica",
	}, uncounted, "the actions that the documentation does not name")
}
