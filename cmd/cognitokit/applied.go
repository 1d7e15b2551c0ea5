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

// readApplied asks the Terraform or OpenTofu of the caller for the outputs and the
// state of a root module.
func readApplied(ctx context.Context, folder string) (*applied, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder: name the one in which `terraform apply` was run", folder)
	}
	program, found := installedProgram(os.Getenv)
	if !found {
		return nil, fmt.Errorf("the outputs take the Terraform or OpenTofu that was applied in %s, and there is none on the PATH: name it in %s", folder, engine.ExecutableVariable)
	}
	run := func(into any, arguments ...string) error {
		output, complaint, err := runProgram(ctx, program, folder, arguments...)
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err != nil {
			return fmt.Errorf("%s %s -json in %s failed: %s", filepath.Base(program), arguments[0], folder, complaint)
		}
		if err := json.Unmarshal(output, into); err != nil {
			return fmt.Errorf("%s %s -json in %s does not answer in JSON", filepath.Base(program), arguments[0], folder)
		}
		return nil
	}
	var values map[string]struct{ Value json.RawMessage }
	if err := run(&values, "output", "-json", "-no-color"); err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s has no outputs: run `terraform apply` there first", folder)
	}
	a := &applied{}
	if json.Unmarshal(values["environment"].Value, &a.environment) != nil || a.ClientIDs == nil {
		return nil, fmt.Errorf(`%s has no output "environment" of the root module of cognitokit: write output "environment" { value = module.cognito.environment } and apply it`, folder)
	}
	if secrets := values["client_secrets"].Value; secrets != nil {
		a.secretsKnown = true
		if json.Unmarshal(secrets, &a.ClientSecrets) != nil {
			return nil, errors.New(`the output "client_secrets" of ` + folder + ` does not map clients to secrets: write value = module.cognito.client_secrets`)
		}
	}
	var state struct {
		Values struct {
			RootModule stateModule `json:"root_module"`
		}
	}
	if err := run(&state, "show", "-json", "-no-color"); err != nil {
		return nil, err
	}
	a.state = state.Values.RootModule
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
