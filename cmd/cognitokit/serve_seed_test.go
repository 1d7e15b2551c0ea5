//go:build unix

package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const exampleSeed = "../../examples/seed/seed.hcl"

func (p *process) announced() string {
	p.t.Helper()
	p.await("the announcement", func() bool {
		_, app, _ := strings.Cut(p.stdout.String(), "4  The configuration of an app")
		return strings.HasSuffix(app, "\n")
	})
	return p.stdout.String()
}

// shell runs a printed line as a user does who copies it.
func (p *process) shell(line string) (string, error) {
	command := exec.Command("/bin/sh", "-euc", line)
	command.Dir = p.t.TempDir()
	command.Env = []string{
		"PATH=" + p.env["PATH"] + string(filepath.ListSeparator) + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"),
		marker + "=" + p.root, fakeRecord + "=" + p.env[fakeRecord],
	}
	output, err := command.CombinedOutput()
	return string(output), err
}

// TestServeSeed starts the example's environment and runs each line that it prints.
func TestServeSeed(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	state := filepath.Join(p.root, "state")
	p.start("serve", "--listen", "127.0.0.1:0", "--seed", exampleSeed, "--state", state)
	text := p.announced()
	found := regexp.MustCompile(`(?m)^user pool orders  (us-east-1_\w{9})  \(created from the seed file\)$`).FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no pool in\n%s", text)
	}
	pool := found[1]
	if strings.Contains(text, "  secret ") || strings.Count(text, "confidential: --show-secrets shows the secret") != 2 {
		t.Errorf("secrets are printed without --show-secrets, or the hint at this flag is missing, in\n%s", text)
	}

	var exports []string
	ran := map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "export ") {
			exports = append(exports, line)
			continue
		}
		tool := regexp.MustCompile(`^(?:AWS_\S+ )*(terraform|aws|curl|cognitokit app-config) `).FindStringSubmatch(line)
		if tool == nil {
			continue
		}
		if _, err := exec.LookPath(tool[1]); err != nil && tool[1] != fakeName && !strings.HasPrefix(tool[1], "cognitokit ") {
			t.Logf("%s is not installed: NOT RUN: %s", tool[1], line)
			continue
		}
		script := line
		if !strings.HasPrefix(line, "AWS_") && !strings.Contains(line, "127.0.0.1") {
			script = strings.Join(append(exports, line), "\n")
		}
		ran[tool[1]]++
		want := pool // list-user-pools prints it
		switch tool[1] {
		case "terraform": // the fake Terraform requires the names of what it creates
			script += fmt.Sprintf(" -var name=more -var domain_prefix=more-%d; cat terraform.tfstate", ran[tool[1]])
			want = "us-east-1_"
		case "cognitokit app-config":
			script = strings.Replace(line, "cognitokit", built, 1) + " --pool orders --client spa"
			want = `userPoolId: "` + pool + `"` // of Amplify
		case "curl":
			script += " --fail --silent --show-error"
			want = `"kty":"RSA"`
		}
		if output, err := p.shell(script); err != nil || !strings.Contains(output, want) {
			t.Errorf("%s: got %v and %s, want %q", line, err, output, want)
		}
	}
	if ran["terraform"] != 2 || ran["cognitokit app-config"] != 1 {
		t.Errorf("ran %v lines, want 2 of terraform and 1 of app-config, in\n%s", ran, text)
	}

	if !regexp.MustCompile(`(?m)^  client spa  [0-9a-z]+$`).MatchString(text) {
		t.Errorf("the public client is missing, or has a secret, in\n%s", text)
	}

	_, list, _ := strings.Cut(text, "3  A browser:\n\n")
	list, _, _ = strings.Cut(list, "\n\n")
	pages := strings.Fields(list)
	if len(pages) != 2 { // the pages of spa and web; reports has no callback
		t.Errorf("got the pages %q, want two", pages)
	}
	for _, page := range pages {
		checkPage(t, page)
	}
	p.controlC()
	p.exits(0)

	// The next start keeps the pool, and prints the secrets with --show-secrets.
	p = newProcess(t).start("serve", "--listen", "127.0.0.1:0", "--seed", exampleSeed, "--state", state, "--show-secrets")
	text = p.announced()
	if !strings.Contains(text, "user pool orders  "+pool+"  (existed in the state directory, unchanged)\n") || len(regexp.MustCompile(`  secret [0-9a-v]{51}\n`).FindAllString(text, -1)) != 2 {
		t.Errorf("the pool %s or its secrets are missing in\n%s", pool, text)
	}
	p.controlC()
	p.exits(0)
}

