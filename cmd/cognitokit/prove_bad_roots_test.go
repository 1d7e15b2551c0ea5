//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// startProve runs prove as a user does, with the Terraform of this machine.
func startProve(t *testing.T, args ...string) *process {
	t.Helper()
	return newProveProcess(t).prove(args...)
}

// newProveProcess returns a process with a short path for temporary files. The path of t.TempDir is too long
// for the Unix socket of the provider.
func newProveProcess(t *testing.T) *process {
	t.Helper()
	p := newProcess(t)
	short, err := os.MkdirTemp("", "prove-") //nolint:usetesting // t.TempDir is too long
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(short) }) // it is empty unless the test has failed
	p.temporary = short
	p.env = map[string]string{marker: p.root, "TMPDIR": p.temporary}
	return p
}

func (p *process) prove(args ...string) *process {
	p.t.Helper()
	command := exec.Command(built, append([]string{"prove"}, args...)...)
	command.Env = os.Environ()
	return p.run(command, &p.stdout)
}

const badRootsFolder = "../../test/testdata/roots-bad"

// A root that cannot be proven ends with an error of one line and exit status 2, without a report.
func TestProveRejectsBadRoots(t *testing.T) {
	t.Parallel()
	wants := map[string]string{
		"client-without-domain": `prove: apply failed: \S+: the user pool has no domain, and its client \S+ has OAuth flows, which require one\. Add an aws_cognito_user_pool_domain, or remove allowed_oauth_flows`,
		"count-from-data":       `prove: plan failed: data\.aws_availability_zones\.all decides how many instances aws_subnet\.app has, and its value is not known without AWS: write its attributes into a file for --values`,
		"cycle":                 `prove: plan failed: Cycle: aws_\w+\.\w+, aws_\w+\.\w+`,
		"failing-precondition":  `prove: plan failed: Resource precondition failed: callback_url is http://app\.example\.com/callback, which is not https`,
		"missing-module":        `prove: read \S+ failed: module "domain" in \S+: source: \./missing is not a folder. Write a source that exists`,
		"missing-variables":     `prove: read \S+ failed: required variables have no value: callback_urls, pool_name. Set each with --var NAME=VALUE, --var-file or TF_VAR_NAME`,
		"pool-without-client":   `prove: (?:plan|apply) failed: .*has no app client.*`,
		"syntax-error":          `prove: read \S+ failed: \S+main\.tf:\d+: .*`,
		"syntax-error-json":     `prove: read \S+ failed: \S+main\.tf\.json:7: .*`,
		"unknown-provider":      `prove: init failed: the provider example/nonesuch cannot be installed. Allow its registry, or put it into a filesystem mirror of your CLI configuration or of COGNITOKIT_PROVIDER_MIRROR .*`,
	}
	folders, err := filepath.Glob(filepath.Join(badRootsFolder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		want, ok := wants[filepath.Base(folder)]
		if !ok {
			t.Errorf("no test has the root %s", folder)
			continue
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			p := startProve(t, withoutSuffix(t, folder))
			p.exitsWithin(4*time.Minute, exitFailed)
			if got := p.lastLine(); !regexp.MustCompile(`^cognitokit: ` + want + `$`).MatchString(got) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if p.stdout.String() != "" {
				t.Errorf("got a report:\n%s", p.stdout.String())
			}
		})
	}
	if len(folders) != len(wants) {
		t.Errorf("there are %d roots and %d tests", len(folders), len(wants))
	}
}

// withoutSuffix copies a root and removes the suffix .broken of its files. The suffix hides the files from
// terraform fmt. It returns the folder itself if no file has the suffix.
func withoutSuffix(t *testing.T, folder string) string {
	t.Helper()
	broken, err := filepath.Glob(filepath.Join(folder, "*.broken"))
	if err != nil {
		t.Fatal(err)
	}
	if len(broken) == 0 {
		return folder
	}
	copied := t.TempDir()
	for _, name := range broken {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, strings.TrimSuffix(filepath.Base(name), ".broken")), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return copied
}

