package userpool

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The test fills every field of each kind of record, encodes the record as JSON, and requires that
// decoding returns all fields. A restart would lose a field that is not exported, or that another
// field of the same name hides.
func TestRecordsSurviveARestart(t *testing.T) {
	t.Parallel()
	kinds := NewStore("123456789012").tables()
	for kind, table := range new(poolState).tables() {
		assert.NotContains(t, kinds, kind)
		kinds[kind] = table
	}
	for kind, table := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			at, ok := reflect.TypeOf(table).MethodByName("At") // it returns a record
			require.True(t, ok)
			record := at.Type.Out(0)
			want := reflect.New(record)
			fill(t, want.Elem(), record.Name())
			text, err := json.Marshal(want.Interface())
			require.NoError(t, err)
			got := reflect.New(record)
			require.NoError(t, json.Unmarshal(text, got.Interface()))
			assert.Equal(t, want.Interface(), got.Interface())
			assert.NotEmpty(t, text)
		})
	}
}

// fill sets v and all values in it to values that are not zero.
func fill(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	require.True(t, v.CanSet(), "%s is not exported: the journal would lose it", path)
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 5, 4, 3, 2, 1, 999, time.UTC)))
		return
	case reflect.TypeFor[*big.Int]():
		n, _ := new(big.Int).SetString(strings.Repeat("7", 900), 10)
		v.Set(reflect.ValueOf(n))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(len(path)) + 1<<40)
	case reflect.Uint8:
		v.SetUint(200)
	case reflect.Uint32:
		v.SetUint(1<<32 - 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(t, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fill(t, value, path)
		v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), value)
	case reflect.Struct:
		for i := range v.NumField() {
			assert.Empty(t, v.Type().Field(i).Tag, "%s.%s: a record has no wire format", path, v.Type().Field(i).Name)
			fill(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	default:
		t.Fatalf("%s is a %s: fill does not support the kind. Add it, if JSON preserves its value.", path, v.Kind())
	}
}
