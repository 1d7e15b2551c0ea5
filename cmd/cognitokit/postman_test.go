//go:build unix

package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	webOutputs = `"environment":{"sensitive":false,"value":{"user_pool_id":"us-east-1_AbCdEfGhI","issuer":"https://issuer.example",
		"authorization_endpoint":"https://shop.example/oauth2/authorize","token_endpoint":"https://shop.example/oauth2/token",
		"revocation_endpoint":"https://shop.example/oauth2/revoke","userinfo_endpoint":"https://shop.example/oauth2/userInfo",
		"client_ids":{"web":"1webid","jobs":"2jobsid"},"refresh_contract":{
			"web":{"access_token_seconds":3600,"rotation":true,"retry_grace_period_seconds":10,"code_response_fields":["access_token","refresh_token"],"refresh_response_fields":["access_token"]},
			"jobs":{"access_token_seconds":300,"rotation":false,"retry_grace_period_seconds":0,"code_response_fields":[],"refresh_response_fields":[]}}}}`
	webSecrets = `,"client_secrets":{"sensitive":true,"value":{"web":"s3cret"}}`
	webState   = `{"format_version":"1.0","values":{"root_module":{"resources":[{"type":"aws_cognito_user_pool","values":{"id":"1webid"}}],"child_modules":[
		{"child_modules":[{"resources":[
			{"type":"aws_cognito_user_pool_client","values":{"id":"2jobsid","callback_urls":[],"default_redirect_uri":null,"allowed_oauth_scopes":["a/b"]}},
			{"type":"aws_cognito_user_pool_client","values":{"id":"1webid","callback_urls":["https://one.example/cb","https://two.example/cb"],"default_redirect_uri":"DEFAULT","allowed_oauth_scopes":["openid","email"]}}]}]}]}}}`
)

// outputsWithSPA returns the outputs with spa, a second client that signs users in.
func outputsWithSPA() string {
	return strings.NewReplacer(`"jobs":"2jobsid"`, `"jobs":"2jobsid","spa":"3spaid"`, `"jobs":{`,
		`"spa":{"access_token_seconds":900,"rotation":false,"code_response_fields":["id_token"],"refresh_response_fields":["id_token"]},"jobs":{`).Replace(webOutputs)
}

func TestPostman(t *testing.T) {
	t.Parallel()
	withDefault, without := strings.ReplaceAll(webState, "DEFAULT", "https://two.example/cb"), strings.ReplaceAll(webState, "DEFAULT", "")
	const importIt = ". Import it and examples/postman/cognito.postman_collection.json into Postman, and fill in: "
	for _, tt := range []struct {
		name, outputs, state string
		args                 []string
		stdout               string
		file                 string
		want                 map[string]string // the variables to compare, not necessarily all
	}{
		{
			name: "the only client that signs users in", outputs: webOutputs + webSecrets, state: withDefault, file: "web.postman_environment.json",
			stdout: "web.postman_environment.json contains the client web" + importIt + "username, password.\n",
			want: map[string]string{
				"issuer": "https://issuer.example", "authorization_endpoint": "https://shop.example/oauth2/authorize", "token_endpoint": "https://shop.example/oauth2/token",
				"revocation_endpoint": "https://shop.example/oauth2/revoke", "userinfo_endpoint": "https://shop.example/oauth2/userInfo",
				"client_id": "1webid", "client_secret": "s3cret", "redirect_uri": "https://two.example/cb", "scope": "openid email", "username": "", "password": "",
				"access_token_seconds": "3600", "rotation": "true", "retry_grace_period_seconds": "10",
				"code_response_fields": "access_token refresh_token", "refresh_response_fields": "access_token",
			},
		},
		{
			name: "file and user", outputs: webOutputs + webSecrets, state: without, args: []string{"--client", "web", "--out", "mine.json", "--username", "ada"}, file: "mine.json",
			stdout: "mine.json contains the client web" + importIt + "password.\n",
			want:   map[string]string{"username": "ada", "redirect_uri": "https://one.example/cb"},
		},
		{
			name: "a public client that is not in the state", outputs: outputsWithSPA() + webSecrets, state: without, args: []string{"--client", "spa", "--username", "ada"}, file: "spa.postman_environment.json",
			stdout: "spa.postman_environment.json contains the client spa" + importIt + "redirect_uri, scope, password.\n",
			want:   map[string]string{"client_secret": "", "rotation": "false", "access_token_seconds": "900"},
		},
		{
			name: "no output client_secrets", outputs: webOutputs, state: without, args: []string{"--username", "ada"}, file: "web.postman_environment.json",
			stdout: "web.postman_environment.json contains the client web" + importIt + "client_secret (if the client has one), password.\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			folder := p.applied(tt.outputs, tt.state)
			p.startIn(folder, append([]string{"postman", "."}, tt.args...)...).exits(0)
			if got := p.stdout.String(); got != tt.stdout {
				t.Errorf("got stdout %q, want %q", got, tt.stdout)
			}
			got := variablesOf(t, filepath.Join(folder, tt.file))
			for key, want := range tt.want {
				if value, found := got[key]; !found || value != want {
					t.Errorf("got %s %q (%v), want %q", key, value, found, want)
				}
			}
			if tt.want["issuer"] != "" && len(got) != len(tt.want) {
				t.Errorf("got the variables %v", got)
			}
		})
	}
}

