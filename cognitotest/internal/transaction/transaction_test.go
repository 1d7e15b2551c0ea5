package transaction_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// owned has the tables of one owner.
type owned struct{ words transaction.Table[string] }

func (o *owned) tables() transaction.Tables { return transaction.Tables{"words": &o.words} }

// database is a database with one table of its own, and with one for each owner.
type database struct {
	*transaction.Database
	notes   transaction.Table[string]
	byOwner *transaction.Partitions[owned]
}

func (d *database) tables() transaction.Tables { return transaction.Tables{"notes": &d.notes} }

func open(t *testing.T, j transaction.Journal) *database {
	t.Helper()
	d := &database{Database: &transaction.Database{}}
	d.byOwner = transaction.NewPartitions(d.Database, (*owned).tables, func(*owned) {})
	d.Open(d.tables(), "")
	require.NoError(t, d.Load(j, d.tablesOf))
	return d
}

func (d *database) tablesOf(owner string) transaction.Tables {
	if owner == "" {
		return d.tables()
	}
	return d.byOwner.Of(owner).tables()
}

func TestTransactionMakesAllChangesOrNone(t *testing.T) {
	t.Parallel()
	failure := errors.New("no")
	before := map[string]string{"a": "1", "b": "2"}
	for _, tt := range []struct {
		name    string
		run     func(*database) error
		want    map[string]string
		wantErr error
		commits int
	}{
		{"reads only", func(*database) error { return nil }, before, nil, 0},
		{"puts", func(d *database) error { d.notes.Put("c", "3"); return nil }, map[string]string{"a": "1", "b": "2", "c": "3"}, nil, 1},
		{"replaces", func(d *database) error { d.notes.Put("a", "9"); return nil }, map[string]string{"a": "9", "b": "2"}, nil, 1},
		{"deletes", func(d *database) error { d.notes.Delete("a"); return nil }, map[string]string{"b": "2"}, nil, 1},
		{"deletes nothing", func(d *database) error { d.notes.Delete("z"); return nil }, before, nil, 0},
		{"deletes and puts", func(d *database) error {
			d.notes.Clear()
			d.notes.Put("b", "9")
			return nil
		}, map[string]string{"b": "9"}, nil, 1},
		{"fails after writes", func(d *database) error {
			d.notes.Put("a", "9")
			d.notes.Delete("b")
			d.notes.Put("a", "8")
			d.notes.Put("c", "7")
			return failure
		}, before, failure, 0},
		{"fails and keeps its writes", func(d *database) error { d.notes.Delete("a"); return transaction.Keep(failure) }, map[string]string{"b": "2"}, failure, 1},
		{"succeeds with Keep(nil)", func(d *database) error { d.notes.Delete("a"); return transaction.Keep(nil) }, map[string]string{"b": "2"}, nil, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			j := journaltest.NewMemory()
			d := open(t, j)
			d.Do(func() {
				d.notes.Put("a", "1")
				d.notes.Put("b", "2")
			})
			before := j.Commits
			_, err := transaction.Run(d.Database, func() (struct{}, error) { return struct{}{}, tt.run(d) })
			assert.Equal(t, tt.wantErr, err)
			assert.Equal(t, tt.want, maps.Collect(d.notes.All()), "in memory")
			assert.Equal(t, tt.want, maps.Collect(open(t, j).notes.All()), "read back")
			assert.Equal(t, tt.commits, j.Commits-before)
		})
	}
}

// After a failed commit, as on a full disk, the records in memory must not be newer than the
// records on disk.
func TestCommitErrorUndoesTheTransaction(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	d := open(t, j)
	d.Do(func() { d.notes.Put("a", "1") })
	j.Full = errors.New("no space left on device")
	assert.PanicsWithError(t, "the state cannot be written: no space left on device", func() { d.Do(func() { d.notes.Put("a", "2") }) })
	assert.Equal(t, "1", d.notes.At("a"))
	assert.Equal(t, map[journaltest.Key]string{{Kind: "notes", Key: "/a"}: `"1"`}, j.Records)

	j.Full = nil
	d.Do(func() { d.notes.Put("a", "3") })
	assert.Equal(t, "3", open(t, j).notes.At("a"))
}

func TestWriteOutsideOfATransactionPanics(t *testing.T) {
	t.Parallel()
	d := open(t, journaltest.NewMemory())
	assert.Panics(t, func() { d.notes.Put("a", "1") })
	assert.Zero(t, d.notes.Len())
}

func TestBeforeCommitRunsInTransactionsThatWrite(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	d := open(t, j)
	calls := 0
	d.BeforeCommit = func() { calls++; d.notes.Delete("old") }
	d.Do(func() { d.notes.Put("old", "1") })
	d.Do(func() {})
	assert.Equal(t, 1, calls)
	assert.Empty(t, j.Records)
}

func TestPartitionsSeparateOwners(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	d := open(t, j)
	d.Do(func() {
		d.byOwner.Of("ada").words.Put("a", "1")
		d.byOwner.Of("jo").words.Put("a", "2")
	})
	assert.Equal(t, map[journaltest.Key]string{{Kind: "words", Key: "ada/a"}: `"1"`, {Kind: "words", Key: "jo/a"}: `"2"`}, j.Records)
	assert.Equal(t, "2", open(t, j).byOwner.Of("jo").words.At("a"))

	_, err := transaction.Run(d.Database, func() (struct{}, error) {
		d.byOwner.Delete("ada")
		d.byOwner.Of("ada").words.Put("b", "3")
		return struct{}{}, errors.New("no")
	})
	require.Error(t, err)
	assert.Equal(t, map[string]string{"a": "1"}, maps.Collect(d.byOwner.Of("ada").words.All()), "a failed deletion is undone")

	d.Do(func() { d.byOwner.Delete("ada"); d.byOwner.Delete("unknown") })
	assert.Len(t, maps.Collect(d.byOwner.All()), 1)
	assert.Equal(t, map[journaltest.Key]string{{Kind: "words", Key: "jo/a"}: `"2"`}, j.Records)
}

func TestLoadRejectsAnUnknownKind(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	j.Records[journaltest.Key{Kind: "wishes", Key: "/a"}] = `"1"`
	d := open(t, journaltest.NewMemory())
	require.EqualError(t, d.Load(j, d.tablesOf), `unknown kind of record "wishes"`)
	j.Records = map[journaltest.Key]string{{Kind: "notes", Key: "/a"}: `1`}
	assert.ErrorContains(t, d.Load(j, d.tablesOf), `record "a" of kind notes: json: cannot unmarshal number`)
}
