package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A new user with the same username inherits no sign-in.
func TestDeleteUserDeletesItsSignIns(t *testing.T) {
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{PoolSettings: PoolSettings{PasswordPolicy: DefaultPasswordPolicy}})
	require.NoError(t, err)
	create := func(name string) {
		_, err := s.CreateUser(pool.ID, name, nil, "Temp0rary!")
		require.NoError(t, err)
	}
	create("ada")
	create("grace")

	signIn := func(name string) (code, session, refresh, challenge string) {
		_, token := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "c", Username: name, ExpiresAt: s.Clock.Now().AddDate(0, 0, 1)})
		return s.IssueCode(AuthorizationCode{PoolID: pool.ID, ClientID: "c", Username: name}).Value,
			s.StartBrowserSession(pool.ID, name, "").ID, token.ID,
			s.StartChallenge(Challenge{Name: "N", PoolID: pool.ID, ClientID: "c", Username: name}, CodeLifetime)
	}
	works := func(code, session, refresh, challenge string) []bool {
		_, byCode := s.RedeemCode(code, "c")
		_, bySession := s.BrowserSession(pool.ID, session)
		_, refreshErr := s.RotateRefreshToken(refresh, "c", time.Hour)
		_, challengeErr := s.TakeChallenge(challenge, "c", "N")
		return []bool{byCode, bySession, refreshErr == nil, challengeErr == nil}
	}
	code, session, refresh, challenge := signIn("ada")
	otherCode, otherSession, otherRefresh, otherChallenge := signIn("grace")
	require.NoError(t, s.DeleteUser(pool.ID, "ada"))
	create("ada")
	assert.Equal(t, []bool{false, false, false, false}, works(code, session, refresh, challenge))
	assert.Equal(t, []bool{true, true, true, true}, works(otherCode, otherSession, otherRefresh, otherChallenge), "the sign-in of another user")
}
