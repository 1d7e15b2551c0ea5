package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// applied is a root module after an apply: its environment, and the state.
type applied struct {
	declared.Environment

	state stateModule
}

// stateModule has the fields of a module in the output of `terraform show -json` that postman
// reads.
type stateModule struct {
	Resources []struct {
		Type   string          `json:"type"`
		Values json.RawMessage `json:"values"` // the attributes, which depend on the type
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

// root is the folder of an applied root module, with the Terraform or OpenTofu of the caller.
type root struct {
	folder, program string
	workspace       string // "" for the workspace that is selected in the folder
}

// String returns the folder, and the workspace unless it is the selected one, for messages.
func (r root) String() string {
	if r.workspace == "" {
		return r.folder
	}
	return r.folder + " (workspace " + r.workspace + ")"
}

// openRoot checks the folder, and finds the Terraform or OpenTofu of the caller.
func openRoot(folder string) (root, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return root{}, fmt.Errorf("%s: the path is not a folder. Name the folder in which `terraform apply` ran", folder)
	}
	program, found := installedProgram(os.Getenv)
	if !found {
		return root{}, fmt.Errorf("the outputs of %s require Terraform or OpenTofu, and neither is on the PATH. Set %s to its path", folder, engine.ExecutableVariable)
	}
	return root{folder: folder, program: program}, nil
}

// run runs a subcommand of Terraform with -json, and returns its output.
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
		return nil, fmt.Errorf("%s %s -json in %s does not print JSON", filepath.Base(r.program), subcommand, r)
	}
	return output, nil
}

// readApplied reads the outputs and the state of a root module.
func readApplied(ctx context.Context, folder string) (*applied, error) {
	root, err := openRoot(folder)
	if err != nil {
		return nil, err
	}
	text, err := root.run(ctx, "output")
	if err != nil {
		return nil, err
	}
	all, err := declared.ReadOutputs(text, folder)
	if err != nil {
		return nil, err
	}
	environment, err := onlyOne(all)
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
		return nil, fmt.Errorf("%s show -json in %s does not print a state", filepath.Base(root.program), folder)
	}
	return &applied{Environment: *environment, state: state.Values.RootModule}, nil
}

// client returns the app client with an id, in the module or in the modules that it calls. It
// returns the zero value if the state does not have the client.
func (m stateModule) client(id string) stateClient {
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
	return stateClient{}
}
