package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"

	"github.com/hashicorp/terraform-exec/tfexec"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// callbackURL is one that the example's client has.
const callbackURL = "http://localhost:3000/callback"

// workspace is a temporary copy of an example with the engine that runs it.
type workspace struct {
	terraform *tfexec.Terraform
	variables []string
	applied   bool // there may be something to destroy
}

// outputs are those of the examples: `environment`, as far as it is read here, and
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

func newWorkspace(folder string, e *engine.Engine, server *cognitotest.Server) (*workspace, error) {
	program, becomes, err := inOwnGroup(e.Path)
	if err != nil {
		return nil, err
	}
	terraform, err := tfexec.NewTerraform(folder, program)
	if err != nil {
		return nil, err
	}
	// terraform-exec sets some of the engine's variables itself and refuses them from others.
	env := tfexec.CleanEnv(childEnvironment(os.Environ(), server.Env(), e.Env(), becomes))
	if err := terraform.SetEnv(env); err != nil {
		return nil, err
	}
	unique := strings.ToLower(rand.Text()[:10])
	return &workspace{terraform: terraform, variables: []string{
		"name=cognitokit-demo-" + unique,
		"domain_prefix=demo-" + unique,
		"deletion_protection=INACTIVE", // it is destroyed at the end
	}}, nil
}

// childEnvironment is the caller's environment without what would lead a run to
// AWS, past the proxy or to other settings of the engine, under the overlays.
func childEnvironment(caller []string, overlays ...map[string]string) map[string]string {
	env := map[string]string{}
	for _, entry := range caller {
		name, value, _ := strings.Cut(entry, "=")
		upper := strings.ToUpper(name)
		if strings.HasPrefix(upper, "AWS_") || strings.HasPrefix(upper, "TF_") || strings.HasSuffix(upper, "_PROXY") {
			continue
		}
		env[name] = value
	}
	for _, overlay := range overlays {
		maps.Copy(env, overlay)
	}
	return env
}

func (w *workspace) init(ctx context.Context) error {
	return asSentence(w.terraform.Init(ctx))
}

func (w *workspace) apply(ctx context.Context) (outputs, error) {
	w.applied = true
	options := []tfexec.ApplyOption{}
	for _, v := range w.variables {
		options = append(options, tfexec.Var(v))
	}
	if err := w.terraform.Apply(ctx, options...); err != nil {
		return outputs{}, asSentence(err)
	}
	values, err := w.terraform.Output(ctx)
	if err != nil {
		return outputs{}, asSentence(err)
	}
	var o outputs
	err = errors.Join(
		json.Unmarshal(values["environment"].Value, &o.environment),
		json.Unmarshal(values["client_secrets"].Value, &o.ClientSecrets),
	)
	if err != nil {
		return outputs{}, fmt.Errorf("the example's outputs cannot be read: %w", err)
	}
	return o, nil
}

func (w *workspace) destroy(ctx context.Context) error {
	options := []tfexec.DestroyOption{}
	for _, v := range w.variables {
		options = append(options, tfexec.Var(v))
	}
	return asSentence(w.terraform.Destroy(ctx, options...))
}

// asSentence reduces the engine's pages of diagnostics to the first error, or if
// there is none puts its words into one line.
func asSentence(err error) error {
	if err == nil {
		return nil
	}
	if reason := engine.Reason(err.Error()); reason != "" {
		return errors.New(reason)
	}
	return errors.New(strings.Join(strings.Fields(err.Error()), " "))
}
