package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMeasure runs the mutants of a module of its own. It changes the working directory, so it is not parallel.
func TestMeasure(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":          "module example.com/limits\n\ngo 1.26\n",
		"limit/limit.go":  "package limit\n\nfunc Allowed(n int) bool { return n < 3 }\n\nfunc Unused(n int) int { return n }\n\nfunc Wait(n int) {\n\tfor n > 0 {\n\t\tn--\n\t}\n}\n",
		"limit/l_test.go": "package limit\n\nimport \"testing\"\n\nfunc TestAllowed(t *testing.T) {\n\tif !Allowed(0) || Allowed(9) {\n\t\tt.Error(\"wrong\")\n\t}\n}\n",
		"wide/w_test.go":  "package wide\n\nimport (\n\t\"testing\"\n\n\t\"example.com/limits/limit\"\n)\n\nfunc TestBoundary(t *testing.T) {\n\tif limit.Allowed(3) {\n\t\tt.Fatal(\"wrong\")\n\t}\n}\n",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o600))
	}
	t.Chdir(root)
	source, err := rewrite(t.Context(), []string{"limit"}, t.TempDir())
	require.NoError(t, err)
	measure := func(listed map[string]survivor, wider ...string) *score {
		r := runner{options: options{workers: 2}, source: source, work: t.TempDir(), binaries: map[string]*binary{}, log: io.Discard}
		result, err := r.measure(t.Context(), target{folder: "limit", wider: wider}, listed)
		require.NoError(t, err)
		return result
	}

	own := measure(nil)
	assert.Equal(t, []string{"Allowed: n < 3 → <="}, keys(own.survived))
	assert.Contains(t, keys(own.notReached), "Unused: return the zero value instead of n")
	assert.Equal(t, 1, own.killed)
	assert.InDelta(t, 100./7, own.percent(), 0.1)
	assert.Len(t, own.unlisted, 6)
	assert.True(t, report(io.Discard, own))

	const unused, boundary = "Unused: return the zero value instead of n", "Allowed: n < 3 → <="
	wide := measure(map[string]survivor{unused: {Untested: "no caller"}, boundary: {Untested: "the wider test kills it"}}, "wide")
	assert.Equal(t, 1, wide.killed)
	assert.Equal(t, 1, wide.killedByWider)
	assert.Empty(t, wide.survived)
	assert.Equal(t, []string{boundary}, keys(wide.killedListed))
	assert.NotContains(t, keys(wide.unlisted), unused)
	assert.Contains(t, keys(wide.notReached), unused, "a survivor with a reason counts")

	late := runner{
		options: options{workers: 2, limit: time.Minute}, source: source, work: t.TempDir(), binaries: map[string]*binary{},
		log: io.Discard, start: time.Now().Add(-time.Hour),
	}
	none, err := late.measure(t.Context(), target{folder: "limit"}, nil)
	require.NoError(t, err)
	assert.Equal(t, 7, none.late)
	assert.Zero(t, none.run)
	assert.Empty(t, none.unlisted)
	assert.Equal(t, 7, none.mutants)

	equivalent := measure(map[string]survivor{unused: {Equivalent: "for this test"}}, "wide")
	assert.NotContains(t, keys(equivalent.notReached), unused)
	assert.Equal(t, 1, equivalent.equivalent)
	assert.InDelta(t, 200./6, equivalent.percent(), 0.1)
}

func keys(mutants []mutant) (keys []string) {
	for _, m := range mutants {
		keys = append(keys, m.key)
	}
	return keys
}

func TestScore(t *testing.T) {
	t.Parallel()
	assert.False(t, report(io.Discard, &score{run: 100, killed: 85}))
	assert.True(t, report(io.Discard, &score{run: 100, killed: 84}), "below 85 %")
	assert.True(t, report(io.Discard, &score{run: 100, killed: 99, unlisted: []mutant{{}}}), "an unlisted survivor")
	assert.False(t, report(io.Discard, &score{run: 2, equivalent: 2}))
}

func TestSampleChangesLittle(t *testing.T) {
	t.Parallel()
	var all []mutant
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		all = append(all, mutant{key: key})
	}
	three := sample(all, "p", "1", 3)
	require.Len(t, three, 3)
	assert.Equal(t, three, sample(all, "p", "1", 3))
	assert.NotEqual(t, three, sample(all, "p", "2", 3))
	var others []mutant
	for _, m := range all {
		if m.key != three[0].key {
			others = append(others, m)
		}
	}
	assert.Equal(t, three[1:], sample(others, "p", "1", 3)[:2], "without one mutant, the sample keeps the others")
	assert.Equal(t, all, sample(all, "p", "1", 0))
	assert.Equal(t, all, sample(all, "p", "1", 8))
}

func TestReadSurvivors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"an untested mutant", "p: [{mutant: m, untested: r}]", ""},
		{"an equivalent mutant", "p: [{mutant: m, equivalent: r}]", ""},
		{"no reason", "p: [{mutant: m}]", "p: m: write either equivalent or untested"},
		{"both", "p: [{mutant: m, equivalent: r, untested: r}]", "p: m: write either equivalent or untested"},
		{"twice", "p: [{mutant: m, untested: r}, {mutant: m, untested: r}]", "p: m: remove the second entry"},
		{"another member", "p: [{mutant: m, reason: r}]", "field reason not found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join(t.TempDir(), "survivors.yaml")
			require.NoError(t, os.WriteFile(name, []byte(test.text), 0o600))
			listed, err := readSurvivors(name)
			if test.want == "" {
				require.NoError(t, err)
				assert.Contains(t, listed["p"], "m")
			} else {
				assert.ErrorContains(t, err, test.want)
			}
		})
	}
	_, err := readSurvivors("survivors.yaml")
	assert.NoError(t, err, "the committed list")
}

func TestSelectTargets(t *testing.T) {
	t.Parallel()
	all, err := selectTargets(t.Context(), nil, "")
	require.NoError(t, err)
	assert.Equal(t, targets, all)
	one, err := selectTargets(t.Context(), []string{"./internal/check/"}, "")
	require.NoError(t, err)
	assert.Equal(t, "internal/check", one[0].folder)
	assert.Len(t, one, 1)
	_, err = selectTargets(t.Context(), []string{"cmd/cognitokit"}, "")
	assert.ErrorContains(t, err, "cmd/cognitokit: add the folder to test/mutation/targets.go")
	none, err := selectTargets(t.Context(), nil, "HEAD")
	require.NoError(t, err)
	assert.Empty(t, none, "HEAD does not differ from itself")
	_, err = selectTargets(t.Context(), nil, "no-such-commit")
	assert.ErrorContains(t, err, "git diff no-such-commit")
}

func TestTargetsExist(t *testing.T) {
	t.Parallel()
	for _, target := range targets {
		for _, folder := range append([]string{target.folder}, target.wider...) {
			assert.DirExists(t, filepath.Join("..", "..", folder))
		}
	}
}
