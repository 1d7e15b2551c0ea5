//go:build unix

package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestCompletion(t *testing.T) {
	t.Parallel()
	server, err := cognitotest.Start(cognitotest.Config{Seed: exampleSeed})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	port, err := unusedPort()
	require.NoError(t, err)
	for _, name := range []string{"signed-in", "signed-out"} {
		client := controlClient{endpoint: server.URL}
		require.NoError(t, client.call(t.Context(), http.MethodPost, "snapshots", map[string]string{"name": name}, nil))
	}
	const values, files, folders, paths = ":4", ":8", ":16", ":0"
	for _, tt := range []struct {
		name      string
		args      []string
		want      []string // some of the completions
		unwanted  []string
		directive string
	}{
		{"commands", []string{""}, []string{"serve", "doctor", "app-config", "completion"}, []string{"man"}, values},
		{"checks of check", []string{"check", "--only", ""}, []string{"mfa", "sign-in"}, []string{"access-token-end"}, values},
		{"checks of prove", []string{"prove", "--skip", ""}, []string{"mfa", "access-token-end"}, nil, values},
		{"a second check", []string{"check", "--skip", "mfa,"}, []string{"mfa,issuer"}, []string{"mfa,mfa", "issuer"}, values},
		{"formats", []string{"check", "--format", ""}, []string{"table", "sarif", "html"}, nil, values},
		{"formats of report", []string{"report", "merge", "--format", ""}, []string{"junit"}, nil, values},
		{"files of environments", []string{"check", ""}, []string{"json"}, nil, files},
		{"files of outputs", []string{"login", "--outputs", ""}, []string{"json"}, nil, files},
		{"reports", []string{"report", "nightly"}, []string{"json"}, nil, files},
		{"roots", []string{"prove", ""}, nil, nil, folders},
		{"plans", []string{"plan-guard", ""}, nil, nil, paths},
		{"seed files", []string{"serve", "--seed", ""}, []string{"hcl"}, nil, files},
		{"state directories", []string{"doctor", "--state", ""}, nil, nil, folders},
		{"profiles of a browser", []string{"browser", "--profile", ""}, nil, nil, folders},
		{"profiles of AWS", []string{"check", "--profile", ""}, []string{"default", "dev", "prod"}, nil, values},
		{"libraries", []string{"app-config", "--for", ""}, []string{"amplify", "spring"}, nil, values},
		{"pools", []string{"app-config", "--endpoint", server.URL, "--pool", ""}, []string{server.Seeded()[0].ID}, nil, values},
		{"clients", []string{"app-config", "--endpoint", server.URL, "--client", ""}, []string{"reports", "spa", "web"}, nil, values},
		{"clients without an emulator", []string{"app-config", "--endpoint", "http://127.0.0.1:" + port, "--client", ""}, nil, []string{"web"}, values},
		{"snapshots to restore", []string{"snapshots", "restore", "--endpoint", server.URL, ""}, []string{"signed-in", "signed-out"}, nil, values},
		{"snapshots to delete", []string{"snapshots", "delete", "--endpoint", server.URL, "signed-o"}, []string{"signed-out"}, nil, values},
		{"a second snapshot", []string{"snapshots", "delete", "--endpoint", server.URL, "signed-in", ""}, nil, nil, values},
		{"snapshots without an emulator", []string{"snapshots", "restore", "--endpoint", "http://127.0.0.1:" + port, ""}, nil, nil, values},
		{"a new snapshot", []string{"snapshots", "take", "--endpoint", server.URL, ""}, nil, nil, values},
		{"no argument", []string{"serve", ""}, nil, nil, values},
		{"a value that only the user knows", []string{"login", "--timeout", ""}, nil, nil, values},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			folder := filepath.Join(p.env["HOME"], ".aws")
			require.NoError(t, os.Mkdir(folder, 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(folder, "config"), []byte("[default]\nregion = x\n[profile dev]\n"), 0o600))
			require.NoError(t, os.WriteFile(filepath.Join(folder, "credentials"), []byte("[dev]\n[prod]\n"), 0o600))
			p.start(append([]string{"__complete"}, tt.args...)...)
			p.exits(0)
			lines := strings.Split(strings.TrimSpace(p.stdout.String()), "\n")
			assert.Equal(t, tt.directive, lines[len(lines)-1])
			var found []string
			for _, line := range lines[:len(lines)-1] {
				name, _, _ := strings.Cut(line, "\t")
				found = append(found, name)
			}
			assert.Subset(t, found, tt.want)
			for _, name := range tt.unwanted {
				assert.NotContains(t, found, name)
			}
			if tt.want == nil {
				assert.Empty(t, found)
			}
		})
	}
}

// Each entry of the lists names a command or a flag that exists.
func TestCompletionsNameFlags(t *testing.T) {
	t.Parallel()
	root := newRootCommand()
	for name := range argumentCompletions {
		found, rest, err := root.Find(strings.Fields(name))
		require.NoError(t, err, name)
		assert.Empty(t, rest, name)
		assert.NotEqual(t, root, found, name)
	}
	for name := range flagCompletions {
		command, flag, _ := strings.Cut(name, "--")
		if command != "" {
			found, _, err := root.Find(strings.Fields(command))
			require.NoError(t, err, name)
			assert.NotNil(t, found.Flags().Lookup(flag), name)
			continue
		}
		some := false
		for _, c := range root.Commands() {
			some = some || c.Flags().Lookup(flag) != nil
		}
		assert.True(t, some, name)
	}
}

// The script that bash loads completes a command line.
func TestCompletionInBash(t *testing.T) {
	t.Parallel()
	bash := program(t, "bash")
	p := newProcess(t)
	script := `cd "$1"; PATH=$1:/usr/bin:/bin
source <(cognitokit completion bash --no-descriptions)
COMP_WORDS=(cognitokit check --format js); COMP_CWORD=3; COMP_LINE="cognitokit check --format js"; COMP_POINT=${#COMP_LINE}
_get_comp_words_by_ref() { cur=js; prev=--format; words=("${COMP_WORDS[@]}"); cword=3; } # of the package bash-completion
compopt() { :; } # it works only while bash completes
__start_cognitokit; echo "${COMPREPLY[@]}"`
	require.NoError(t, os.Symlink(built, filepath.Join(p.root, "bin", "cognitokit")))
	command := exec.Command(bash, "-c", script, "bash", filepath.Join(p.root, "bin"))
	command.Env = []string{"HOME=" + p.root}
	output, err := command.CombinedOutput()
	require.NoError(t, err, string(output))
	assert.Equal(t, "json\n", string(output))
}
