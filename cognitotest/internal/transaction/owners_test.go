package transaction_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// found is a database that finds the owners of words.
type found struct {
	*transaction.Database
	byOwner *transaction.Partitions[owned]
	owners  *transaction.Owners
}

func openFound(t require.TestingT, j transaction.Journal) *found {
	d := &found{Database: &transaction.Database{}, owners: transaction.NewOwners()}
	d.byOwner = transaction.NewPartitions(d.Database, (*owned).tables, func(o *owned) { transaction.Follow(d.owners, &o.words) })
	require.NoError(t, d.Load(j, func(owner string) transaction.Tables { return d.byOwner.Of(owner).tables() }))
	return d
}

// requireScan compares the owners of each key with a scan of all tables.
func (d *found) requireScan(t require.TestingT) {
	d.Do(func() {
		want := map[string][]string{}
		for owner, tables := range d.byOwner.All() {
			for key := range tables.words.All() {
				want[key] = append(want[key], owner)
			}
		}
		for i := range 4 {
			key := fmt.Sprint(i)
			slices.Sort(want[key])
			require.Equal(t, want[key], slices.Collect(d.owners.Of(key)), key)
		}
	})
}

// The test runs random transactions, which succeed or fail. After each of them the owners agree with a
// scan, also in a database that is opened with the journal.
func TestOwnersAgreeWithAScan(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := journaltest.NewMemory()
		d := openFound(t, j)
		owner, key := rapid.SampledFrom([]string{"p", "q", "r"}), rapid.StringMatching("[0-3]")
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				d.requireScan(t)
				openFound(t, j).requireScan(t)
			},
			"write": func(t *rapid.T) {
				end := rapid.SampledFrom([]error{nil, nil, errors.New("rejected")}).Draw(t, "end")
				j.Full = rapid.SampledFrom([]error{nil, nil, errors.New("full")}).Draw(t, "journal")
				defer func() { j.Full = nil }()
				panics(func() {
					_, _ = transaction.Run(d.Database, func() (struct{}, error) {
						for range rapid.IntRange(1, 5).Draw(t, "writes") {
							of := owner.Draw(t, "owner")
							switch rapid.IntRange(0, 4).Draw(t, "write") {
							case 0:
								d.byOwner.Of(of).words.Delete(key.Draw(t, "key"))
							case 1:
								d.byOwner.Delete(of)
							default:
								d.byOwner.Of(of).words.Put(key.Draw(t, "key"), "word")
							}
						}
						return struct{}{}, end
					})
				})
			},
		})
	})
}
