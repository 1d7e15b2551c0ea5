package transaction

// group are transactions that become durable together, with one commit of the journal. While a
// commit runs, the next transactions form the next group, and one of them commits it. Its members
// are protected by the lock of the database.
type group struct {
	before  *group // the previous group; nil if it is durable
	changes []Change
	undos   []func()

	done chan struct{} // closed after the commit, or after the undo
	err  error         // set before done is closed
}

func newGroup(before *group) *group { return &group{before: before, done: make(chan struct{})} }

// add adds the changes of a transaction. A nil group has no journal.
func (g *group) add(c changes) {
	if g == nil {
		return
	}
	list := make([]Change, len(c.writes))
	for i, w := range c.writes {
		list[i] = w.change()
	}
	g.changes = append(g.changes, list...)
	g.undos = append(g.undos, c.undos...)
}

// unsaved returns the last group whose changes are in the tables, but maybe not on disk: g, or the
// group that is being committed. It returns nil without such a group.
func (g *group) unsaved() *group {
	if g != nil && len(g.changes) == 0 {
		return g.before
	}
	return g
}

// await returns when a group is durable. The first transaction that waits while no commit runs
// commits the group for all. It panics with a [JournalError] if the group was undone.
func (db *Database) await(g *group) {
	if g == nil {
		return
	}
	select {
	case <-g.done:
	case db.committing <- struct{}{}:
		db.commit(g)
		<-db.committing
	}
	if g.err != nil {
		panic(&JournalError{g.err})
	}
}

// commit commits a group, unless another transaction has done so. The caller has db.committing, so
// that all groups before it are durable or undone.
func (db *Database) commit(g *group) {
	select {
	case <-g.done:
		return
	default:
	}
	db.lock.Lock()
	db.group = newGroup(g)
	db.lock.Unlock()
	err := db.journal.Commit(g.changes)
	db.lock.Lock()
	defer db.lock.Unlock()
	db.finish(g, err)
}

// finish ends a group after its commit, and lets its transactions return. It undoes a failed group with
// the next one, whose transactions may have read its changes. The caller has the lock.
func (db *Database) finish(g *group, err error) {
	next := db.group
	next.before = nil
	if err != nil {
		undo(next.undos)
		undo(g.undos)
		next.end(err)
		db.group = newGroup(nil)
	}
	g.end(err)
}

func (g *group) end(err error) {
	g.err, g.changes, g.undos = err, nil, nil
	close(g.done)
}
