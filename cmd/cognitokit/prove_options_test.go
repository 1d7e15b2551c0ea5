//go:build unix

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// plainRoot is a root without findings.
const plainRoot = `
provider "aws" {
  region = "eu-north-1"
}

resource "aws_cognito_user_pool" "this" {
  name = "plain"
}

resource "aws_cognito_user_pool_domain" "this" {
  domain       = "plain-login"
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.this.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email"]
  callback_urls                        = ["https://app.example.com/callback"]
  supported_identity_providers         = ["COGNITO"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors        = "ENABLED"
}
`

// writeRoot writes the files of a root, by name, and returns its folder.
func writeRoot(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// decodeReport waits for the exit status, and returns the report that --format json printed.
func (p *process) decodeReport(status int) *report.Report {
	p.t.Helper()
	p.exitsWithin(4*time.Minute, status)
	r, err := report.Read(strings.NewReader(p.stdout.String()))
	if err != nil {
		p.t.Fatalf("%v\n%s\n%s", err, p.stdout.String(), p.stderr.String())
	}
	return r
}

func TestProvePlainRoot(t *testing.T) {
	t.Parallel()
	root := writeRoot(t, map[string]string{"main.tf": plainRoot})
	process := startProve(t, root, "--format", "json")
	r := process.decodeReport(0)
	process.showsNoSecret(root)
	if found := failures(t, r); len(found) > 0 || len(r.Environments) != 1 || len(r.Environments[0].Clients) != 1 {
		t.Errorf("got %q in %+v", found, r.Environments)
	}
	if len(r.Proofs) != 1 {
		t.Fatalf("got %d proofs", len(r.Proofs))
	}
	if p := r.Proofs[0]; p.Root != root || !strings.HasPrefix(p.Provider, "hashicorp/aws ") || len(p.Simulated) > 0 || len(p.Steps) < 7 {
		t.Errorf("got proof %+v", p)
	}
	passed := map[string]bool{}
	for _, result := range r.Environments[0].Clients[0].Results {
		passed[result.Check] = result.Outcome == report.Passed
	}
	for _, check := range []string{
		"sign-in", "code-response", "refresh-response", "expires-in", "token-claims", "token-signature", "revoked-refresh-token", "client-authentication",
		"access-token-end", "id-token-end", "authorization-code-end", "refresh-token-end", "disabled-user", "signed-out-user",
	} {
		if !passed[check] {
			t.Errorf("%s did not pass", check)
		}
	}
}

// showsNoSecret requires that the output of prove has no secret, and that no temporary file remains. The output has the path of
// the root, which may be long.
func (p *process) showsNoSecret(root string) {
	p.t.Helper()
	text := strings.ReplaceAll(p.stdout.String()+p.stderr.String(), root, "")
	if secrets := secretForm.FindAllString(text, -1); len(secrets) > 0 {
		p.t.Errorf("prove shows the secrets %q", secrets)
	}
	if files, err := os.ReadDir(p.temporary); err != nil || len(files) > 0 {
		p.t.Errorf("temporary files remain: %v %v", files, err)
	}
}

// The precondition reads an input from each source and the workspace, and fails if prove passes one wrongly.
func TestProveInputs(t *testing.T) {
	t.Parallel()
	root := writeRoot(t, map[string]string{
		"main.tf": plainRoot + `
variable "from_environment" {}
variable "from_file" {}
variable "from_flag" {}
variable "from_tfvars" {}

resource "terraform_data" "inputs" {
  lifecycle {
    precondition {
      condition     = "${var.from_environment} ${var.from_file} ${var.from_flag} ${var.from_tfvars} ${terraform.workspace}" == "1 2 3 4 staging"
      error_message = "got ${var.from_environment} ${var.from_file} ${var.from_flag} ${var.from_tfvars} ${terraform.workspace}"
    }
  }
}
`,
		"terraform.tfvars": "from_tfvars = 4\n",
		"backend.tf":       "terraform {\n  backend \"s3\" {\n    bucket = \"state\"\n    key    = \"x\"\n  }\n}\n",
	})
	values := filepath.Join(t.TempDir(), "more.tfvars")
	if err := os.WriteFile(values, []byte("from_file = 2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newProveProcess(t)
	p.env["TF_VAR_from_environment"] = "1"
	p.prove(root, "--format", "json", "--var-file", values, "--var", "from_flag=3", "--workspace", "staging")
	if found := failures(t, p.decodeReport(0)); len(found) > 0 {
		t.Errorf("got %q", found)
	}
}

func TestProveWithValues(t *testing.T) {
	t.Parallel()
	root := writeRoot(t, map[string]string{
		"main.tf": plainRoot + `
data "aws_availability_zones" "all" {}

resource "aws_subnet" "app" {
  count             = length(data.aws_availability_zones.all.names)
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = data.aws_availability_zones.all.names[count.index]
}
`,
		"values.hcl": `value "data.aws_availability_zones.all" {
  names = ["eu-north-1a", "eu-north-1b", "eu-north-1c"]
}
`,
	})
	r := startProve(t, root, "--format", "json", "--values", filepath.Join(root, "values.hcl")).decodeReport(0)
	want := []string{"aws_subnet.app[0]", "aws_subnet.app[1]", "aws_subnet.app[2]", "data.aws_availability_zones.all"}
	if !slices.Equal(r.Proofs[0].Simulated, want) {
		t.Errorf("got %q, want %q", r.Proofs[0].Simulated, want)
	}
}

// The outputs of another state come from the file of --values. Without them, prove fails.
func TestProveReadsRemoteStatesFromValues(t *testing.T) {
	t.Parallel()
	root := writeRoot(t, map[string]string{
		"main.tf": plainRoot + `
data "terraform_remote_state" "network" {
  backend   = "s3"
  workspace = terraform.workspace
  config = {
    bucket = "states"
    key    = "network"
    region = "eu-north-1"
  }
}

resource "aws_security_group" "app" {
  vpc_id = data.terraform_remote_state.network.outputs.vpc.id
}
`,
		"cloud.tf":   "terraform {\n  cloud {\n    organization = \"example\"\n    workspaces {\n      name = \"x\"\n    }\n  }\n}\n",
		"values.hcl": "value \"data.terraform_remote_state.network\" {\n  outputs = { vpc = { id = \"vpc-0123456789abcdef0\" } }\n}\n",
	})
	r := startProve(t, root, "--format", "json", "--values", filepath.Join(root, "values.hcl")).decodeReport(0)
	if want := []string{"data.terraform_remote_state.network has the outputs of --values."}; !slices.Equal(r.Proofs[0].Replaced, want) {
		t.Errorf("got %q, want %q", r.Proofs[0].Replaced, want)
	}
	p := startProve(t, root)
	p.exitsWithin(2*time.Minute, exitFailed)
	if want := "cognitokit: prove: init failed: data.terraform_remote_state.network: it reads a state that is not on this machine. Write its outputs into a file for --values"; p.lastLine() != want {
		t.Errorf("got  %s\nwant %s", p.lastLine(), want)
	}
}

// prove posts the events of a Lambda trigger to the URL of --lambda, which names the trigger by its name.
func TestProvePostsEventsToTheLambda(t *testing.T) {
	t.Parallel()
	var (
		mu      sync.Mutex
		sources []string
	)
	function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var event struct {
			TriggerSource string `json:"triggerSource"`
		}
		if err != nil || json.Unmarshal(body, &event) != nil {
			t.Errorf("got %q, %v", body, err)
		}
		mu.Lock()
		sources = append(sources, event.TriggerSource)
		mu.Unlock()
		_, _ = w.Write(body)
	}))
	t.Cleanup(function.Close)
	r := startProve(t, filepath.Join(rootsFolder, "lambda-pre-token"), "--format", "json", "--lambda", "ledger-test-pre-token="+function.URL).decodeReport(exitFindings)
	if len(r.Proofs[0].Unchanged) > 0 {
		t.Errorf("%q returned their event unchanged", r.Proofs[0].Unchanged)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"TokenGeneration_HostedAuth", "TokenGeneration_RefreshTokens"} {
		if !slices.Contains(sources, want) {
			t.Errorf("the Lambda trigger got the events %q, want %s too", sources, want)
		}
	}
}

