package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/durable"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// batches is a journal that commits many transactions at once, so that a benchmark can write a large state
// directory.
type batches struct {
	*durable.Journal
	changes []transaction.Change
}

const batchSize = 20_000

func (j *batches) Commit(changes []transaction.Change) error {
	j.changes = append(j.changes, changes...)
	if len(j.changes) < batchSize {
		return nil
	}
	return j.flush()
}

func (j *batches) flush() error {
	err := j.Journal.Commit(j.changes)
	j.changes = nil
	return err
}

// BenchmarkGrowthStart opens a state directory of many users and token families. The limit is ten seconds
// for a million, and in proportion for COGNITOKIT_GROWTH.
func BenchmarkGrowthStart(b *testing.B) {
	n, dir, account := growthSize(b), b.TempDir(), "123456789012"
	disk, err := durable.Open(dir, account)
	require.NoError(b, err)
	journal := &batches{Journal: disk}
	store, err := Open(account, journal)
	require.NoError(b, err)
	growStore(b, store, n)
	require.NoError(b, journal.flush())
	require.NoError(b, disk.Close())

	for b.Loop() {
		disk, err := durable.Open(dir, account)
		require.NoError(b, err)
		opened, err := Open(account, disk)
		require.NoError(b, err)
		b.StopTimer()
		require.Equal(b, n, opened.CountUsers(opened.Pools("us-east-1")[0].ID))
		require.NoError(b, disk.Close())
		b.StartTimer()
	}
	wanted := time.Duration(n) * (10 * time.Second / 1_000_000)
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/wanted.Seconds(), "ratio")
	b.ReportMetric(1, "ratio-max")
}
