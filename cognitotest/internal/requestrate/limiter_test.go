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
		"AdminDeleteSoftwareToken", "AdminGetUserAuthFactors", "AdminListUserSessions", "AdminRevokeUserSession", "CreateUserPoolReplica",
		"DeleteUserPoolReplica", "DescribeTermsByClient", "GetClientToken", "GetProvisionedLimit", "GetUserPoolClientSessionConfiguration",
		"GetUserPoolSessionConfiguration", "ListUserPoolReplicas", "ListUserSessions", "RevokeUserSession",
		"SetUserPoolClientSessionConfiguration", "SetUserPoolSessionConfiguration", "UpdateProvisionedLimit", "UpdateUserPoolReplica",
	}, uncounted, "the actions that the documentation does not name")
}