// A value that differs at each plan is a finding of no-changes.
func TestProveReportsAPlanThatIsNeverEmpty(t *testing.T) {
	t.Parallel()
	root := writeRoot(t, map[string]string{"main.tf": plainRoot + `
resource "aws_cognito_resource_server" "api" {
  identifier   = "api"
  name         = "API at ${replace(timestamp(), ":", "-")}"
  user_pool_id = aws_cognito_user_pool.this.id
}

output "now" {
  value = timestamp()
}
`})
	r := startProve(t, root, "--format", "json").decodeReport(exitFindings)
	var messages []string
	for _, result := range r.Environments[0].Results {
		for _, f := range result.Findings {
			messages = append(messages, result.Check+": "+f.Message)
		}
	}
	want := []string{
		"no-changes: A plan after the apply would change the output now.",
		"no-changes: A plan after the apply would replace aws_cognito_resource_server.api (id, name, scope, scope_identifiers).",
	}
	if !slices.Equal(messages, want) {
		t.Errorf("got  %q\nwant %q", messages, want)
	}
}

func TestProveWithoutTheRelay(t *testing.T) {
	t.Parallel()
	p := newProveProcess(t)
	p.env["COGNITOKIT_RELAY"] = "off"
	p.prove(writeRoot(t, map[string]string{"main.tf": plainRoot}), "--format", "json")
	if found := failures(t, p.decodeReport(0)); len(found) > 0 {
		t.Errorf("got %q", found)
	}
	other := newProveProcess(t)
	other.env["COGNITOKIT_RELAY"] = "off"
	other.prove(writeRoot(t, map[string]string{"main.tf": plainRoot + "\nresource \"aws_sns_topic\" \"t\" {}\n"}))
	other.exitsWithin(2*time.Minute, exitFailed)
	if want := "cognitokit: prove: plan failed: nothing can be simulated without the relay (COGNITOKIT_RELAY=off, or a development override of the AWS provider), and the root has aws_sns_topic.t"; other.lastLine() != want {
		t.Errorf("got  %s\nwant %s", other.lastLine(), want)
	}
}

