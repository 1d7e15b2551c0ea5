package report

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// partOfSample returns a report with the environments of the sample at these indexes, started at a minute.
func partOfSample(minute int, numbers ...int) *Report {
	r := sample()
	var environments []Environment
	for _, n := range numbers {
		environments = append(environments, r.Environments[n])
	}
	r.Environments = environments
	r.Started = time.Date(2026, 11, 27, 8, minute, 0, 0, time.UTC)
	r.Finished = r.Started.Add(30 * time.Second)
	return r
}

func TestMerge(t *testing.T) {
	a, b, none := partOfSample(5, 1), partOfSample(3, 2, 0), partOfSample(9)
	got, err := Merge([]*Report{a, b, none})
	require.NoError(t, err)
	whole := sample()
	assert.Equal(t, &Report{
		Version: Version, Live: true, Checks: whole.Checks,
		Started: b.Started, Finished: none.Finished,
		Environments: []Environment{whole.Environments[0], whole.Environments[2], whole.Environments[1]},
	}, got)
}

func TestMergeOfProofs(t *testing.T) {
	a, b := partOfSample(5, 1), partOfSample(3, 0)
	a.Proofs, b.Proofs = []Proof{{Root: "staging"}}, []Proof{{Root: "dev"}, {Root: "prod"}}
	got, err := Merge([]*Report{a, b})
	require.NoError(t, err)
	assert.Equal(t, []Proof{{Root: "staging"}, {Root: "dev"}, {Root: "prod"}}, got.Proofs)
	assert.Equal(t, "cognitokit prove", got.Title())
}

func TestMergeErrors(t *testing.T) {
	otherChecks, otherVersion := partOfSample(0, 1), partOfSample(0, 1)
	otherChecks.Checks = otherChecks.Checks[1:]
	otherVersion.Version++
	duplicate := partOfSample(0, 0)
	duplicate.Environments[0].Source = "elsewhere/dev.json"
	for _, tt := range []struct {
		name    string
		reports []*Report
		want    string
	}{
		{"no reports", nil, "there is no report to merge. Name at least one file"},
		{"other checks", []*Report{partOfSample(0, 0), otherChecks}, "report 2 did not run the same checks as report 1. Write both with the same release and the same --only, --skip and --live"},
		{"another version", []*Report{partOfSample(0, 0), partOfSample(0, 2), otherVersion}, "report 3 has version 3 and report 1 has version 2. Write both with the same release"},
		{"an environment twice", []*Report{partOfSample(0, 1), partOfSample(0, 0), duplicate},
			`the environment "dev" is in report 2 (from "environments/dev") and in report 3 (from "elsewhere/dev.json"). Check it in one run only, or give the environments different names`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Merge(tt.reports)
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestMergeOfShards(t *testing.T) {
	shard := func(environment, index, count int) *Report {
		r := partOfSample(0, environment)
		r.Shard = &Shard{Index: index, Count: count}
		return r
	}
	got, err := Merge([]*Report{shard(1, 3, 3), shard(0, 1, 3), shard(2, 2, 3)})
	require.NoError(t, err)
	assert.Nil(t, got.Shard, "the merged report is not a shard")
	for _, tt := range []struct {
		name    string
		reports []*Report
		want    string
	}{
		{"only one shard", []*Report{shard(0, 1, 2)}, "shard 2 of 2 is missing. Check why its job wrote no report"},
		{"a missing shard", []*Report{shard(0, 1, 3), shard(1, 3, 3)}, "shard 2 of 3 is missing. Check why its job wrote no report"},
		{"a shard twice", []*Report{shard(0, 1, 2), shard(1, 1, 2)}, "report 2 is shard 1 of 2, like an earlier report. Merge each shard once"},
		{"shards of two runs", []*Report{shard(0, 1, 2), shard(1, 2, 3)}, "report 2 is shard 2 of 3, and report 1 has another number of shards. Merge the shards of one run"},
		{"a shard, and a run without shards", []*Report{shard(0, 1, 1), partOfSample(0, 1)}, "report 2 is not a shard, but the others are. Merge the shards of one run"},
		{"a run without shards, and a shard", []*Report{partOfSample(0, 1), shard(0, 1, 1)}, "report 2 is shard 1 of 1, and report 1 has another number of shards. Merge the shards of one run"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Merge(tt.reports)
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestMergeKeepsTheGreaterStateOfABaselineEntry(t *testing.T) {
	entry := func(line string, s State) Entry { return Entry{Check: "mfa", Position: line, State: s} }
	a, b := partOfSample(0, 0), partOfSample(0, 1)
	a.Baseline = []Entry{entry("b:1", Unused), entry("b:5", Used), entry("b:9", Unused), entry("b:13", Untried)}
	b.Baseline = []Entry{entry("b:1", Used), entry("b:5", Unused), entry("b:9", Unused), entry("b:17", Expired)}
	got, err := Merge([]*Report{a, b})
	require.NoError(t, err)
	assert.Equal(t, []Entry{entry("b:1", Used), entry("b:5", Used), entry("b:9", Unused), entry("b:13", Untried), entry("b:17", Expired)}, got.Baseline)
	assert.Equal(t, Unused, a.Baseline[0].State, "the input reports must not change")
}
