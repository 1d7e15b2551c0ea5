package userpool

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/google/uuid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// srpIdentity returns the identity of a user in SRP, as the clients of the service form it:
// the part of the pool id after the underscore, and the user's id.
func (p Pool) srpIdentity(username string) string { return p.shortName() + username }

// SimulatedPassword returns the password and the id that an unknown user of a pool appears
// to have. Both are the same for the same key, pool and login.
func SimulatedPassword(key []byte, poolID, login string) (p srp.Password, username string) {
	account := []byte(poolID + "\x00" + login)
	h := hmac.New(sha256.New, key)
	h.Write([]byte("id"))
	h.Write(account)
	id := h.Sum(nil)
	return srp.Simulated(key, account), subOf(uuid.UUID(id[:16])) // the format of a real sub: another format would reveal the unknown user
}
