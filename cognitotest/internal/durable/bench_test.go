package durable

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// BenchmarkRotation rotates a refresh token, which is one transaction that writes two records,
// in memory and with a file. The difference is a transaction of the database with its fsync,
// so it depends on the disk more than on the program.
func BenchmarkRotation(b *testing.B) {
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
			pool, err := s.CreatePool(region, userpool.Pool{Name: "orders", PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy}})
			require.NoError(b, err)
			user, err := s.CreateUser(pool.ID, "jo", nil, "")
			require.NoError(b, err)
			token, err := s.StartSignIn(user, userpool.TokenFamily{
				OriginJTI: userpool.NewUUID(), PoolID: pool.ID, ClientID: "web", Username: "jo", ExpiresAt: s.Clock.Now().Add(24 * time.Hour),
			})
			require.NoError(b, err)
			for b.Loop() {
				next, err := s.RotateRefreshToken(token.ID, "web", 0)
				require.NoError(b, err)
				token = next
			}
		})
	}
}
