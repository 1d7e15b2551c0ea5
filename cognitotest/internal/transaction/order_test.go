package transaction

import (
	"cmp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestInOrderAgreesWithSort(t *testing.T) {
	t.Parallel()
	key := rapid.Custom(func(t *rapid.T) storedKey {
		return storeKey(rapid.SampledFrom([]string{"", "a", "b", testUUID, testUUID[:20]}).Draw(t, "key"))
	})
	text := rapid.Custom(func(t *rapid.T) string {
		end := rapid.SliceOfN(rapid.SampledFrom([]byte("ab\x00\xff")), 0, 12).Draw(t, "end")
		return rapid.SampledFrom([]string{"", "prefix", "prefix-long"}).Draw(t, "start") + string(end)
	})
	t.Run("texts", rapid.MakeCheck(func(t *rapid.T) { requireInOrder(t, text, key) }))
	t.Run("numbers", rapid.MakeCheck(func(t *rapid.T) { requireInOrder(t, rapid.Int64(), key) }))
	t.Run("none", func(t *testing.T) {
		t.Parallel()
		require.Empty(t, inOrder[string](nil))
	})
}

func requireInOrder[K Value](t *rapid.T, value *rapid.Generator[K], key *rapid.Generator[storedKey]) {
	places := rapid.SliceOf(rapid.Custom(func(t *rapid.T) place[K] {
		return place[K]{value.Draw(t, "value"), key.Draw(t, "key")}
	})).Draw(t, "places")
	cut := rapid.IntRange(0, len(places)).Draw(t, "cut")
	want := slices.Clone(places)
	slices.SortStableFunc(want, func(a, b place[K]) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.key.text(), b.key.text()))
	})
	got := make([]place[K], 0)
	for _, o := range inOrder([][]place[K]{places[:cut], places[cut:]}) {
		got = append(got, o.place)
	}
	require.Equal(t, want, got)
}
