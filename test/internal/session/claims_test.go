package session

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestClaims(t *testing.T) {
	t.Parallel()
	c := Claims{"iat": 1700000000.0, "exp": 1700003600.0}
	assert.Equal(t, 3600, c.Lifetime(t))
	assert.Equal(t, time.Unix(1700000000, 0), c.Time(t, "iat"))
	AssertScopes(t, []string{"email", "openid"}, Claims{"scope": "openid email"})
}

func TestDistinctCountsDifferentValues(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 2, Distinct("jti", Claims{"jti": "a"}, Claims{"jti": "b"}, Claims{"jti": "a"}))
}

func TestContractHasARefreshTokenOnlyWithRotation(t *testing.T) {
	t.Parallel()
	with, without := Contract(Hour, Day, true, 10), Contract(Hour, Day, false, 0)
	assert.Equal(t, WithRefreshToken, with.RefreshResponseFields)
	assert.Equal(t, WithoutRefreshToken, without.RefreshResponseFields)
	assert.Equal(t, WithRefreshToken, without.CodeResponseFields)
	assert.Equal(t, []int{3600, 3600, 86400}, []int{with.AccessTokenSeconds, with.IDTokenSeconds, with.RefreshTokenSeconds})
}
