package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// startFamily stores a token family without a sign-in.
func startFamily(s *Store, f TokenFamily) (TokenFamily, RefreshToken) {
	f.OriginJTI = NewUUID()
	var first RefreshToken
	s.db.Do(func() { first = s.startFamily(f) })
	return f, first
}

// modelToken is one refresh token in the model of a family.
type modelToken struct {
	id        string
	replaced  bool
	graceEnds time.Duration // since the sign-in, once replaced
}

// TestRefreshTokenFamilies runs random sequences of refreshes, rotations, waits and revocations
// against a model of the developer guide ("Refresh tokens", "Revoking tokens"): a successor
// inherits the expiry, a replaced token is usable until its grace period ends, a revoked
// family remains revoked. The store's clock also runs by itself, so the test moves it in steps
// far longer than a run, and grace periods end between the steps.
func TestRefreshTokenFamilies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewStore("123456789012")
		const step = time.Minute // a run is much shorter
		lifetime := time.Duration(rapid.IntRange(1, 40).Draw(t, "lifetime"))*step + step/2
		pool, err := s.CreatePool("us-east-1", Pool{Name: "orders", PoolSettings: PoolSettings{PasswordPolicy: DefaultPasswordPolicy}})
		require.NoError(t, err)
		client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
		require.NoError(t, err)
		other, err := s.CreateClient(pool.ID, ClientSettings{Name: "other"}, "", false)
		require.NoError(t, err)
		_, err = s.AddUser(User{PoolID: pool.ID, Username: "ada", Enabled: true}, false)
		require.NoError(t, err)
		family, first := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: client.ID, Username: "ada", ExpiresAt: s.Clock.Now().Add(lifetime)})
		tokens := []*modelToken{{id: first.ID}}
		var elapsed time.Duration
		revoked := false

		pick := func(t *rapid.T) *modelToken { return tokens[rapid.IntRange(0, len(tokens)-1).Draw(t, "token")] }
		want := func(m *modelToken) error {
			switch {
			case revoked:
				return apierror.NotAuthorized("Refresh Token has been revoked")
			case elapsed > lifetime:
				return apierror.NotAuthorized("Refresh Token has expired")
			case m.replaced && elapsed > m.graceEnds:
				return apierror.ErrRefreshTokenReuse
			}
			return nil
		}
		check := func(t *rapid.T, m *modelToken, err error) {
			if w := want(m); w == nil && err != nil || w != nil && !errors.Is(err, w) {
				t.Fatalf("at %v: got %v, want %v (revoked %v, token %+v)", elapsed, err, w, revoked, *m)
			}
		}
		read := func(t *rapid.T, id, clientID string) Refresh {
			got, err := s.ReadRefresh(RefreshRequest{PoolID: pool.ID, ClientID: clientID, TokenID: id})
			require.NoError(t, err)
			return got
		}
		t.Repeat(map[string]func(*rapid.T){
			"read": func(t *rapid.T) {
				m := pick(t)
				got := read(t, m.id, client.ID)
				check(t, m, got.Err)
				if got.Token.ID != m.id || got.Family.OriginJTI != family.OriginJTI || !got.Family.ExpiresAt.Equal(family.ExpiresAt) {
					t.Fatalf("got %+v of %+v, want the token %s of %+v", got.Token, got.Family, m.id, family)
				}
				if got.Err == nil && got.User.Username != "ada" {
					t.Fatalf("got the user %q", got.User.Username)
				}
			},
			"rotate": func(t *rapid.T) {
				m := pick(t)
				// A grace period ends half-way between two steps, or at once.
				grace := time.Duration(rapid.IntRange(0, 3).Draw(t, "grace"))*step - step/2
				next, err := s.RotateRefreshToken(m.id, client.ID, max(grace, 0))
				check(t, m, err)
				if (err == nil) != (next.ID != "") {
					t.Fatalf("got the successor %q with the error %v", next.ID, err)
				}
				if err != nil {
					return
				}
				if !m.replaced { // a second rotation within the grace period does not extend it
					m.replaced, m.graceEnds = true, elapsed+grace // in the past for a grace of 0
				}
				tokens = append(tokens, &modelToken{id: next.ID})
			},
			"advance": func(t *rapid.T) {
				pause := time.Duration(rapid.IntRange(1, 5).Draw(t, "steps")) * step
				s.Clock.Advance(pause)
				elapsed += pause
			},
			"revoke": func(t *rapid.T) {
				if rapid.IntRange(0, 4).Draw(t, "seldom") > 0 {
					return // most families are not revoked
				}
				if err := s.RevokeRefreshToken(pick(t).id, client.ID); err != nil {
					t.Fatalf("revoke: %v", err)
				}
				revoked = true
			},
			"by another client": func(t *rapid.T) {
				id := pick(t).id
				if got := read(t, id, other.ID); !errors.Is(got.Err, apierror.ErrNotAuthorized) || got.Family.OriginJTI != "" {
					t.Fatalf("read: got %v and the family %+v, want NotAuthorizedException and none", got.Err, got.Family)
				}
				if _, err := s.RotateRefreshToken(id, other.ID, 0); !errors.Is(err, apierror.ErrNotAuthorized) {
					t.Fatalf("rotate: got %v, want NotAuthorizedException", err)
				}
				if err := s.RevokeRefreshToken(id, other.ID); !errors.Is(err, apierror.ErrNotAuthorized) {
					t.Fatalf("revoke: got %v, want NotAuthorizedException", err)
				}
			},
			"": func(t *rapid.T) {
				if got := s.FamilyRevoked(family.OriginJTI); got != revoked {
					t.Fatalf("FamilyRevoked: got %v, want %v", got, revoked)
				}
			},
		})
	})
}

