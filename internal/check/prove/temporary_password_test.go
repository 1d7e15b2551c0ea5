package prove

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestTemporaryPassword(t *testing.T) {
	t.Parallel()
	runCases(t, TemporaryPassword, []testCase{
		{"correct", nil, report.Passed, ""},
		{"no code grant", withoutLoginPages, report.NotApplicable, "the client does not have the authorization code grant"},
		{"a required second factor", func(s *fakeService) { s.mfa = types.UserPoolMfaTypeOn }, report.NotApplicable, "the pool requires a second factor, which the check sign-in sets up with its own user"},
		{"rejected credentials", func(s *fakeService) { s.signInErr = &login.CredentialsError{Message: "no"} }, report.Failed,
			"A user with a temporary password sets a new password and is not signed in: " + (&login.CredentialsError{Message: "no"}).Error() + "."},
		{"a rejected client", func(s *fakeService) { s.signInErr = &login.HostedError{Status: 400, Code: "redirect_mismatch"} }, report.Failed, "A user with a temporary password sets a new password and is not signed in: "},
		{"an unknown page", func(s *fakeService) { s.signInErr = &login.UnknownPageError{Path: "/confirm"} }, report.Failed, "A user with a temporary password sets a new password and is not signed in: "},
		{"a page that does not respond", func(s *fakeService) { s.signInErr = checktest.ErrNoResponse }, report.Unchecked, checktest.ErrNoResponse.Error()},
		{"a code without tokens", func(s *fakeService) { s.codeLife = -time.Second }, report.Failed, "The code of a user who has set a new password returns no tokens: "},
	})
}

func TestTemporaryPasswordDeletesItsUserAndClosesItsBrowser(t *testing.T) {
	t.Parallel()
	users := &checktest.Users{}
	s := newFakeService(t)
	s.other = nil // Run would check it, too
	got := s.check(TemporaryPassword, func(_ *check.Options, c *check.Connection) { c.Users = users })
	assert.Equal(t, report.Passed, got.Outcome)
	assert.Equal(t, []string{*users.Created.Username}, users.Deleted)
	assert.Equal(t, 1, s.closed, "the check closes its browser")
	assert.NotEmpty(t, s.newPassword, "the user sets a new password")
}
