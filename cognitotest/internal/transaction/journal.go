package transaction

// A Change is the change of one record by a transaction. If a record has several changes, the
// last one counts.
type Change struct {
	Kind  string // the kind of the table
	Key   string // OWNER/KEY, or /KEY for a record without an owner; an owner has no slash
	Value []byte // the record as JSON, or packed; nil means deleted
}

// Journal stores records so that they survive the process.
type Journal interface {
	// Load calls f with every record, in any order, and returns its error.
	Load(f func(Change) error) error
	// Commit makes changes durable before it returns: either all of them, or none with an
	// error. If a journal does not know after an error which of the two happened, it returns an
	// error for every later commit. Commits do not overlap.
	Commit(changes []Change) error
}

// A JournalError ends a transaction whose changes, or the changes that it has read, cannot be
// made durable. The tables are as they were before these changes. [Run] panics with it, because
// most callers return no error for a fault of the machine, and no caller may respond as if the
// change had happened. The server recovers from the panic in one place.
type JournalError struct{ Err error }

func (e *JournalError) Error() string { return "the state cannot be written: " + e.Err.Error() }

func (e *JournalError) Unwrap() error { return e.Err }
