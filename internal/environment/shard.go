package environment

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// Shard is one of several parts of a run. The zero value selects all environments.
type Shard struct {
	Index int // from 1 to Count
	Count int
}

// ParseShard reads i/n, such as 2/5 for the second of five.
func ParseShard(text string) (Shard, error) {
	first, second, ok := strings.Cut(text, "/")
	index, indexErr := strconv.Atoi(first)
	count, countErr := strconv.Atoi(second)
	switch {
	case !ok || indexErr != nil || countErr != nil:
		return Shard{}, fmt.Errorf("%q is not a shard. Write i/n, such as 2/5 for the second of five", text)
	case count < 1:
		return Shard{}, fmt.Errorf("%q has %d shards. Write one or more, such as 1/1", text, count)
	case index < 1 || index > count:
		return Shard{}, fmt.Errorf("%q is shard %d of %d. Write a number from 1 to %d before the slash", text, index, count, count)
	}
	return Shard{Index: index, Count: count}, nil
}

// Select returns the environments of a shard, in their order. Each environment is in exactly one shard. Only
// the name of an environment determines its shard, so that adding or removing others does not change
// it. A shard may be empty.
func (s Shard) Select(environments []Environment) []Environment {
	var selected []Environment
	for i := range environments {
		if s.Has(environments[i].Name) {
			selected = append(selected, environments[i])
		}
	}
	return selected
}

// Has reports whether an environment with a name is in the shard.
func (s Shard) Has(name string) bool {
	if s.Count <= 1 {
		return true
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(name)) // Write of a hash does not fail
	return sum.Sum64()%uint64(s.Count) == uint64(s.Index-1)
}