func TestProveRejectsArguments(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	values := filepath.Join(t.TempDir(), "values.hcl")
	if err := os.WriteFile(values, []byte(`value "data.aws_vpc.none" { id = "vpc-1" }`), 0o600); err != nil {
		t.Fatal(err)
	}
	native := filepath.Join(rootsFolder, "native-clients")
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"no folder", nil, "prove requires a folder with a Terraform root module, such as cognitokit prove environments/dev"},
		{"a missing second folder", []string{native, "nowhere"}, "prove: nowhere: the path is not a folder. Name a folder with a Terraform root module"},
		{"the same folder twice", []string{native, native + "/"}, "prove: " + native + " is named twice. Name each folder once"},
		{"several folders to keep", []string{native, empty, "--keep"}, "prove: --keep: it keeps the emulator of one root. Name one folder, without --shard"},
		{"a shard to keep", []string{native, "--keep", "--shard", "1/1"}, "prove: --keep: it keeps the emulator of one root. Name one folder, without --shard"},
		{"an invalid shard", []string{native, "--shard", "3/2"}, `prove: --shard: "3/2" is shard 3 of 2. Write a number from 1 to 2 before the slash`},
		{"an unknown check of several folders", []string{native, empty, "--only", "x"}, "prove: --only: x is not a check. Use a name of cognitokit check --list"},
		{"a file", []string{"prove.go"}, "prove: prove.go: the path is not a folder. Name a folder with a Terraform root module"},
		{"an empty folder", []string{empty}, "prove: read " + empty + " failed: " + empty + ": the folder has no Terraform configuration. Name the folder of a root module"},
		{"an empty flag", []string{native, "--values", ""}, "prove: --values: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag"},
		{"an unknown format", []string{native, "--format", "pdf"}, `prove: --format: "pdf" is not a format. Use one of html, json, junit, markdown, sarif, table`},
		{"an invalid workspace", []string{native, "--workspace", "../x"}, "prove: --workspace: ../x is not the name of a workspace. Use letters, digits, - and _"},
		{"a lambda without a name", []string{native, "--lambda", "http://127.0.0.1"}, "prove: read " + native + " failed: --lambda: http://127.0.0.1 is not ARN_OR_NAME=URL. Write for example pre-token=http://127.0.0.1:9000/2015-03-31/functions/function/invocations"},
		{"a lambda on another host", []string{native, "--lambda", "f=http://example.com/"}, "prove: read " + native + " failed: --lambda: example.com is not on this machine: use 127.0.0.1, [::1] or localhost"},
		{"a missing --var-file", []string{native, "--var-file", "nowhere.tfvars"}, "prove: read " + native + " failed: nowhere.tfvars: the file does not exist or cannot be read. Name an existing file of values"},
		{"values of an unknown address", []string{native, "--values", values}, "prove: plan failed: --values has data.aws_vpc.none, which is not in the plan: remove it, or write the address as terraform plan prints it"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := startProve(t, tt.args...)
			p.exitsWithin(2*time.Minute, exitFailed)
			if got := p.lastLine(); got != "cognitokit: "+tt.want {
				t.Errorf("got  %s\nwant %s", got, "cognitokit: "+tt.want)
			}
		})
	}
}

// Ctrl-C during any step leaves no process, no temporary file, and an unchanged root.
func TestProveInterruptedCleansUp(t *testing.T) {
	t.Parallel()
	root := filepath.Join(rootsFolder, "lambda-pre-token")
	before := snapshot(t, root)
	for _, step := range []string{"find Terraform and the AWS provider", "plan ", "apply ", "plan again "} {
		t.Run(strings.TrimSpace(step), func(t *testing.T) {
			t.Parallel()
			p := startProve(t, root)
			p.await("the step "+step, func() bool { return strings.Contains(p.stderr.String(), "\n"+step) })
			p.controlC()
			p.exitsWithin(time.Minute, exitInterrupted)
			if got := p.lastLine(); !strings.HasPrefix(got, "cognitokit: prove: interrupted: ") {
				t.Errorf("got %s", got)
			}
			if p.stdout.String() != "" {
				t.Errorf("got a report:\n%s", p.stdout.String())
			}
		})
	}
	t.Cleanup(func() {
		if after := snapshot(t, root); after != before {
			t.Error("the root was changed")
		}
	})
}