// TestPostmanCollection writes the collection of the repository beside the environment.
func TestPostmanCollection(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	folder := p.applied(webOutputs+webSecrets, webState)
	p.startIn(folder, "postman", ".", "--username", "ada", "--collection", "collection.json").exits(0)
	if got, want := p.stdout.String(), "web.postman_environment.json contains the client web. Import it and collection.json into Postman, and fill in: password.\n"; got != want {
		t.Errorf("got stdout %q, want %q", got, want)
	}
	want, err := os.ReadFile("../../examples/postman/cognito.postman_collection.json")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(folder, "collection.json")); err != nil || string(got) != string(want) {
		t.Errorf("the collection differs from the one of the repository: %v", err)
	}
	p = p.sibling()
	p.startIn(folder, "postman", ".", "--collection", "none/collection.json").exits(2)
	if got, want := p.stderr.String(), "cognitokit: postman: --collection: none/collection.json cannot be written: its folder does not exist or is read-only\n"; got != want {
		t.Errorf("got stderr %q, want %q", got, want)
	}
}

// applied creates a folder in which the fake Terraform prints these outputs and this state.
func (p *process) applied(outputs, state string) string {
	p.t.Helper()
	folder := filepath.Join(p.root, "live")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		p.t.Fatal(err)
	}
	for name, content := range map[string]string{"terraform.tfstate": "{" + outputs + "}", "state.json": state, "mine.json": "old, and readable for all"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			p.t.Fatal(err)
		}
	}
	p.env[fakeShow] = "state.json"
	return folder
}

// variablesOf reads an environment file as Postman does, and checks its mode.
func variablesOf(t *testing.T, name string) map[string]string {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, want 0600", info.Mode())
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var environment struct {
		Name   string
		Values []struct {
			Key, Value, Type string
			Enabled          bool
		}
		Scope string `json:"_postman_variable_scope"`
	}
	if err := json.Unmarshal(content, &environment); err != nil {
		t.Fatal(err)
	}
	if environment.Scope != "environment" || environment.Name == "" {
		t.Errorf("got scope %q and name %q", environment.Scope, environment.Name)
	}
	variables := map[string]string{}
	for _, v := range environment.Values {
		variables[v.Key] = v.Value
		want := "default"
		if v.Key == "client_secret" || v.Key == "password" {
			want = "secret"
		}
		if v.Type != want || !v.Enabled {
			t.Errorf("%s is of type %q, enabled %v", v.Key, v.Type, v.Enabled)
		}
	}
	return variables
}

func TestPostmanErrors(t *testing.T) {
	t.Parallel()
	machines := strings.Replace(webOutputs, `"code_response_fields":["access_token","refresh_token"]`, `"code_response_fields":[]`, 1)
	const noEnvironment = `{folder}: the output "environment" is missing. Write output "environment" { value = module.cognito.environment } and apply it. Without the module, see docs/own-root.md`
	for _, tt := range []struct {
		name, outputs string
		args          []string // after the folder
		env           map[string]string
		want          string
	}{
		{name: "no outputs", want: "{folder}: the outputs are empty. Run `terraform apply`, and select the workspace in which it ran"},
		{name: "other outputs", outputs: `"url":{"value":"x"}`, want: noEnvironment},
		{name: "an output environment of another module", outputs: `"environment":{"value":"production"}`, want: noEnvironment},
		{name: "an output client_secrets of another type", outputs: webOutputs + `,"client_secrets":{"value":"s"}`, want: `{folder}: client_secrets: the output does not map clients to secrets. Write value = module.cognito.client_secrets`},
		{name: "an unknown client", outputs: webOutputs, args: []string{"--client", "nope"}, want: `--client: "nope" is not a client. Use --client web`},
		{name: "a client for machines", outputs: webOutputs, args: []string{"--client", "jobs"}, want: `--client: the client "jobs" is for machines and does not sign users in. Use --client web`},
		{name: "several clients", outputs: outputsWithSPA(), want: "--client: there are several clients. Use --client spa, --client web"},
		{name: "no client that signs users in", outputs: machines, want: "no client signs users in"},
		{name: "no Terraform", outputs: webOutputs, env: map[string]string{"PATH": "/nowhere"}, want: "the outputs of {folder} require Terraform or OpenTofu, and neither is on the PATH. Set COGNITOKIT_TERRAFORM to its path"},
		{name: "Terraform fails", outputs: webOutputs, env: map[string]string{fakeFail: "output"}, want: "terraform output -json in {folder} failed: creating Cognito User Pool: no luck with output"},
		{name: "the state cannot be shown", outputs: webOutputs, env: map[string]string{fakeFail: "show"}, want: "terraform show -json in {folder} failed: creating Cognito User Pool: no luck with show"},
		{name: "no folder to write to", outputs: webOutputs, args: []string{"--out", "/nowhere/x.json"}, want: "/nowhere/x.json cannot be written: its folder does not exist or is read-only"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			folder := p.applied(tt.outputs, webState)
			maps.Copy(p.env, tt.env)
			p.startIn(p.root, append([]string{"postman", folder}, tt.args...)...).exits(2)
			if got, want := p.stderr.String(), "cognitokit: postman: "+strings.ReplaceAll(tt.want, "{folder}", folder)+"\n"; got != want {
				t.Errorf("got stderr  %q\nwant stderr %q", got, want)
			}
			if got, err := filepath.Glob(filepath.Join(p.root, "*.json")); err != nil || len(got) > 0 {
				t.Errorf("got the files %v (%v)", got, err)
			}
		})
	}
	for _, args := range [][]string{{"postman"}, {"postman", "a", "b"}} {
		p := newProcess(t).start(args...)
		p.exits(2)
		if got := p.stderr.String(); got != "cognitokit: postman requires one folder, in which `terraform apply` ran\n" {
			t.Errorf("got stderr %q", got)
		}
	}
}
