//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Two jobs prove the shards of two folders. One has two pools, and the other cannot be proven. The merged report has
// all of them.
func TestProveInShards(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	roots := map[string]string{
		"broken": plainRoot + `variable "unset" {}`,
		"two":    plainRoot + secondPool(),
	}
	var dirs []string
	for name, text := range roots {
		dir := filepath.Join(folder, name)
		require.NoError(t, os.Mkdir(dir, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600))
		dirs = append(dirs, dir)
	}
	var files []string
	for i, shard := range []string{"1/2", "2/2"} {
		file := filepath.Join(folder, fmt.Sprint("shard-", i, ".json"))
		p := startProve(t, append([]string{"--shard", shard, "--format", "json", "--output", file}, dirs...)...)
		<-p.ended
		assert.Contains(t, []int{0, exitFailed}, p.cmd.ProcessState.ExitCode(), p.stderr.String())
		files = append(files, file)
	}
	p := newProcess(t)
	p.start(append([]string{"report", "merge", "--format", "json"}, files...)...)
	p.exits(exitFailed)
	var merged report.Report
	require.NoError(t, json.Unmarshal([]byte(p.stdout.String()), &merged))

	var names []string
	for _, e := range merged.Environments {
		name, err := filepath.Rel(folder, e.Name)
		require.NoError(t, err)
		names = append(names, name)
		if name != "broken" {
			assert.NotEmpty(t, e.UserPoolID, name)
			assert.Len(t, e.Clients, 1, name)
		}
	}
	assert.Equal(t, []string{"broken", "two/second", "two/this"}, names)
	assert.Len(t, merged.Proofs, len(roots))
	assert.Empty(t, resultsWith(&merged, report.Failed))
	unchecked := resultsWith(&merged, report.Unchecked)
	require.Len(t, unchecked, 1)
	assert.Regexp(t, `^no-changes \S+/broken read \S+ failed: required variables have no value: unset\. `, unchecked[0])
}

// An interrupt ends the run at the next step, without a report of the roots before it.
func TestInterruptEndsTheProofsOfSeveralRoots(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var notes output
	r, err := proveOptions{}.proveEach(ctx, &notes, []string{"dev", "prod"})
	assert.ErrorIs(t, err, errInterrupted)
	assert.Nil(t, r)
	assert.NotContains(t, notes.String(), "prod")
}

func TestNameByFolder(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		dir  string
		have []string
		want []string
	}{
		{"one pool", filepath.Join("environments", "dev"), []string{"this"}, []string{"environments/dev"}},
		{"a root that could not be proven", "dev", []string{""}, []string{"dev"}},
		{"two pools", "dev", []string{"orders", "staff"}, []string{"dev/orders", "dev/staff"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var r report.Report
			for _, name := range tt.have {
				r.Environments = append(r.Environments, report.Environment{Name: name})
			}
			nameByFolder(&r, tt.dir)
			var got []string
			for _, e := range r.Environments {
				got = append(got, e.Name)
				assert.Equal(t, tt.dir, e.Source)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// secondPool returns the resources of plainRoot with other names.
func secondPool() string {
	_, resources, _ := strings.Cut(plainRoot, "\nresource ")
	return "\nresource " + strings.NewReplacer(`"this"`, `"second"`, ".this.", ".second.", "plain-login", "second-login", `_client" "web"`, `_client" "second"`).Replace(resources)
}
