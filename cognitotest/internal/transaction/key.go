package transaction

import (
	"encoding/hex"
	"strings"

	"github.com/google/uuid"
)

// storedKey is a key in a form that takes less memory, because a database can have millions. A UUID in lower
// case is its 16 bytes. Any other key is its text, with a zero byte at its end if it has 16 bytes or more, so
// that only UUIDs have 16.
type storedKey string

const uuidSize = len(uuid.UUID{})

// storeKey returns the form of a key, which does not share memory with the key.
func storeKey(key string) storedKey {
	if id, ok := parseUUID(key); ok {
		return storedKey(id[:])
	}
	if len(key) >= uuidSize {
		return storedKey(key + "\x00")
	}
	return storedKey(strings.Clone(key))
}

func (k storedKey) isUUID() bool { return len(k) == uuidSize }

// text returns the key.
func (k storedKey) text() string {
	switch {
	case k.isUUID():
		var text uuidText
		return string(text.of(k))
	case len(k) > uuidSize:
		return string(k[:len(k)-1])
	}
	return string(k)
}

// uuidText is the text of a UUID.
type uuidText [36]byte

func (t *uuidText) of(k storedKey) []byte {
	id := []byte(k)
	hex.Encode(t[:], id[:4])
	hex.Encode(t[9:], id[4:6])
	hex.Encode(t[14:], id[6:8])
	hex.Encode(t[19:], id[8:10])
	hex.Encode(t[24:], id[10:])
	t[8], t[13], t[18], t[23] = '-', '-', '-', '-'
	return t[:]
}

// compareKeys compares the texts of two keys. UUIDs have the order of their bytes. A zero byte at the end of
// texts does not change their order, because it is the least byte.
func compareKeys(a, b storedKey) int {
	var text uuidText
	switch {
	case a.isUUID() == b.isUUID():
		return strings.Compare(string(a), string(b))
	case a.isUUID():
		return strings.Compare(string(text.of(a)), string(b))
	}
	return -compareKeys(b, a)
}

func keyLess(a, b storedKey) bool { return compareKeys(a, b) < 0 }

// parseUUID returns the bytes of a UUID in its canonical form, in lower case.
func parseUUID(s string) (id uuid.UUID, ok bool) {
	if len(s) != 36 || s[8] != '-' {
		return id, false
	}
	id, err := uuid.Parse(s)
	return id, err == nil && !strings.ContainsAny(s, "ABCDEF")
}
