// Package journaltest has a journal in memory, for the tests of packages that use
// transaction. Production code does not import it.
package journaltest

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"

// Memory is a journal that stores records in memory.
type Memory struct {
	Records map[Key]string // the JSON of each record
	Commits int            // the number of committed transactions
	Full    error          // if not nil, every commit fails with it
}

// Key identifies a record.
type Key struct{ Kind, Key string }

// NewMemory returns an empty journal.
func NewMemory() *Memory { return &Memory{Records: map[Key]string{}} }

// Load calls f with every record.
func (j *Memory) Load(f func(transaction.Change) error) error {
	for at, value := range j.Records {
		if err := f(transaction.Change{Kind: at.Kind, Key: at.Key, Value: []byte(value)}); err != nil {
			return err
		}
	}
	return nil
}

// Commit stores changes, unless the journal is full.
func (j *Memory) Commit(changes []transaction.Change) error {
	if j.Full != nil {
		return j.Full
	}
	j.Commits++
	for _, c := range changes {
		if at := (Key{c.Kind, c.Key}); c.Value == nil {
			delete(j.Records, at)
		} else {
			j.Records[at] = string(c.Value)
		}
	}
	return nil
}