// checkPage opens a printed page as a browser does, which resolves .localhost to this machine.
func checkPage(t *testing.T, page string) {
	t.Helper()
	host := regexp.MustCompile(`^http://(orders\.auth\.us-east-1\.localhost):(\d+)/oauth2/authorize\?`).FindStringSubmatch(page)
	if host == nil {
		t.Fatalf("%q is not a page of the pool", page)
	}
	request, err := http.NewRequest(http.MethodGet, strings.Replace(page, host[1], "127.0.0.1", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host[1] + ":" + host[2]
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if location := response.Header.Get("Location"); response.StatusCode != http.StatusFound || !strings.Contains(location, "/login?") {
		t.Errorf("%s: got %s to %q, want the login page", page, response.Status, location)
	}
}

func TestServeRejectsFlags(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	malformed := file("malformed.hcl", "user_pool \"orders\" {\n")
	unknown := file("unknown.hcl", "user_pool \"orders\" {\n  client \"web\" {\n    callback_url = []\n  }\n}\n")
	rejected := file("rejected.hcl", "user_pool \"orders\" {\n  client \"web\" {\n    allowed_oauth_flows = [\"code\"]\n    callback_urls       = [\"http://example.com\"]\n  }\n}\n")
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"secrets without a seed file", []string{"--show-secrets"}, "--show-secrets requires --seed"},
		{"secrets with --env", []string{"--show-secrets", "--seed", malformed, "--env"}, "--show-secrets: it cannot be combined with --env, which prints only KEY=value lines. Remove one of them"},
		{"an empty seed file", []string{"--seed", ""}, "--seed: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"an empty state directory", []string{"--seed", malformed, "--state="}, "--state: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"an empty region", []string{"--region", ""}, "--region: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"an empty address of the proxy", []string{"--proxy-listen", ""}, "--proxy-listen: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"a missing seed file", []string{"--seed", folder + "/none.hcl"}, "the seed file cannot be read: open " + folder + "/none.hcl: no such file or directory: name a file in HCL"},
		{"a malformed seed file", []string{"--seed", malformed}, malformed + ":1: There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file."},
		{"an unknown argument", []string{"--seed", unknown}, unknown + ":3: client has no argument callback_url"},
		{"a rejected request", []string{"--seed", rejected, "--state", filepath.Join(folder, "state")}, rejected + ":2: CreateUserPoolClient is rejected: "},
		{"a state directory in a file", []string{"--state", malformed + "/state"}, "the state directory cannot be created: mkdir " + malformed + ": not a directory: choose another directory"},
		{"a file instead of a state directory", []string{"--state", malformed}, malformed + " is a file: choose a directory for the state"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(append([]string{"serve", "--listen", "127.0.0.1:0"}, tt.args...)...)
			p.exits(2)
			if got, want := p.stderr.String(), "cognitokit: "+tt.want; !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 1 {
				t.Errorf("got stderr %q, want one line with %q", got, want)
			}
			if got := p.stdout.String(); got != "" {
				t.Errorf("got stdout %q, want nothing", got)
			}
		})
	}
}

func TestServeStateInUse(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "state")
	first := newProcess(t).start("serve", "--listen", "127.0.0.1:0", "--state", state)
	first.announced()
	second := newProcess(t).start("serve", "--listen", "127.0.0.1:0", "--state", state)
	second.exits(2)
	if got, want := second.stderr.String(), "cognitokit: another server uses the state directory "+state+": stop it, or choose another directory\n"; got != want {
		t.Errorf("got stderr %q, want %q", got, want)
	}
	first.controlC()
	first.exits(0)
}
