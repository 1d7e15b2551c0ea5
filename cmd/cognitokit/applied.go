package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// applied is what a root module that somebody has applied says of its clients.
type applied struct {
	outputs
	// secretsKnown is false if the root has no output `client_secrets`: a client may
	// have a secret or not.
	secretsKnown bool
	state        stateModule
}

// stateModule is a module in the output of `terraform show -json`, as far as it is read here.
type stateModule struct {
	Resources []struct {
		Type   string          `json:"type"`
		Values json.RawMessage `json:"values"` // by the type
	} `json:"resources"`
	ChildModules []stateModule `json:"child_modules"`
}

// stateClient is an app client in the state.
type stateClient struct {
	ID                 string   `json:"id"`
	CallbackURLs       []string `json:"callback_urls"`
	DefaultRedirectURI string   `json:"default_redirect_uri"`
	AllowedOAuthScopes []string `json:"allowed_oauth_scopes"`
}

// root is a root module in the folder in which it was applied, with the program that the
// caller works with.
type root struct {
	folder, program string
	workspace       string // empty: the one that the caller has selected
}

// String names the root for a reader.
func (r root) String() string {
	if r.workspace == "" {
		return r.folder
	}
	return r.folder + " (workspace " + r.workspace + ")"
}

// openRoot finds the Terraform or OpenTofu of the caller.
func openRoot(folder string) (root, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return root{}, fmt.Errorf("%s is no folder: name the one in which `terraform apply` was run", folder)
	}
	program, found := installedProgram(os.Getenv)
	if !found {
		return root{}, fmt.Errorf("the outputs take the Terraform or OpenTofu that was applied in %s, and there is none on the PATH: name it in %s", folder, engine.ExecutableVariable)
	}
	return root{folder: folder, program: program}, nil
}

// run returns what a subcommand prints with -json.
func (r root) run(ctx context.Context, subcommand string) ([]byte, error) {
	var variables []string
	if r.workspace != "" {
		variables = []string{"TF_WORKSPACE=" + r.workspace}
	}
	output, complaint, err := runProgram(ctx, r.program, r.folder, variables, subcommand, "-json", "-no-color")
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s -json in %s failed: %s", filepath.Base(r.program), subcommand, r, complaint)
	}
	if !json.Valid(output) {
		return nil, fmt.Errorf("%s %s -json in %s does not answer in JSON", filepath.Base(r.program), subcommand, r)
	}
	return output, nil
}

// readApplied asks for the outputs and the state of a root module.
func readApplied(ctx context.Context, folder string) (*applied, error) {
	root, err := openRoot(folder)
	if err != nil {
		return nil, err
	}
	text, err := root.run(ctx, "output")
	if err != nil {
		return nil, err
	}
	a, err := parseOutputs(text, folder)
	if err != nil {
		return nil, err
	}
	text, err = root.run(ctx, "show")
	if err != nil {
		return nil, err
	}
	var state struct {
		Values struct {
			RootModule stateModule `json:"root_module"`
		}
	}
	if err := json.Unmarshal(text, &state); err != nil {
		return nil, fmt.Errorf("%s show -json in %s answers something else than a state", filepath.Base(root.program), folder)
	}
	a.state = state.Values.RootModule
	return a, nil
}

// parseOutputs reads what `terraform output -json` has printed. The source is the folder
// or file that it is from.
func parseOutputs(text []byte, source string) (*applied, error) {
	var values map[string]struct{ Value json.RawMessage }
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, fmt.Errorf("%s does not hold what `terraform output -json` prints", source)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s has no outputs: run `terraform apply` there first", source)
	}
	a := &applied{}
	if json.Unmarshal(values["environment"].Value, &a.environment) != nil || a.ClientIDs == nil {
		return nil, fmt.Errorf(`%s has no output "environment" of the root module of cognitokit: write output "environment" { value = module.cognito.environment } and apply it`, source)
	}
	if secrets := values["client_secrets"].Value; secrets != nil {
		a.secretsKnown = true
		if json.Unmarshal(secrets, &a.ClientSecrets) != nil {
			return nil, errors.New(`the output "client_secrets" of ` + source + ` does not map clients to secrets: write value = module.cognito.client_secrets`)
		}
	}
	return a, nil
}

// client finds an app client by its id, in the module or in those that it calls. It is
// the zero value if there is none: the outputs may come from elsewhere.
func (m stateModule) client(id string) (found stateClient) {
	for _, resource := range m.Resources {
		var c stateClient
		if resource.Type == "aws_cognito_user_pool_client" && json.Unmarshal(resource.Values, &c) == nil && c.ID == id {
			return c
		}
	}
	for _, child := range m.ChildModules {
		if c := child.client(id); c.ID != "" {
			return c
		}
	}
	return found
}

// outputs are the outputs of the examples: `environment`, as far as it is read here, and
// `client_secrets`.
type outputs struct {
	environment

	ClientSecrets map[string]string
}

type environment struct {
	Region                string                     `json:"region"`
	UserPoolID            string                     `json:"user_pool_id"`
	Issuer                string                     `json:"issuer"`
	LoginBaseURL          string                     `json:"login_base_url"`
	AuthorizationEndpoint string                     `json:"authorization_endpoint"`
	TokenEndpoint         string                     `json:"token_endpoint"`
	RevocationEndpoint    string                     `json:"revocation_endpoint"`
	UserInfoEndpoint      string                     `json:"userinfo_endpoint"`
	ClientIDs             map[string]string          `json:"client_ids"`
	RefreshContract       map[string]refreshContract `json:"refresh_contract"`
}

type refreshContract struct {
	AccessTokenSeconds      int      `json:"access_token_seconds"`
	Rotation                bool     `json:"rotation"`
	RetryGracePeriodSeconds int      `json:"retry_grace_period_seconds"`
	CodeResponseFields      []string `json:"code_response_fields"`
	RefreshResponseFields   []string `json:"refresh_response_fields"`
}
