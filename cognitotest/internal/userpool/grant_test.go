package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// modelToken is what the model of a family knows of one refresh token.
type modelToken struct {
	id        string
	replaced  bool
	graceEnds time.Duration // since the sign-in, once replaced
}

// TestRefreshTokenFamilies runs any sequence of refreshes, rotations, waits and
// revocations against a model of what the developer guide promises ("Refresh
// tokens", "Revoking tokens"): expiry is inherited, a replaced token works exactly
// inside its grace, a revoked family never answers again. The store's clock also runs
// by itself, so time is asked for in steps far longer than a run takes, and grace
// periods end between the steps.
func TestRefreshTokenFamilies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewStore("123456789012")
		const step = time.Minute // a run is much shorter
		lifetime := time.Duration(rapid.IntRange(1, 40).Draw(t, "lifetime"))*step + step/2
		grant, first := s.StartGrant(Grant{PoolID: "p", ClientID: "c", Username: "ada", ExpiresAt: s.Clock.Now().Add(lifetime)})
		tokens := []*modelToken{{id: first.ID}}
		var elapsed time.Duration
		revoked := false

		pick := func(t *rapid.T) *modelToken { return tokens[rapid.IntRange(0, len(tokens)-1).Draw(t, "token")] }
		want := func(m *modelToken) error {
			switch {
			case revoked:
				return NotAuthorized("Refresh Token has been revoked")
			case elapsed > lifetime:
				return NotAuthorized("Refresh Token has expired")
			case m.replaced && elapsed > m.graceEnds:
				return ErrRefreshTokenReuse
			}
			return nil
		}
		use := func(t *rapid.T, m *modelToken, rotation *Rotation) RefreshToken {
			got, next, err := s.UseRefreshToken(m.id, "c", rotation)
			if w := want(m); w == nil && err != nil || w != nil && !errors.Is(err, w) {
				t.Fatalf("at %v: got %v, want %v (revoked %v, token %+v)", elapsed, err, w, revoked, *m)
			}
			if err == nil && (got.OriginJTI != grant.OriginJTI || !got.ExpiresAt.Equal(grant.ExpiresAt)) {
				t.Fatalf("got the family %s until %v, want %s until %v", got.OriginJTI, got.ExpiresAt, grant.OriginJTI, grant.ExpiresAt)
			}
			if err != nil && next.ID != "" {
				t.Fatalf("a refusal gave a successor")
			}
			return next
		}
		t.Repeat(map[string]func(*rapid.T){
			"refresh": func(t *rapid.T) {
				if next := use(t, pick(t), rapid.SampledFrom([]*Rotation{nil, {Enabled: false, Grace: step}}).Draw(t, "off")); next.ID != "" {
					t.Fatalf("got a successor without rotation")
				}
			},
			"rotate": func(t *rapid.T) {
				m := pick(t)
				// A grace ends half-way between two steps, or at once.
				grace := time.Duration(rapid.IntRange(0, 3).Draw(t, "grace"))*step - step/2
				rotation := &Rotation{Enabled: true, Grace: max(grace, 0)}
				next := use(t, m, rotation)
				if want(m) != nil {
					return
				}
				if next.ID == "" {
					t.Fatalf("got no successor with rotation")
				}
				if !m.replaced { // a second rotation within the grace does not lengthen it
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
					t.Skip("most families live on")
				}
				if err := s.RevokeRefreshToken(pick(t).id, "c"); err != nil {
					t.Fatalf("revoke: %v", err)
				}
				revoked = true
			},
			"by another client": func(t *rapid.T) {
				id := pick(t).id
				if _, _, err := s.UseRefreshToken(id, "other", &Rotation{Enabled: true}); !errors.Is(err, ErrNotAuthorized) {
					t.Fatalf("refresh: got %v, want NotAuthorizedException", err)
				}
				if err := s.RevokeRefreshToken(id, "other"); !errors.Is(err, ErrNotAuthorized) {
					t.Fatalf("revoke: got %v, want NotAuthorizedException", err)
				}
			},
			"": func(t *rapid.T) {
				if got := s.GrantRevoked(grant.OriginJTI); got != revoked {
					t.Fatalf("GrantRevoked: got %v, want %v", got, revoked)
				}
			},
		})
	})
}

// TestGraceOfAReplacedToken: the last instant of the grace does not belong to it.
func TestGraceOfAReplacedToken(t *testing.T) {
	tests := []struct {
		name  string
		grace time.Duration
		wait  time.Duration
		want  error
	}{
		{"no grace, at once", 0, 0, ErrRefreshTokenReuse},
		{"within", 60 * time.Second, 59 * time.Second, nil},
		{"at the end", 60 * time.Second, 60 * time.Second, ErrRefreshTokenReuse},
		{"after", 60 * time.Second, time.Hour, ErrRefreshTokenReuse},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewStore("123456789012")
			_, token := s.StartGrant(Grant{ClientID: "c", ExpiresAt: s.Clock.Now().Add(24 * time.Hour)})
			_, _, err := s.UseRefreshToken(token.ID, "c", &Rotation{Enabled: true, Grace: tt.grace})
			require.NoError(t, err)
			s.Clock.Advance(tt.wait)
			_, _, err = s.UseRefreshToken(token.ID, "c", &Rotation{Enabled: true, Grace: time.Hour})
			assert.ErrorIs(t, err, tt.want, "got %v, want %v", err, tt.want)
		})
	}
}

func TestUnknownRefreshToken(t *testing.T) {
	s := NewStore("123456789012")
	_, _, err := s.UseRefreshToken("nobody's", "", nil)
	assert.Equal(t, NotAuthorized("Invalid Refresh Token."), err)
	_, err = s.RefreshTokenOwner("nobody's", "")
	assert.Equal(t, NotAuthorized("Invalid Refresh Token."), err)
	assert.NoError(t, s.RevokeRefreshToken("nobody's", "c"), "RFC 7009 section 2.2")
	assert.True(t, s.GrantRevoked("nobody's"))
}
