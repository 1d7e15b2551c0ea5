//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	harmlessPlan = `{"format_version":"1.2","planned_values":{},"resource_changes":[
		{"address":"aws_cognito_user_pool.this","mode":"managed","type":"aws_cognito_user_pool","name":"this","change":{"actions":["create"]}}]}`
	harmfulPlan = `{"format_version":"1.2","planned_values":{},"resource_changes":[
		{"address":"aws_cognito_user_pool.this","mode":"managed","type":"aws_cognito_user_pool","name":"this","change":{"actions":["delete","create"],"replace_paths":[["name"]]}},
		{"address":"module.c[\"web\"].aws_cognito_user_pool_client.this","mode":"managed","type":"aws_cognito_user_pool_client","name":"this","change":{"actions":["delete"]}}]}`

	poolFinding   = "aws_cognito_user_pool.this would be replaced, because name changes: every user in it is lost.\n"
	clientFinding = `module.c["web"].aws_cognito_user_pool_client.this would be destroyed: its id and its secret are lost, so the app cannot sign in, and every session ends.` + "\n"
)

// findingsError returns the error line of plan-guard for n findings.
func findingsError(n int) string {
	return fmt.Sprintf("cognitokit: plan-guard: %d changes of the plan lose users or tokens. Revert them in the configuration, or allow the intended ones with --allow ADDRESS\n", n)
}

func TestPlanGuard(t *testing.T) {
	t.Parallel()
	const zip = "PK\x03\x04 and more" // the first bytes of a plan file
	for _, tt := range []struct {
		name   string
		files  map[string]string
		stdin  string
		args   []string
		env    map[string]string
		exit   int
		stdout string
		stderr string
	}{
		{name: "harmless JSON", files: map[string]string{"plan.json": harmlessPlan}, args: []string{"{root}/plan.json"}},
		{name: "harmful JSON", files: map[string]string{"plan.json": harmfulPlan}, args: []string{"{root}/plan.json"}, exit: 1, stdout: poolFinding + clientFinding, stderr: findingsError(2)},
		{name: "harmful on standard input", stdin: harmfulPlan, args: []string{"-"}, exit: 1, stdout: poolFinding + clientFinding, stderr: findingsError(2)},
		{name: "harmful plan file", files: map[string]string{"plan.tfplan": zip, "plan.tfplan.json": harmfulPlan}, args: []string{"{root}/plan.tfplan"}, exit: 1, stdout: poolFinding + clientFinding, stderr: findingsError(2)},
		{
			name: "plan file in an initialised folder", files: map[string]string{"live/plan.tfplan": zip, "live/.terraform/here": "", "live/here.json": harmfulPlan},
			args: []string{"{root}/live/plan.tfplan"}, env: map[string]string{"FAKE_SHOW": "here.json"}, exit: 1, stdout: poolFinding + clientFinding, stderr: findingsError(2),
		},
		{name: "harmless plan file", files: map[string]string{"plan.tfplan": zip, "plan.tfplan.json": harmlessPlan}, args: []string{"{root}/plan.tfplan"}},
		{
			name: "one finding is allowed", stdin: harmfulPlan, exit: 1, stdout: poolFinding, stderr: findingsError(1),
			args: []string{"-", "--allow", `module.c["web"].aws_cognito_user_pool_client.this`},
		},
		{
			name: "both findings are allowed", stdin: harmfulPlan,
			args: []string{"-", "--allow", `module.c["web"].aws_cognito_user_pool_client.this`, "--allow", "aws_cognito_user_pool.this"},
		},
		{
			name: "an allowed address without a finding", stdin: harmlessPlan, args: []string{"-", "--allow", "aws_cognito_user_pool.this"},
			exit: 2, stderr: "cognitokit: plan-guard: aws_cognito_user_pool.this: the plan has no finding at this address. Remove it from the allowed addresses\n",
		},
		{name: "no plan", exit: 2, stderr: "cognitokit: plan-guard requires one plan. Name the file of `terraform plan -out`, or write - for the output of `terraform show -json` on standard input\n"},
		{name: "a missing file", args: []string{"{root}/nowhere"}, exit: 2, stderr: "cognitokit: plan-guard: {root}/nowhere cannot be read: no such file or directory. Check the path\n"},
		{
			name: "not a plan", stdin: "Plan: 1 to add", args: []string{"-"}, exit: 2,
			stderr: "cognitokit: plan-guard: -: the file is not the JSON of a plan. Write it with `terraform plan -out plan.tfplan`, then `terraform show -json plan.tfplan`\n",
		},
		{
			name: "a plan file that Terraform cannot show", files: map[string]string{"plan.tfplan": zip}, args: []string{"{root}/plan.tfplan"}, exit: 2,
			stderr: "cognitokit: plan-guard: terraform show -json {root}/plan.tfplan failed: open {root}/plan.tfplan.json: no such file or directory\n",
		},
		{
			name: "a plan file without Terraform", files: map[string]string{"plan.tfplan": zip}, args: []string{"{root}/plan.tfplan"}, exit: 2,
			env:    map[string]string{"PATH": "{root}/empty"},
			stderr: "cognitokit: plan-guard: a plan file requires the Terraform or OpenTofu that wrote it, and neither is on the PATH. Set COGNITOKIT_TERRAFORM to its path, or pass the output of `terraform show -json`\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			inRoot := func(text string) string { return strings.ReplaceAll(text, "{root}", p.root) }
			for name, text := range tt.files {
				path := filepath.Join(p.root, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			for name, value := range tt.env {
				p.env[name] = inRoot(value)
			}
			args := []string{"plan-guard"}
			for _, arg := range tt.args {
				args = append(args, inRoot(arg))
			}
			p.stdin = tt.stdin
			p.start(args...).exits(tt.exit)
			if got := p.stdout.String(); got != tt.stdout {
				t.Errorf("got stdout %q, want %q", got, tt.stdout)
			}
			if got := p.stderr.String(); got != inRoot(tt.stderr) {
				t.Errorf("got stderr %q, want %q", got, inRoot(tt.stderr))
			}
		})
	}
}