func TestProveKeep(t *testing.T) {
	t.Parallel()
	p := startProve(t, writeRoot(t, map[string]string{"main.tf": plainRoot}), "--keep")
	deadline := time.Now().Add(2 * time.Minute)
	for !strings.Contains(p.stderr.String(), "Ctrl-C destroys it.") && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	for _, want := range []string{"export HTTPS_PROXY=http://127.0.0.1:", "export AWS_REGION=eu-north-1\n", "export AWS_DEFAULT_REGION=eu-north-1\n", "user pool this  eu-north-1_", "user      ada", "password  Aa1!", "http://plain-login.auth.eu-north-1.localhost:"} {
		if !strings.Contains(p.stderr.String(), want) {
			t.Errorf("stderr has no %q:\n%s", want, p.stderr.String())
		}
	}
	if !strings.Contains(p.stdout.String(), "0 findings") {
		t.Errorf("the report is not printed before the wait:\n%s", p.stdout.String())
	}
	_, printed, _ := strings.Cut(p.stderr.String(), "password  ")
	password, _, _ := strings.Cut(printed, "\n")
	secret := p.keptClientSecret()
	p.controlC()
	p.exitsWithin(time.Minute, 0)
	if strings.Contains(p.stdout.String(), password) || strings.Contains(p.stdout.String()+p.stderr.String(), secret) {
		t.Errorf("the report has the password, or the output has the client secret:\n%s%s", p.stdout.String(), p.stderr.String())
	}
}

// keptClientSecret asks the emulator of prove --keep for the secret of the client of plainRoot.
func (p *process) keptClientSecret() string {
	p.t.Helper()
	address := regexp.MustCompile(`http://plain-login\.auth\.eu-north-1\.localhost:(\d+)`).FindStringSubmatch(p.stderr.String())
	if address == nil {
		p.t.Fatalf("no address in\n%s", p.stderr.String())
	}
	call := func(action, body string) string {
		p.t.Helper()
		request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, "http://127.0.0.1:"+address[1]+"/", strings.NewReader(body))
		if err != nil {
			p.t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/eu-north-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			p.t.Fatal(err)
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			p.t.Fatal(err)
		}
		return string(text)
	}
	member := func(text, name string) string {
		p.t.Helper()
		match := regexp.MustCompile(`"` + name + `":"([^"]+)"`).FindStringSubmatch(text)
		if match == nil {
			p.t.Fatalf("no %s in %s", name, text)
		}
		return match[1]
	}
	pool := regexp.MustCompile(`eu-north-1_\w+`).FindString(p.stderr.String())
	client := member(call("ListUserPoolClients", `{"UserPoolId":"`+pool+`"}`), "ClientId")
	return member(call("DescribeUserPoolClient", `{"UserPoolId":"`+pool+`","ClientId":"`+client+`"}`), "ClientSecret")
}
