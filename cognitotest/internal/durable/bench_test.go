package durable

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// BenchmarkRefresh rotates a refresh token, which is one step that writes two records, in
// memory and with a file. Compare the two: the difference is a transaction and its fsync,
// so it tells of the disk more than of the program.
func BenchmarkRefresh(b *testing.B) {
	for _, bb := range []struct {
		name string
		open func(*testing.B) *userpool.Store
	}{
		{"in memory", func(*testing.B) *userpool.Store { return userpool.NewStore(account) }},
		{"durable", func(b *testing.B) *userpool.Store {
			b.Helper()
			j, err := Open(b.TempDir(), account)
			require.NoError(b, err)
			b.Cleanup(func() { _ = j.Close() })
			s, err := userpool.Open(account, j)
			require.NoError(b, err)
			return s
		}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			s := bb.open(b)
			rotation := &userpool.Rotation{Enabled: true}
			_, token := s.StartGrant(userpool.Grant{ClientID: "web", ExpiresAt: s.Clock.Now().Add(24 * time.Hour)})
			for b.Loop() {
				_, next, err := s.UseRefreshToken(token.ID, "web", rotation)
				require.NoError(b, err)
				token = next
			}
		})
	}
}
