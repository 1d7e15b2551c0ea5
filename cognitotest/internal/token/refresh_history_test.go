package token

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The history of a token family, which the console shows, has each refresh, also a rejected one.
func TestHistoryHasEachRefresh(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, tt := range []struct {
		name     string
		rotation *userpool.Rotation
		want     []string
	}{
		{"without rotation", nil, []string{userpool.EventIssued, userpool.EventRefreshed, userpool.EventRefreshed, userpool.EventRevoked, userpool.EventRejected}},
		{"with rotation", &userpool.Rotation{Enabled: true}, []string{userpool.EventIssued, userpool.EventRotated, userpool.EventReused, userpool.EventRevoked, userpool.EventRejected}},
	} {
		c := s.addClient(func(c *userpool.ClientSettings) { c.Rotation = tt.rotation })
		refresh := s.signIn(c, "openid").Refresh
		for range 2 {
			_, _ = s.tryRefresh(c, refresh) // the second one uses a replaced token
		}
		require.NoError(t, s.issuer.Revoke(c, refresh), tt.name)
		_, err := s.tryRefresh(c, refresh)
		require.Error(t, err, tt.name)
		var got []string
		for _, history := range s.store.FamilyHistories() {
			if history.ClientID == c.ID {
				for _, event := range history.Events {
					got = append(got, event.Event)
				}
			}
		}
		assert.Equal(t, tt.want, got, tt.name)
	}
}
