package transaction

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDatabaseCountsItsTransactions(t *testing.T) {
	t.Parallel()
	db := &Database{}
	db.Do(func() {})
	assert.Equal(t, 1, db.count)
	_, _ = Run(db, func() (struct{}, error) { return struct{}{}, errors.New("no") })
	assert.Equal(t, 2, db.count, "a failed transaction counts")
}
