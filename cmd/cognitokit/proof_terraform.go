package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/rootmodule"
	"github.com/cognitokit/terraform-aws-cognito/internal/simulation"
)

// terraform runs a command of Terraform on the copy of the root, with the variables of the emulator, and
// returns its standard output.
func (p *proof) terraform(ctx context.Context, arguments ...string) ([]byte, error) {
	env := childenv.Isolated(os.Environ(), p.server.Env(), p.engine.Env())
	if p.session != nil {
		// The provider uses the plain endpoint of the emulator. Without the CA, a call to a production
		// URL through the proxy fails, and is not overlooked.
		maps.Copy(env, map[string]string{"AWS_CA_BUNDLE": "", "GOGC": "400"})
		maps.Copy(env, p.session.Env())
	}
	maps.Copy(env, childenv.TerraformInputs(os.Environ()))
	return p.runEngine(ctx, env, arguments...)
}

func (p *proof) runEngine(ctx context.Context, env map[string]string, arguments ...string) ([]byte, error) {
	command := p.engine.Command(ctx, p.root, childenv.Entries(env), arguments...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if err == nil {
		return stdout.Bytes(), nil
	}
	if reason := engine.Reason(stderr.String()); reason != "" {
		return nil, &engineError{reason, err}
	}
	return nil, &engineError{strings.Join(strings.Fields(err.Error()+" "+stderr.String()), " "), err}
}

// engineError is the first error that a command of Terraform printed.
type engineError struct {
	reason string
	cause  error
}

func (e *engineError) Error() string { return e.reason }
func (e *engineError) Unwrap() error { return e.cause }

// init installs modules and other providers, with the network and the settings of the caller.
func (p *proof) init(ctx context.Context) error {
	settings, err := p.engine.InitEnv()
	if err != nil {
		return err
	}
	env := childenv.Map(os.Environ())
	maps.Copy(env, settings)
	if p.session != nil {
		maps.Copy(env, p.session.Env())
	} else {
		maps.Copy(env, p.engine.Env())
	}
	if _, err := p.runEngine(ctx, env, "init", "-input=false", "-no-color"); err != nil {
		return providerError(err)
	}
	changed, err := rootmodule.AllowDestroy(p.root, p.folder, p.engine.OpenTofu)
	if err != nil {
		return err
	}
	for _, file := range changed {
		p.replaced = append(p.replaced, "prevent_destroy is off in "+file+": prove destroys everything at the end.")
	}
	return p.replaceRemoteStates()
}

// replaceRemoteStates sets the outputs of each terraform_remote_state to the outputs in the file of
// --values, because prove does not read other states.
func (p *proof) replaceRemoteStates() error {
	addresses, err := rootmodule.RemoteStates(p.root, p.engine.OpenTofu)
	if err != nil {
		return err
	}
	for i, address := range addresses {
		at := slices.IndexFunc(p.values, func(v simulation.Values) bool { return v.Address == address })
		outputs, found := cty.NilVal, false
		if at >= 0 {
			outputs, found = p.values[at].Attributes["outputs"]
		}
		if !found {
			return fmt.Errorf("%s: it reads a state that is not on this machine. Write its outputs into a file for --values", address)
		}
		file := filepath.Join(p.folder, fmt.Sprintf("remote-%d.tfstate", i))
		if err := rootmodule.ReplaceRemoteState(p.root, p.engine.OpenTofu, address, file, outputs); err != nil {
			return err
		}
		p.replaced = append(p.replaced, address+" has the outputs of --values.")
	}
	return nil
}

// unavailableProvider matches the error of init for a provider that it cannot install. The group is the
// name of the provider.
var unavailableProvider = regexp.MustCompile(`(?:available versions for provider|install(?:ing)?(?: provider)?) (\S+?)[:.]? `)

// providerError replaces the error for a provider that init cannot install by one that names a solution.
func providerError(err error) error {
	text := err.Error()
	if !strings.HasPrefix(text, "Failed to query available provider packages") && !strings.HasPrefix(text, "Failed to install provider") {
		return err
	}
	name := "a provider"
	if match := unavailableProvider.FindStringSubmatch(text); match != nil {
		name = "the provider " + match[1]
	}
	return fmt.Errorf("%s cannot be installed. Allow its registry, or put it into a filesystem mirror of your CLI configuration or of %s (%s)", name, engine.MirrorVariable, text)
}

// arguments returns the -var and -var-file arguments of a command that plans.
func (p *proof) arguments() ([]string, error) {
	var all []string
	for _, file := range p.options.varFiles {
		absolute, err := filepath.Abs(file)
		if err != nil {
			return nil, err
		}
		all = append(all, "-var-file="+absolute)
	}
	for _, value := range p.options.vars {
		all = append(all, "-var="+value)
	}
	return all, nil
}

func (p *proof) apply(ctx context.Context) error {
	p.applied = true
	if _, err := p.terraform(ctx, "apply", "-input=false", "-no-color", p.planFile()); err != nil {
		return err
	}
	text, err := p.terraform(ctx, "show", "-json", "-no-color", p.stateFile())
	if err != nil {
		return err
	}
	if p.environments, err = p.plan.Applied(text); err != nil {
		return err
	}
	return p.rejectPartialProof(ctx)
}

// destroy removes the deletion protection of the user pools, and destroys. It does not refresh, because
// the last plan has refreshed already.
func (p *proof) destroy(ctx context.Context) error {
	if err := p.unprotect(ctx); err != nil {
		return err
	}
	inputs, err := p.arguments()
	if err != nil {
		return err
	}
	_, err = p.terraform(ctx, append([]string{"destroy", "-input=false", "-no-color", "-auto-approve", "-refresh=false"}, inputs...)...)
	return err
}

// unprotect sets DeletionProtection of the user pools in the state to INACTIVE. Otherwise the emulator
// rejects their deletion, as AWS does.
func (p *proof) unprotect(ctx context.Context) error {
	text, err := os.ReadFile(p.stateFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var state struct {
		Resources []struct {
			Mode, Type string
			Instances  []struct {
				Attributes struct {
					ID         string `json:"id"`
					Protection string `json:"deletion_protection"`
				}
			}
		}
	}
	if err := json.Unmarshal(text, &state); err != nil {
		return fmt.Errorf("the state of the copy cannot be read: %w", err)
	}
	for _, r := range state.Resources {
		if r.Mode != "managed" || r.Type != "aws_cognito_user_pool" {
			continue
		}
		for _, instance := range r.Instances {
			if instance.Attributes.Protection != "ACTIVE" {
				continue
			}
			id := instance.Attributes.ID
			region, _, _ := strings.Cut(id, "_")
			_, err := p.api(region).UpdateUserPool(ctx, &cognitoidentityprovider.UpdateUserPoolInput{
				UserPoolId: &id, DeletionProtection: types.DeletionProtectionTypeInactive,
			})
			if err != nil {
				return fmt.Errorf("the deletion protection of %s cannot be removed: %w", id, err)
			}
		}
	}
	return nil
}

// exitStatus returns the exit status of a command that exited, or -1.
func exitStatus(err error) int {
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		return ended.ExitCode()
	}
	return -1
}
