//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// BenchmarkProveShards proves 100 roots of 10 clients each, and merges their reports by shards. A pipeline runs
// each shard on a machine of its own, so the time of a run is the time of the slowest shard, the sum of
// its roots. The ratio compares it with the time of one shard.
func BenchmarkProveShards(b *testing.B) {
	const roots, clients = 100, 10
	b.Chdir(b.TempDir())
	var dirs []string
	for i := range roots {
		dir := fmt.Sprint("tenant-", i)
		require.NoError(b, os.Mkdir(dir, 0o700))
		text := strings.Replace(plainRoot, "  name                                 = \"web\"", fmt.Sprintf("  for_each = toset([for i in range(%d) : tostring(i)])\n  name = each.key", clients), 1)
		require.NoError(b, os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600))
		dirs = append(dirs, dir)
	}
	times, reports := map[string]time.Duration{}, map[string]*report.Report{}
	for _, dir := range dirs {
		began := time.Now()
		r, err := proveOptions{listen: "127.0.0.1:0"}.proveEach(b.Context(), io.Discard, []string{dir})
		require.NoError(b, err)
		require.Len(b, r.Environments[0].Clients, clients, "%+v", r.Environments[0].Results)
		times[dir], reports[dir] = time.Since(began), r
	}
	slowest := func(count int) (longest time.Duration) {
		var all []*report.Report
		for index := 1; index <= count; index++ {
			var sum time.Duration
			for _, dir := range dirs {
				if (declared.Shard{Index: index, Count: count}).Has(dir) {
					sum += times[dir]
					all = append(all, reports[dir])
				}
			}
			longest = max(longest, sum)
		}
		merged, err := report.Merge(all)
		require.NoError(b, err)
		require.Len(b, merged.Environments, roots)
		return longest
	}
	for _, count := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprint("shards=", count), func(b *testing.B) {
			for b.Loop() {
				slowest(count)
			}
			b.ReportMetric(0, "ns/op") // of the merge only
			b.ReportMetric(slowest(count).Seconds(), "s/slowest")
			b.ReportMetric(float64(slowest(count))/float64(slowest(1)), "ratio")
			b.ReportMetric(1.6/float64(count), "ratio-max") // names decide the shards, so their sizes differ
		})
	}
}
