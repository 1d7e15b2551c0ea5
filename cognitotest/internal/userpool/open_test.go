package userpool

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

type unreadable struct{ transaction.Journal }

var errUnreadable = errors.New("input/output error")

func (unreadable) Load(func(transaction.Change) error) error { return errUnreadable }

// A store with a part of the records must not start: it would issue other keys, and its next change would lose the rest.
func TestOpenReportsAnUnreadableJournal(t *testing.T) {
	t.Parallel()
	s, err := Open("123456789012", unreadable{})
	require.ErrorIs(t, err, errUnreadable)
	assert.Nil(t, s)
}
