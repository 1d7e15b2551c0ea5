package userpool

import (
	"fmt"
	"maps"
	"math/big"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// A packed table returns every field of its records, and the zero record.
func TestPackedRecordsAreComplete(t *testing.T) {
	t.Parallel()
	requireUnpacked[User](t)
	requireUnpacked[TokenFamily](t)
	requireUnpacked[RefreshToken](t)
	requireUnpacked[Membership](t)
}

func requireUnpacked[V any](t *testing.T) {
	t.Helper()
	var db transaction.Database
	var table transaction.Table[V]
	db.Open(transaction.Tables{"records": transaction.Packed(&table)}, "")
	var zero, full V
	fill(t, reflect.ValueOf(&full).Elem(), reflect.TypeFor[V]().Name())
	db.Do(func() {
		table.Put("zero", zero)
		table.Put("full", full)
		assert.Equal(t, zero, table.At("zero"))
		assert.Equal(t, full, table.At("full"))
	})
}

// The journal has packed records, whose fields have no names. So a later version adds fields at the end of a line of the file,
// and changes nothing else: another position or type of a field makes every state directory unreadable.
func TestPackedRecordsKeepTheirFields(t *testing.T) {
	t.Parallel()
	lines := map[string]string{}
	for _, record := range []reflect.Type{reflect.TypeFor[User](), reflect.TypeFor[TokenFamily](), reflect.TypeFor[RefreshToken](), reflect.TypeFor[Membership]()} {
		describeFields(lines, record)
	}
	stored, err := os.ReadFile("testdata/packed_records.txt")
	require.NoError(t, err)
	var current strings.Builder
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&current, "%s:%s\n", name, lines[name])
	}
	assert.Equal(t, string(stored), current.String())
}

// describeFields adds a line for each type of struct in a type, and returns the name of the type.
func describeFields(lines map[string]string, of reflect.Type) string {
	switch {
	case of == reflect.TypeFor[time.Time](), of == reflect.TypeFor[*big.Int]():
		return of.String()
	case of.Kind() == reflect.Slice:
		return "[]" + describeFields(lines, of.Elem())
	case of.Kind() == reflect.Pointer:
		return "*" + describeFields(lines, of.Elem())
	case of.Kind() == reflect.Map:
		return "map[" + describeFields(lines, of.Key()) + "]" + describeFields(lines, of.Elem())
	case of.Kind() != reflect.Struct:
		return of.Kind().String()
	}
	if _, ok := lines[of.Name()]; !ok {
		lines[of.Name()] = ""
		for field := range of.Fields() {
			lines[of.Name()] += " " + field.Name + " " + describeFields(lines, field.Type) + ";"
		}
	}
	return of.Name()
}
