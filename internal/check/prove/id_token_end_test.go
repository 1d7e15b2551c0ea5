package prove

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestAbsentTokensHaveNoClaimsToCompare(t *testing.T) {
	t.Parallel()
	token := newFakeService(t).jwt("id", &fakeSignIn{}, time.Hour, nil)
	assert.Empty(t, unchangedClaimFindings(&session.Tokens{ID: token}, &session.Tokens{}))
	assert.Empty(t, unchangedClaimFindings(&session.Tokens{}, &session.Tokens{ID: token}))
	assert.Empty(t, issueTimeFindings(&session.Tokens{}, "refresh", time.Hour, time.Hour))
}

// Both tokens are still valid at the refresh.
func TestIDTokenEndRefreshesAfterHalfTheShorterValidity(t *testing.T) {
	t.Parallel()
	s := newFakeService(t)
	s.other = nil
	began := s.now
	require.Equal(t, report.Passed, s.check(IDTokenEnd, nil).Outcome)
	assert.Equal(t, 15*time.Minute, s.now.Sub(began))
}

func TestIDTokenEnd(t *testing.T) {
	t.Parallel()
	runCases(t, IDTokenEnd, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", all(withoutRotation, withoutLoginPages), report.Passed, ""},
		{"as long as the access token", func(s *fakeService) { s.idLife = s.accessLife }, report.Failed, "The ID token of the sign-in lives 30 minutes and must live 45 minutes."},
		{"an access token as long as the ID token", func(s *fakeService) { s.accessLife = s.idLife }, report.Failed, "The access token of the sign-in lives 45 minutes and must live 30 minutes."},
		{"not as declared", func(s *fakeService) { s.declared.IDToken = new(time.Hour) }, report.Failed, "The ID token of the sign-in lives 45 minutes and must live 1 hour."},
		{"a refresh keeps the first times", withClaims("id", true, func(c object) { c["iat"] = c["iat"].(int64) - 900; c["exp"] = c["exp"].(int64) - 900 }), report.Failed,
			"The iat of the ID token of the refresh is 15 minutes away from the time of issue."},
		{"iat in the future", withClaims("id", false, func(c object) { c["iat"] = c["iat"].(int64) + 60; c["exp"] = c["exp"].(int64) + 60 }), report.Failed,
			"The iat of the ID token of the sign-in is 1 minute away from the time of issue."},
		{"correct on a second", func(s *fakeService) { s.now = s.now.Truncate(time.Second) }, report.Passed, ""},
		{"iat a second too early", all(func(s *fakeService) { s.now = s.now.Add(time.Second) }, withClaims("id", false, func(c object) { c["iat"] = c["iat"].(int64) - 1; c["exp"] = c["exp"].(int64) - 1 })), report.Failed,
			"The iat of the ID token of the sign-in is 1 second away from the time of issue."},
		{"a refresh that is rejected", func(s *fakeService) { s.idLife, s.refreshLife = time.Hour, 0 }, report.Failed, "The ID token of the sign-in lives 1 hour and must live 45 minutes."},
		{"a refresh changes the lifetime", withClaims("id", true, func(c object) { c["exp"] = c["exp"].(int64) - 900 }), report.Failed, "The ID token of the refresh lives 30 minutes and must live 45 minutes."},
		{"a new auth_time", withClaims("access", true, func(c object) { c["auth_time"] = c["iat"] }), report.Failed, "The auth_time of the access token changes in a refresh and must stay the time of the sign-in."},
		{"an access token that cannot be read", withClaims("access", false, func(c object) { c["iss"] = 1 }), report.Failed, "The access token of the sign-in cannot be read: its claims are not a JSON object of the required types."},
		{"another sub", withClaims("id", true, func(c object) { c["sub"] = "bob" }), report.Failed, "The sub of the ID token changes in a refresh and must not change."},
	})
}
