//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// action is the part of action.yml that a runner executes.
type action struct {
	Inputs map[string]struct {
		Default string `yaml:"default"`
	} `yaml:"inputs"`
	Runs struct {
		Steps []struct {
			Uses string            `yaml:"uses"`
			Run  string            `yaml:"run"`
			Env  map[string]string `yaml:"env"`
		} `yaml:"steps"`
	} `yaml:"runs"`
}

// actionRun is a run of action.yml in an empty workspace.
type actionRun struct {
	t         *testing.T
	workspace string
	temporary string // RUNNER_TEMP
	env       []string
	builds    bool // the action builds the command; otherwise it gets the command of the tests, which takes less time

	status  int
	log     string
	summary string            // the file of GITHUB_STEP_SUMMARY
	outputs map[string]string // the file of GITHUB_OUTPUT
}

func newActionRun(t *testing.T) *actionRun {
	t.Helper()
	return &actionRun{t: t, workspace: t.TempDir(), temporary: t.TempDir(), env: os.Environ()}
}

var inputExpression = regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`)

// run executes the steps with a script as the runner of GitHub does (docs.github.com, "Workflow syntax", shell: bash), up to
// the first one that fails.
func (a *actionRun) run(inputs map[string]string) {
	a.t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		a.t.Fatal(err)
	}
	var parsed action
	if err := yaml.Unmarshal(text, &parsed); err != nil {
		a.t.Fatal(err)
	}
	for name := range inputs {
		if _, ok := parsed.Inputs[name]; !ok {
			a.t.Fatalf("action.yml has no input %s", name)
		}
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		a.t.Fatal(err)
	}
	summary, output := filepath.Join(a.temporary, "summary"), filepath.Join(a.temporary, "output")
	scripts := 0
	for _, step := range parsed.Runs.Steps {
		if step.Run == "" {
			continue // uses: the test machine has Go
		}
		scripts++
		if !a.builds && strings.HasPrefix(step.Run, "go build ") {
			a.link()
			continue
		}
		if strings.Contains(step.Run, "${{") {
			a.t.Errorf("the script has an expression, in which an input could add commands:\n%s", step.Run)
		}
		script := filepath.Join(a.temporary, "step.sh")
		if err := os.WriteFile(script, []byte(step.Run), 0o600); err != nil {
			a.t.Fatal(err)
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
		cmd.Dir = a.workspace
		cmd.Env = append(append([]string{}, a.env...), "RUNNER_TEMP="+a.temporary, "GITHUB_ACTION_PATH="+root, "GITHUB_WORKSPACE="+a.workspace,
			"GITHUB_STEP_SUMMARY="+summary, "GITHUB_OUTPUT="+output)
		for name, expression := range step.Env {
			match := inputExpression.FindStringSubmatch(expression)
			if match == nil {
				a.t.Fatalf("env.%s: %q is not an input", name, expression)
			}
			value, ok := inputs[match[1]]
			if !ok {
				value = parsed.Inputs[match[1]].Default
			}
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		log, err := cmd.CombinedOutput()
		a.log += string(log)
		a.status = cmd.ProcessState.ExitCode()
		if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
			a.t.Fatalf("%v %v", err, exit)
		}
		if a.status != 0 {
			break
		}
	}
	if scripts != 2 {
		a.t.Errorf("got %d steps with a script, want 2", scripts)
	}
	a.summary, a.outputs = a.read(summary), map[string]string{}
	for line := range strings.Lines(a.read(output)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		a.outputs[name] = value
	}
}

// link puts the command of the tests where the action builds it.
func (a *actionRun) link() {
	a.t.Helper()
	folder := filepath.Join(a.temporary, "cognitokit")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		a.t.Fatal(err)
	}
	if err := os.Symlink(built, filepath.Join(folder, "cognitokit")); err != nil && !errors.Is(err, os.ErrExist) {
		a.t.Fatal(err)
	}
}

// read returns the content of a file, or nothing if the file does not exist.
func (a *actionRun) read(name string) string {
	a.t.Helper()
	text, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		a.t.Fatal(err)
	}
	return string(text)
}

// ends checks the exit status of the steps and the output status.
func (a *actionRun) ends(status string) {
	a.t.Helper()
	if got := a.outputs["status"]; got != status || (a.status == 0) != (status == "0") {
		a.t.Errorf("got the status %q and exit status %d, want %s; log:\n%s", got, a.status, status, a.log)
	}
}

// write writes a file of the workspace.
func (a *actionRun) write(name, text string) {
	a.t.Helper()
	if err := os.WriteFile(filepath.Join(a.workspace, name), []byte(text), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

const actionPool = `
user_pool "NAME" {
  username_attributes = ["email"]
  domain "NAME" {}
  client "web" {
    generate_secret                      = true
    supported_identity_providers         = ["COGNITO"]
    callback_urls                        = ["https://app.example.com/callback"]
    allowed_oauth_flows_user_pool_client = true
    allowed_oauth_flows                  = ["code"]
    allowed_oauth_scopes                 = ["openid", "email"]
    explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    prevent_user_existence_errors        = "ENABLED"
    refresh_token_validity               = DAYS
  }
}
`

// withEnvironments starts an emulator with the environments dev, as declared, and drifted, and writes their outputs to the
// workspace.
func (a *actionRun) withEnvironments() {
	a.t.Helper()
	seed := filepath.Join(a.t.TempDir(), "seed.hcl")
	text := strings.NewReplacer("NAME", "dev", "DAYS", "30").Replace(actionPool) + strings.NewReplacer("NAME", "drifted", "DAYS", "7").Replace(actionPool)
	if err := os.WriteFile(seed, []byte(text), 0o600); err != nil {
		a.t.Fatal(err)
	}
	server, err := cognitotest.Start(cognitotest.Config{Seed: seed})
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(server.Close)
	for _, pool := range server.Seeded() {
		if err := writeJSON(filepath.Join(a.workspace, pool.Name+".json"), outputsOf(server.Env()["AWS_REGION"], pool)); err != nil {
			a.t.Fatal(err)
		}
	}
	for name, value := range server.Env() {
		a.env = append(a.env, name+"="+value)
	}
}

func TestActionChecksEnvironments(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, check, arguments, status string
		summary                        []string
	}{
		{"as declared", "dev.json", "", "0", []string{"dev"}},
		{"with a finding", "dev.json\ndrifted.json\n", "", "1", []string{"dev", "drifted", "The refresh token lives 7 days and is declared to live 30 days."}},
		{"with Windows line ends", "dev.json\r\n\r\ndrifted.json\r\n", "", "1", []string{"The refresh token lives 7 days"}},
		{"with arguments", "dev.json\ndrifted.json", "--skip\ntoken-validity", "0", []string{"drifted"}},
		{"a missing file", "dev.json\nnothing.json", "", "2", []string{"### cognitokit: check\n\nIt could not run."}},
		{"an unknown argument", "dev.json", "--nope", "2", []string{"### cognitokit: check\n\nIt could not run."}},
		{"a file whose name is a flag", "--help", "", "2", []string{"### cognitokit: check\n\nIt could not run."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newActionRun(t)
			a.withEnvironments()
			a.run(map[string]string{"check": tt.check, "check-arguments": tt.arguments})
			a.ends(tt.status)
			for _, want := range tt.summary {
				if !strings.Contains(a.summary, want) {
					t.Errorf("the summary has no %q:\n%s\nlog:\n%s", want, a.summary, a.log)
				}
			}
			for file, start := range map[string]string{"check.json": "{", "check.xml": "<?xml", "check.sarif": "{", "check.html": "<!"} {
				text := a.read(filepath.Join(a.outputs["reports"], file))
				if strings.HasPrefix(strings.TrimSpace(text), start) == (tt.status == "2") {
					t.Errorf("%s: got %.60q", file, text)
				}
			}
		})
	}
}

// A run replaces the reports of an earlier run in the same folder.
func TestActionWritesReportsToAFolder(t *testing.T) {
	t.Parallel()
	a := newActionRun(t)
	a.withEnvironments()
	a.run(map[string]string{"check": "drifted.json", "reports": "my reports/cognitokit\nstatus=0"})
	a.ends("1")
	if a.outputs["reports"] != "my reports/cognitokit" {
		t.Errorf("got %q", a.outputs)
	}
	report := filepath.Join(a.workspace, "my reports", "cognitokit", "check.json")
	if !strings.Contains(a.read(report), `"drifted"`) {
		t.Errorf("no report in the folder; log:\n%s", a.log)
	}
	a.run(map[string]string{"check": "nothing.json", "reports": "my reports/cognitokit"})
	if a.status != 2 || a.read(report) != "" {
		t.Errorf("got exit status %d, and the report of the earlier run %.60q", a.status, a.read(report))
	}
}

func TestActionRequiresAnInput(t *testing.T) {
	t.Parallel()
	for _, inputs := range []map[string]string{{}, {"prove": "\n\n"}, {"prove-arguments": "--workspace\nprod"}} {
		a := newActionRun(t)
		a.run(inputs)
		a.ends("2")
		if !strings.Contains(a.log, "::error::cognitokit: the inputs prove and check are empty. Name a folder in one of them.") {
			t.Errorf("got\n%s", a.log)
		}
	}
}

// No input is part of a script, so it cannot add commands.
func TestActionDoesNotExecuteInputs(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{"$(touch run)", "`touch run`", "'; touch run; '", "\"; touch run; \"", "x\n$(touch run)\n", "$RUNNER_TEMP; touch run", "*"} {
		a := newActionRun(t)
		a.write("root", "")
		a.run(map[string]string{"prove": hostile, "prove-arguments": hostile, "check": hostile, "check-arguments": hostile, "reports": hostile + "/x"})
		if a.status == 0 {
			t.Errorf("%q: got exit status 0", hostile)
		}
		if _, err := os.Stat(filepath.Join(a.workspace, "run")); err == nil {
			t.Errorf("the action has executed %q", hostile)
		}
	}
}

// The action builds the command, and the real Terraform applies two roots with findings and one that is not there. The highest
// status is the status of the step, and each root has its part of the summary.
func TestProveByAction(t *testing.T) {
	t.Parallel()
	a := newActionRun(t)
	a.builds = true
	a.env = append(a.env, "TMPDIR="+newProveProcess(t).temporary) // a short path for the socket of the provider
	for _, root := range []string{"wrong-refresh", "machine-to-machine"} {
		if err := os.CopyFS(filepath.Join(a.workspace, root), os.DirFS(filepath.Join(rootsFolder, root))); err != nil {
			t.Fatal(err)
		}
	}
	a.run(map[string]string{"prove": "wrong-refresh\nnothing\nmachine-to-machine", "prove-arguments": "--skip\ndeletion-protection"})
	a.ends("2")
	if strings.Count(a.summary, "## cognitokit prove\n") != 2 || !strings.Contains(a.summary, "### cognitokit: prove-2\n\nIt could not run.") || !strings.Contains(a.summary, "FAIL") {
		t.Errorf("got the summary\n%s", a.summary)
	}
	for _, file := range []string{"prove-1.json", "prove-1.sarif", "prove-3.xml"} {
		if a.read(filepath.Join(a.outputs["reports"], file)) == "" {
			t.Errorf("the action did not write %s; log:\n%s", file, a.log)
		}
	}
}