// The last instant of a grace period is not part of it.
func TestReplacedTokenIsUsableDuringItsGracePeriod(t *testing.T) {
	tests := []struct {
		name  string
		grace time.Duration
		wait  time.Duration
		want  error
	}{
		{"no grace period, at once", 0, 0, apierror.ErrRefreshTokenReuse},
		{"within", 60 * time.Second, 59 * time.Second, nil},
		{"at the end", 60 * time.Second, 60 * time.Second, apierror.ErrRefreshTokenReuse},
		{"after", 60 * time.Second, time.Hour, apierror.ErrRefreshTokenReuse},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewStore("123456789012")
			_, token := startFamily(s, TokenFamily{ClientID: "c", ExpiresAt: s.Clock.Now().Add(24 * time.Hour)})
			_, err := s.RotateRefreshToken(token.ID, "c", tt.grace)
			require.NoError(t, err)
			s.Clock.Advance(tt.wait)
			_, err = s.RotateRefreshToken(token.ID, "c", time.Hour)
			assert.ErrorIs(t, err, tt.want, "got %v, want %v", err, tt.want)
		})
	}
}

func TestUnknownRefreshTokenIsRejected(t *testing.T) {
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	for _, id := range []string{"unknown", ""} {
		got, err := s.ReadRefresh(RefreshRequest{PoolID: pool.ID, ClientID: client.ID, TokenID: id})
		require.NoError(t, err)
		assert.Equal(t, apierror.NotAuthorized("Invalid Refresh Token."), got.Err)
		assert.Equal(t, client.ID, got.Client.ID)
		_, err = s.RotateRefreshToken(id, "", 0)
		assert.Equal(t, apierror.NotAuthorized("Invalid Refresh Token."), err)
	}
	_, err = s.ReadRefresh(RefreshRequest{PoolID: pool.ID, ClientID: "unknown"})
	assert.ErrorIs(t, err, apierror.ErrResourceNotFound)
	assert.NoError(t, s.RevokeRefreshToken("unknown", "c"), "RFC 7009 section 2.2")
	assert.True(t, s.FamilyRevoked("unknown"))
}
