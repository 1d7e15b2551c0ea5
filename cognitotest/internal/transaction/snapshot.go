package transaction

// Snapshot is a copy of the records of tables at one moment, by the kind of the records.
type Snapshot map[string]rows

// Snapshot returns a copy of the records. It runs in a transaction.
func (tables Tables) Snapshot() Snapshot {
	s := Snapshot{}
	for kind, t := range tables {
		s[kind] = t.copyRows()
	}
	return s
}

// Restore replaces the records by the records of a snapshot, which must be a snapshot of the same
// kinds. It runs in a transaction.
func (tables Tables) Restore(s Snapshot) {
	for kind, t := range tables {
		t.replaceRows(s[kind])
	}
}
