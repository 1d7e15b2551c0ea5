package transaction_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

func TestVersionCountsTransactionsThatChangeRecords(t *testing.T) {
	t.Parallel()
	failure := errors.New("no")
	for _, tt := range []struct {
		name string
		run  func(*database) error
		want int64
	}{
		{"reads only", func(*database) error { return nil }, 0},
		{"puts", func(d *database) error { d.notes.Put("a", "1"); return nil }, 1},
		{"puts twice", func(d *database) error { d.notes.Put("a", "1"); d.notes.Put("b", "2"); return nil }, 1},
		{"deletes nothing", func(d *database) error { d.notes.Delete("z"); return nil }, 0},
		{"fails after a change", func(d *database) error { d.notes.Put("a", "1"); return failure }, 0},
		{"fails and keeps the change", func(d *database) error { d.notes.Put("a", "1"); return transaction.Keep(failure) }, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, journaltest.NewMemory())
			_, _ = transaction.Run(d.Database, func() (struct{}, error) { return struct{}{}, tt.run(d) })
			assert.Equal(t, tt.want, d.Version())
			d.Do(func() { d.notes.Put("later", "x") })
			assert.Equal(t, tt.want+1, d.Version())
		})
	}
}

func TestTableWithoutRecordsHasTheLengthZero(t *testing.T) {
	t.Parallel()
	var closed transaction.Table[string] // before its database opens it
	assert.Zero(t, closed.Len())
	record, ok := closed.Get("a")
	assert.False(t, ok)
	assert.Empty(t, record)
	assert.Empty(t, maps.Collect(closed.All()))
	d := open(t, journaltest.NewMemory())
	assert.Zero(t, d.notes.Len())
	d.Do(func() { d.notes.Put("a", "1") })
	assert.Equal(t, 1, d.notes.Len())
}
