package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// BenchmarkCheckShards checks the settings of 100 environments of 10 clients each in shards, one after
// the other, and merges their reports. A pipeline runs each shard on a machine of its own, so the time
// of a run is the time of the slowest shard. The ratio compares it with the time of one shard.
func BenchmarkCheckShards(b *testing.B) {
	run := newSettingsRun(b, 100, 10, false)
	slowest := func(count int) time.Duration {
		var reports []*report.Report
		var longest time.Duration
		for index := 1; index <= count; index++ {
			environments := declared.Shard{Index: index, Count: count}.Select(run.environments)
			began := time.Now()
			r := check.Run(b.Context(), environments, run.options)
			longest = max(longest, time.Since(began))
			r.Shard = &report.Shard{Index: index, Count: count}
			reports = append(reports, r)
		}
		merged, err := report.Merge(reports)
		require.NoError(b, err)
		require.Len(b, merged.Environments, len(run.environments))
		requireClean(b, merged)
		return longest
	}
	for _, count := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprint("shards=", count), func(b *testing.B) {
			var one, sharded time.Duration
			for b.Loop() {
				one += slowest(1)
				sharded += slowest(count)
			}
			b.ReportMetric(0, "ns/op") // the sum of both
			b.ReportMetric(sharded.Seconds()/float64(b.N), "s/slowest")
			b.ReportMetric(float64(sharded)/float64(one), "ratio")
			b.ReportMetric(1.6/float64(count), "ratio-max") // names decide the shards, so their sizes differ
		})
	}
}
