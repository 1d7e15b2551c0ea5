package transaction_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// book is a record with a text and several subjects.
type book struct {
	Title    string
	Subjects []string
}

// library has a plain table and a packed one, each with two indexes.
type library struct {
	*transaction.Database
	tables [2]transaction.Table[book]

	byTitle   [2]*transaction.Index[book, string]
	bySubject [2]*transaction.Index[book, string]
}

func openLibrary(t require.TestingT, j transaction.Journal) *library {
	l := &library{Database: &transaction.Database{}}
	tables := transaction.Tables{"plain": &l.tables[0], "packed": transaction.Packed(&l.tables[1])}
	l.Open(tables, "")
	for i := range l.tables {
		l.byTitle[i] = transaction.NewIndex(&l.tables[i], func(list []string, b *book) []string { return append(list, b.Title) })
		l.bySubject[i] = transaction.NewIndex(&l.tables[i], func(list []string, b *book) []string { return append(list, b.Subjects...) })
	}
	require.NoError(t, l.Load(j, func(string) transaction.Tables { return tables }))
	return l
}

// requireScan compares each index with a scan of its table.
func (l *library) requireScan(t require.TestingT) {
	l.Do(func() {
		for i := range l.tables {
			table := &l.tables[i]
			titles, subjects := map[string][]string{}, 0
			for key, b := range table.All() {
				titles[b.Title] = append(titles[b.Title], key)
				subjects += len(b.Subjects)
				for _, subject := range b.Subjects {
					require.Contains(t, maps.Collect(l.bySubject[i].Records(subject)), key)
				}
			}
			require.Equal(t, subjects, l.bySubject[i].Len())
			require.Equal(t, table.Len(), l.byTitle[i].Len())
			var all []string
			for _, title := range slices.Sorted(maps.Keys(titles)) {
				var keys []string
				for key, b := range l.byTitle[i].Records(title) {
					require.Equal(t, table.At(key), b)
					keys = append(keys, key)
				}
				require.Equal(t, titles[title], keys, "in the order of the keys")
				all = append(all, keys...)
			}
			var listed, after []string
			for _, key := range l.byTitle[i].From("", "") {
				listed = append(listed, key)
			}
			require.Equal(t, all, listed)
			if len(all) > 0 {
				for _, key := range l.byTitle[i].From(table.At(all[0]).Title, all[0]) {
					after = append(after, key)
				}
				require.Equal(t, all[1:], append([]string{}, after...), "after the first one")
			}
		}
	})
}

// The test runs random transactions, which succeed, fail, fail with Keep, or cannot be written. After each
// of them the indexes agree with a scan, also in a database that is opened with the journal.
func TestIndexesAgreeWithAScan(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := journaltest.NewMemory()
		l := openLibrary(t, j)
		snapshot := transaction.Tables{"plain": &l.tables[0], "packed": &l.tables[1]}.Snapshot()
		text := rapid.SampledFrom([]string{"", "a", "b", "B", "a\x00", "123e4567-e89b-12d3-a456-426614174000"})
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				l.requireScan(t)
				reopened := openLibrary(t, j)
				reopened.requireScan(t)
				for i := range l.tables {
					require.Equal(t, maps.Collect(l.tables[i].All()), maps.Collect(reopened.tables[i].All()))
				}
			},
			"write": func(t *rapid.T) {
				end := rapid.SampledFrom([]error{nil, errors.New("rejected"), transaction.Keep(errors.New("kept"))}).Draw(t, "end")
				j.Full = rapid.SampledFrom([]error{nil, nil, errors.New("full")}).Draw(t, "journal")
				run := func() {
					_, _ = transaction.Run(l.Database, func() (struct{}, error) {
						for range rapid.IntRange(1, 5).Draw(t, "writes") {
							table := &l.tables[rapid.IntRange(0, 1).Draw(t, "table")]
							key := rapid.StringMatching("[a-f]").Draw(t, "key")
							switch rapid.IntRange(0, 5).Draw(t, "write") {
							case 0:
								table.Delete(key)
							case 1:
								table.DeleteFunc(func(b book) bool { return b.Title == "a" })
							default:
								subjects := rapid.SliceOfDistinct(text, rapid.ID[string])
								table.Put(key, book{Title: text.Draw(t, "title"), Subjects: subjects.Draw(t, "subjects")})
							}
						}
						return struct{}{}, end
					})
				}
				before := [2]map[string]book{maps.Collect(l.tables[0].All()), maps.Collect(l.tables[1].All())}
				undone := j.Full != nil && panics(run)
				if j.Full == nil {
					run()
				}
				if undone || end != nil && !isKept(end) {
					for i := range l.tables {
						require.Equal(t, before[i], maps.Collect(l.tables[i].All()))
					}
				}
				j.Full = nil
			},
			"snapshot": func(*rapid.T) {
				l.Do(func() { snapshot = transaction.Tables{"plain": &l.tables[0], "packed": &l.tables[1]}.Snapshot() })
			},
			"restore": func(*rapid.T) {
				l.Do(func() { transaction.Tables{"plain": &l.tables[0], "packed": &l.tables[1]}.Restore(snapshot) })
			},
		})
	})
}

