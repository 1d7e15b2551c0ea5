package transaction

import (
	"encoding/json"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The records of a batch are decoded into the same memory, one after the other.
func TestLoadedRecordHasNothingOfTheRecordBefore(t *testing.T) {
	t.Parallel()
	one := packedPart{1}
	records := []packable{
		{Names: map[string]string{"a": "b"}, List: []string{"a", "b"}, Big: big.NewInt(-700), Pointer: &one, Parts: []packedPart{{1}, {2}}},
		{Names: map[string]string{"c": "d"}, List: []string{"c", "", "d"}, Big: big.NewInt(3), Pointer: &packedPart{}, Parts: []packedPart{{}}},
		{},
		{Bytes: []byte{1}, List: []string{}},
		{Zeros: zeros{[]bool{true}, []*packedPart{{1}}, []*big.Int{big.NewInt(1)}, [][]string{{"a"}}, []time.Time{time.Unix(1, 0).UTC()}}},
		{Zeros: zeros{[]bool{false}, []*packedPart{nil}, []*big.Int{nil}, [][]string{nil}, []time.Time{{}}}},
		{Maps: []map[string]string{{"a": "b"}}},
		{Maps: []map[string]string{nil}},
	}
	rows := newPackedRows(reflect.TypeFor[packable]())
	asJSON := func(_ string, record any) []byte {
		text, err := json.Marshal(record)
		require.NoError(t, err)
		return text
	}
	for name, encode := range map[string]func(key string, record any) []byte{"packed": rows.journal, "JSON of an earlier version": asJSON} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := newPackedRows(reflect.TypeFor[packable]())
			batch := rows.loading(0)
			for i := range records {
				key := string(rune('a' + i))
				record, err := batch.add(key, storeKey(key), encode(key, &records[i]))
				require.NoError(t, err)
				assert.Equal(t, &records[i], record)
			}
			batch.insert()
			for i := range records {
				_, record, _ := rows.get(storeKey(string(rune('a' + i))))
				assert.Equal(t, &records[i], record)
			}
		})
	}
}
