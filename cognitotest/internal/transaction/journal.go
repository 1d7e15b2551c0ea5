package transaction

// A Change is what a transaction did to one record. The last change of a record counts.
type Change struct {
	Kind  string // of the table
	Key   string // OWNER/KEY, or /KEY for a record without an owner; an owner has no slash
	Value []byte // the record as JSON; nil: deleted
}

// Journal keeps records beyond the life of the process.
type Journal interface {
	// Load calls f with every record, in any order, and returns its error.
	Load(f func(Change) error) error
	// Commit makes changes durable before it returns: either all of them, or none with an
	// error. A journal that cannot tell after an error which of the two happened returns an
	// error for every later commit.
	Commit(changes []Change) error
}

// A JournalError ends a transaction whose changes cannot be made durable. The tables are as
// they were before the transaction. [Run] panics with it: most callers have no error for a
// fault of the machine, and none may answer as if the change had happened. The server
// recovers it in one place.
type JournalError struct{ Err error }

func (e *JournalError) Error() string { return "the state cannot be written: " + e.Err.Error() }

func (e *JournalError) Unwrap() error { return e.Err }