func panics(f func()) (panicked bool) {
	defer func() {
		_, panicked = recover().(*transaction.JournalError)
	}()
	f()
	return false
}

// isKept reports whether the transaction with an error keeps its changes.
func isKept(err error) bool { return err.Error() == "kept" }

// A snapshot does not change with the table, and a restore writes only the records that differ.
func TestSnapshotIsNotChangedByLaterWrites(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	l := openLibrary(t, j)
	put := func(from, to int, title string) {
		l.Do(func() {
			for i := from; i < to; i++ {
				for k := range l.tables {
					l.tables[k].Put(fmt.Sprintf("%04d", i), book{Title: title})
				}
			}
		})
	}
	put(0, 1000, "old")
	tables := transaction.Tables{"plain": &l.tables[0], "packed": &l.tables[1]}
	var taken transaction.Snapshot
	l.Do(func() { taken = tables.Snapshot() })
	put(500, 1500, "new")
	written := &counting{Memory: j}
	require.NoError(t, l.Load(written, func(string) transaction.Tables { return tables }))
	l.Do(func() { tables.Restore(taken) })
	assert.Equal(t, 2*1000, written.changes, "500 replaced and 500 deleted records in each table")
	for k := range l.tables {
		assert.Equal(t, 1000, l.tables[k].Len())
		assert.Len(t, maps.Collect(l.byTitle[k].Records("old")), 1000)
		assert.Empty(t, maps.Collect(l.byTitle[k].Records("new")))
	}
}

// counting counts the changes of commits. It has no records to load.
type counting struct {
	*journaltest.Memory
	changes int
}

func (*counting) Load(func(transaction.Change) error) error { return nil }

func (c *counting) Commit(changes []transaction.Change) error {
	c.changes += len(changes)
	return c.Memory.Commit(changes)
}

func TestAfterBeginsAfterAKey(t *testing.T) {
	t.Parallel()
	l := openLibrary(t, journaltest.NewMemory())
	l.Do(func() {
		for _, key := range []string{"a", "a\x00", "ab", "b"} {
			l.tables[0].Put(key, book{})
		}
	})
	for after, want := range map[string]string{"": "a,a\x00,ab,b", "a": "a\x00,ab,b", "a\x00": "ab,b", "aa": "ab,b", "b": "", "c": ""} {
		var keys []string
		for key := range l.tables[0].After(after) {
			keys = append(keys, key)
		}
		assert.Equal(t, want, strings.Join(keys, ","), "%q", after)
	}
	assert.Equal(t, "b", l.tables[0].Last())
	assert.Empty(t, l.tables[1].Last())
}
