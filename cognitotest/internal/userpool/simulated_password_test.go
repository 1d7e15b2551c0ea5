package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// An unknown user has the same password and id at each attempt. Other keys, pools and logins have others.
func TestSimulatedPasswordOfAnUnknownUser(t *testing.T) {
	t.Parallel()
	password, id := SimulatedPassword([]byte("key"), "us-east-1_a", "jo")
	assert.Equal(t, "ab7519ed-a071-70e2-fb9a-f5e9e69e01e7", id, "the first half of HMAC-SHA-256 of id, the pool, a zero byte and the login, as a sub")
	again, sameID := SimulatedPassword([]byte("key"), "us-east-1_a", "jo")
	assert.Equal(t, password, again)
	assert.Equal(t, id, sameID)
	for _, other := range [][3]string{{"another", "us-east-1_a", "jo"}, {"key", "us-east-1_b", "jo"}, {"key", "us-east-1_a", "mo"}, {"key", "us-east-1_aj", "o"}} {
		otherPassword, otherID := SimulatedPassword([]byte(other[0]), other[1], other[2])
		assert.NotEqual(t, password.Salt, otherPassword.Salt, other)
		assert.NotEqual(t, password.Verifier, otherPassword.Verifier, other)
		assert.NotEqual(t, id, otherID, other)
	}
}
