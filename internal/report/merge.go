package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Merge merges the reports of several runs, such as the shards of one. They must have run the
// same checks, each environment must be in only one of them, and no shard may be missing. The
// environments are sorted by name. The merged run starts with the earliest report and ends with
// the latest.
func Merge(reports []*Report) (*Report, error) {
	if len(reports) == 0 {
		return nil, errors.New("there is no report to merge. Name at least one file")
	}
	first := reports[0]
	merged := &Report{Version: first.Version, Started: first.Started, Finished: first.Finished, Live: first.Live, Checks: slices.Clone(first.Checks)}
	from := map[string]int{} // the index of the report that has an environment
	for i, r := range reports {
		if r.Version != first.Version {
			return nil, fmt.Errorf("report %d has version %d and report 1 has version %d. Write both with the same release", i+1, r.Version, first.Version)
		}
		if !slices.Equal(r.Checks, first.Checks) {
			return nil, fmt.Errorf("report %d did not run the same checks as report 1. Write both with the same release and the same --only, --skip and --live", i+1)
		}
		for _, e := range r.Environments {
			if other, exists := from[e.Name]; exists {
				return nil, fmt.Errorf("the environment %q is in report %d (from %q) and in report %d (from %q). Check it in one run only, or give the environments different names",
					e.Name, other+1, merged.environment(e.Name).Source, i+1, e.Source)
			}
			from[e.Name] = i
			merged.Environments = append(merged.Environments, e)
		}
		if r.Started.Before(merged.Started) {
			merged.Started = r.Started
		}
		if r.Finished.After(merged.Finished) {
			merged.Finished = r.Finished
		}
		merged.Proofs = append(merged.Proofs, r.Proofs...)
		merged.Baseline = mergeEntries(merged.Baseline, r.Baseline)
	}
	if err := checkShards(reports); err != nil {
		return nil, err
	}
	slices.SortStableFunc(merged.Environments, func(a, b Environment) int { return cmp.Compare(a.Name, b.Name) })
	return merged, nil
}

// environment returns the first environment with a name, which must exist.
func (r *Report) environment(name string) *Environment {
	return &r.Environments[slices.IndexFunc(r.Environments, func(e Environment) bool { return e.Name == name })]
}

// mergeEntries merges the baselines of two runs. An entry without a finding in one run may have
// one in the other.
func mergeEntries(all, more []Entry) []Entry {
	for _, entry := range more {
		same := func(e Entry) bool { e.State = entry.State; return e == entry }
		if i := slices.IndexFunc(all, same); i >= 0 {
			all[i].State = max(all[i].State, entry.State)
			continue
		}
		all = append(all, entry)
	}
	return all
}

// checkShards returns an error if a shard is missing, because the merged report would not show that its
// environments are missing.
func checkShards(reports []*Report) error {
	seen, count := map[int]bool{}, 0
	for i, r := range reports {
		if r.Shard == nil {
			if count > 0 {
				return fmt.Errorf("report %d is not a shard, but the others are. Merge the shards of one run", i+1)
			}
			continue
		}
		switch {
		case i > 0 && count != r.Shard.Count:
			return fmt.Errorf("report %d is shard %d of %d, and report 1 has another number of shards. Merge the shards of one run", i+1, r.Shard.Index, r.Shard.Count)
		case seen[r.Shard.Index]:
			return fmt.Errorf("report %d is shard %d of %d, like an earlier report. Merge each shard once", i+1, r.Shard.Index, r.Shard.Count)
		}
		seen[r.Shard.Index], count = true, r.Shard.Count
	}
	for index := 1; index <= count; index++ {
		if !seen[index] {
			return fmt.Errorf("shard %d of %d is missing. Check why its job wrote no report", index, count)
		}
	}
	return nil
}
