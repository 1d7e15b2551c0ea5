package userpool

import (
	"crypto/rand"

	"github.com/google/uuid"
)

// The alphabets and lengths of the service's identifiers, observed on live pools.
const (
	poolAlphabet   = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	clientAlphabet = "0123456789abcdefghijklmnopqrstuv"

	poolSuffixLength   = 9
	clientIDLength     = 26
	clientSecretLength = 51
)

// randomString returns n characters of alphabet, each equally likely.
func randomString(alphabet string, n int) string {
	out := make([]byte, 0, n)
	limit := 256 - 256%len(alphabet) // larger bytes would make the first characters more likely
	for buf := make([]byte, n); len(out) < n; {
		_, _ = rand.Read(buf) // never fails: crypto/rand documents that it crashes instead
		for _, b := range buf {
			if int(b) < limit && len(out) < n {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out)
}

// NewUUID returns a random identifier for codes, tokens and events: a UUID of version 4.
func NewUUID() string { return uuid.NewString() }

// newSub returns a user's sub. It has the form of a UUID but is not valid under RFC 4122, so
// an app that checks its version fails here as it does with the service (developer guide,
// "Working with user attributes": the format is the service's own).
func newSub() string { return subOf(uuid.New()) }

// subOf formats sixteen bytes as the sub of newer pools (eight captures): the second group has
// 0 and 1 in fixed places, and the third begins with 70.
func subOf(id uuid.UUID) string {
	id[4] &= 0xf0
	id[5] = id[5]&0xf0 | 0x01
	id[6] = 0x70
	return id.String()
}
