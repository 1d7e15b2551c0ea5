package environment

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseShard(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       Shard
		err        string
	}{
		{"one shard", "1/1", Shard{1, 1}, ""},
		{"the second of five", "2/5", Shard{2, 5}, ""},
		{"the last", "5/5", Shard{5, 5}, ""},
		{"nothing", "", Shard{}, `"" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"one number", "2", Shard{}, `"2" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"no count", "2/", Shard{}, `"2/" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"no index", "/5", Shard{}, `"/5" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"three numbers", "1/2/3", Shard{}, `"1/2/3" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"spaces", "1 / 2", Shard{}, `"1 / 2" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"words", "one/two", Shard{}, `"one/two" is not a shard. Write i/n, such as 2/5 for the second of five`},
		{"from zero", "0/5", Shard{}, `"0/5" is shard 0 of 5. Write a number from 1 to 5 before the slash`},
		{"beyond the last", "6/5", Shard{}, `"6/5" is shard 6 of 5. Write a number from 1 to 5 before the slash`},
		{"below zero", "-1/5", Shard{}, `"-1/5" is shard -1 of 5. Write a number from 1 to 5 before the slash`},
		{"no shards", "0/0", Shard{}, `"0/0" has 0 shards. Write one or more, such as 1/1`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseShard(tt.text)
			assert.Equal(t, tt.want, got)
			if tt.err == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, tt.err)
			}
		})
	}
}

func TestEachEnvironmentIsInExactlyOneShard(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var all []Environment
		for _, name := range rapid.SliceOf(rapid.String()).Draw(t, "names") {
			all = append(all, Environment{Name: name})
		}
		count := rapid.IntRange(1, 20).Draw(t, "count")
		seen := map[string]int{}
		total := 0
		for index := 1; index <= count; index++ {
			shard := Shard{index, count}
			selected := shard.Select(all)
			total += len(selected)
			for _, e := range selected {
				if seen[e.Name] == 0 {
					seen[e.Name] = index
				}
				require.Equal(t, index, seen[e.Name], "%q is in two shards", e.Name)
				require.Len(t, shard.Select([]Environment{e}), 1, "the shard must not depend on the other environments")
			}
		}
		require.Equal(t, len(all), total)
	})
}

// The assignment must not change between releases: a merge of reports from two releases depends on it.
func TestShardsDoNotChangeBetweenReleases(t *testing.T) {
	t.Parallel()
	var all []Environment
	for _, name := range []string{"dev", "staging", "prod", "prod-eu", "prod-us"} {
		all = append(all, Environment{Name: name})
	}
	var got [][]string
	for index := 1; index <= 3; index++ {
		var names []string
		for _, e := range (Shard{index, 3}).Select(all) {
			names = append(names, e.Name)
		}
		got = append(got, names)
	}
	assert.Equal(t, [][]string{{"prod", "prod-eu", "prod-us"}, {"dev"}, {"staging"}}, got)
	assert.Equal(t, all, Shard{}.Select(all), "the zero value selects all environments")
}

func TestShardsOf1000EnvironmentsHaveSimilarSizes(t *testing.T) {
	t.Parallel()
	var all []Environment
	for i := range 1000 {
		all = append(all, Environment{Name: fmt.Sprintf("tenant-%d", i)})
	}
	for index := 1; index <= 8; index++ {
		got := len(Shard{index, 8}.Select(all))
		assert.InDelta(t, 125, got, 45, "shard %d", index)
	}
}
