package transaction

import (
	"cmp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const testUUID = "123e4567-e89b-12d3-a456-426614174000"

// Stored keys have the order of their texts, also if only some of them are UUIDs.
func TestStoredKeysHaveTheOrderOfTheirTexts(t *testing.T) {
	t.Parallel()
	key := rapid.OneOf(
		rapid.StringMatching("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"),
		rapid.StringMatching("123e4567-e89b-12d3-a456-42661417400[0-9a-fA-F\x00]?.?"),
		rapid.StringMatching("[ab\x00]{0,4}"), rapid.StringMatching("a{13,15}[ab\x00é]{0,4}"), rapid.String(),
		rapid.SampledFrom([]string{"", testUUID, testUUID + "\x00", testUUID[:35], testUUID[:16], strings.ToUpper(testUUID), strings.ReplaceAll(testUUID, "-", "")}),
	)
	rapid.Check(t, func(t *rapid.T) {
		a, b := key.Draw(t, "a"), key.Draw(t, "b")
		require.Equal(t, a, storeKey(a).text())
		require.Equal(t, cmp.Compare(a, b), compareKeys(storeKey(a), storeKey(b)), "%q %q", a, b)
		require.Equal(t, a == b, storeKey(a) == storeKey(b))
	})
}

func TestStoredUUIDIsSmall(t *testing.T) {
	t.Parallel()
	assert.Len(t, storeKey(testUUID), 16)
	assert.Len(t, storeKey(strings.ToUpper(testUUID)), 37)
	assert.Len(t, storeKey("123e4567-e89b-12d3-A456-426614174000"), 37)
	assert.Len(t, storeKey("123e4567e89b12d3"), 17, "a text of sixteen bytes is not a UUID")
	assert.Len(t, storeKey("ada"), 3)
}
