package live

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestTheEndRevokesWhatTheChecksWereGiven: each refresh token of a check, and no other.
func TestTheEndRevokesWhatTheChecksWereGiven(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		check check.Check
		want  []string // in the order in which they were given
	}{
		{"of a sign-in", SignIn, []string{"h.e.i.c.3"}},
		{"of a sign-in and a refresh", RefreshResponse, []string{"h.e.i.c.3", "h.e.i.c.6"}},
		{"of no sign-in", RevokedRefreshToken, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFakeService(t)
			if tt.want == nil { // nobody can sign in then
				s.client.CallbackURLs = nil
			}
			assert.NotEqual(t, report.Unchecked, s.check(tt.check).Outcome)
			assert.Equal(t, tt.want, slices.Sorted(maps.Keys(s.revoked)))
		})
	}
}
