package cognitoidp

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// served counts how many of n requests of one moment are served.
func served(r *RequestRates, now time.Time, n int, q request) int {
	count := 0
	for range n {
		if r.take(now, q) == nil {
			count++
		}
	}
	return count
}

// TestRequestRates holds the documented rates, a second's worth at once.
func TestRequestRates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		first []request // counted before, a thousand times each
		q     request
		want  int
	}{
		{"sign-ins", nil, request{action: "InitiateAuth"}, 120},
		{"sign-ins of both actions are one category", []request{{action: "AdminInitiateAuth"}}, request{action: "InitiateAuth"}, 0},
		{"answers to challenges: three times as many, then as sign-ins", nil, request{action: "RespondToAuthChallenge"}, 480},
		{"answers beyond their quota leave no sign-ins", []request{{action: "RespondToAuthChallenge"}}, request{action: "InitiateAuth"}, 0},
		{"sign-ins leave the answers their own quota", []request{{action: "InitiateAuth"}}, request{action: "RespondToAuthChallenge"}, 360},
		{"a new password is a recovery", nil, request{action: "RespondToAuthChallenge", challenge: userpool.StepNewPassword}, 30},
		{"creating users", nil, request{action: "AdminCreateUser"}, 50},
		{"creating pools", nil, request{action: "CreateUserPool"}, 15},
		{"one action for one pool", nil, request{action: "DescribeUserPoolClient", poolID: "us-east-1_A"}, 5},
		{"another action for that pool", []request{{action: "ListUserPoolClients", poolID: "us-east-1_A"}}, request{action: "DescribeUserPoolClient", poolID: "us-east-1_A"}, 5},
		{"another pool", []request{{action: "DescribeUserPoolClient", poolID: "us-east-1_A"}}, request{action: "DescribeUserPoolClient", poolID: "us-east-1_B"}, 5},
		{"another region", []request{{action: "InitiateAuth", region: "us-east-1"}}, request{action: "InitiateAuth", region: "eu-west-1"}, 120},
		{"an action that the page does not name", nil, request{action: "ListUserPoolClientSecrets"}, 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, now := &RequestRates{}, time.Unix(1_800_000_000, 0)
			for _, q := range tt.first {
				served(r, now, 1000, q)
			}
			assert.Equal(t, tt.want, served(r, now, 1000, tt.q))
		})
	}
}

// TestRequestRateComesBack: what was used is there again after the time that it takes.
func TestRequestRateComesBack(t *testing.T) {
	t.Parallel()
	r, now, q := &RequestRates{}, time.Unix(1_800_000_000, 0), request{action: "InitiateAuth"}
	served(r, now, 1000, q)
	assert.Equal(t, 60, served(r, now.Add(500*time.Millisecond), 1000, q))
	assert.Equal(t, 120, served(r, now.Add(time.Hour), 1000, q), "no more than a second's worth is saved up")
}

// TestRequestRateCategories: each action of the page exists and is in one category.
func TestRequestRateCategories(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range categories {
		for _, action := range c.actions {
			assert.Contains(t, model.Operations, action, c.name)
			assert.Empty(t, seen[action], "%s is in %s too", action, c.name)
			seen[action] = c.name
		}
	}
	var uncounted []string
	for action := range model.Operations {
		if seen[action] == "" {
			uncounted = append(uncounted, action)
		}
	}
	assert.ElementsMatch(t, []string{
		"AddUserPoolClientSecret", "CompleteWebAuthnRegistration", "CreateTerms", "DeleteTerms", "DeleteUserPoolClientSecret",
		"DeleteWebAuthnCredential", "DescribeTerms", "GetLogDeliveryConfiguration", "GetUserAuthFactors", "ListTerms",
		"ListUserPoolClientSecrets", "ListWebAuthnCredentials", "SetLogDeliveryConfiguration", "StartWebAuthnRegistration", "UpdateTerms",
	}, uncounted, "the page names these nowhere")
}
