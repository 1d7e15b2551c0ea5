package userpool

import (
	"crypto/rand"

	"github.com/google/uuid"
)

// The alphabets and lengths of the service's identifiers, as observed on live
// pools.
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
	limit := 256 - 256%len(alphabet) // bytes past it would favour the first characters
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

// NewUUID returns a random identifier for codes, tokens and events.
func NewUUID() string { return uuid.NewString() }
