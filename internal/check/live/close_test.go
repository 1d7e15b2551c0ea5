package live

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestCloseRevokesTheTokensOfTheChecks checks that the end of a run revokes the refresh tokens that it received, and no others.
func TestCloseRevokesTheTokensOfTheChecks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		check check.Check
		want  []string // in the order of issue
	}{
		{"a sign-in", SignIn, []string{"h.e.i.c.3"}},
		{"a sign-in and a refresh", RefreshResponse, []string{"h.e.i.c.3", "h.e.i.c.6"}},
		{"a sign-in, and one that the check revokes", RevokedRefreshToken, []string{"h.e.i.c.3", "h.e.i.c.6"}},
		{"no sign-in", RevokedRefreshToken, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			if tt.want == nil { // the client then supports no sign-in
				s.client.CallbackURLs = nil
			}
			assert.NotEqual(t, report.Unchecked, s.check(tt.check).Outcome)
			assert.Equal(t, tt.want, slices.Compact(slices.Sorted(slices.Values(s.revoked))))
		})
	}
}
