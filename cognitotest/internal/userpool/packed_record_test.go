package userpool

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

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
