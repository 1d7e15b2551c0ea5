package test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gruntwork-io/terratest/modules/logger"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
)

const (
	callbackURL = "https://app.example.com/callback"
	logoutURL   = "https://app.example.com/signed-out"
)

// deployment is an example that was applied for one test.
type deployment struct {
	env     *environment
	options *terraform.Options
	outputs outputs
	name    string // of the user pool
	prefix  string // of the domain
}

// deploy applies an example from a temporary copy of what ships, sees that a second plan is empty, and reads the
// outputs. When the test ends, it destroys the example and sees that nothing is left.
func deploy(t *testing.T, example string) *deployment {
	t.Helper()
	env, eng := newEnvironment(t), theEngine(t)
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, cognitokit.Terraform))

	unique := lowerCaseName(t)
	d := &deployment{
		env:  env,
		name: "cognitokit-" + unique,
		// Not named after the project: Cognito reserves the words aws, amazon and cognito in a prefix.
		prefix: "signin-" + unique,
	}
	child := maps.Clone(env.child)
	maps.Copy(child, eng.Env())
	d.options = terraform.WithDefaultRetryableErrors(t, &terraform.Options{
		TerraformBinary: eng.Path,
		TerraformDir:    filepath.Join(folder, "examples", example),
		EnvVars:         child,
		NoColor:         true,
		Lock:            true,
		Logger:          logger.TestingT,
		Vars: map[string]any{
			"name":                d.name,
			"domain_prefix":       d.prefix,
			"region":              env.region,
			"callback_url":        callbackURL,
			"logout_url":          logoutURL,
			"deletion_protection": "INACTIVE",
		},
	})
	// A retry would hide every fault of the rotation block: the provider reports them with this text.
	delete(d.options.RetryableTerraformErrors, ".*Provider produced inconsistent result after apply.*")

	terraform.InitContext(t, t.Context(), d.options)
	t.Cleanup(func() { d.destroy(t) })
	applied := terraform.ApplyAndIdempotentContext(t, t.Context(), d.options)
	d.outputs = readOutputs(t, d.options)
	for key, secret := range d.outputs.ClientSecrets {
		if strings.Contains(applied, secret) { // not assert.NotContains, which would print it
			t.Errorf("the output of apply shows the secret of client %q", key)
		}
	}
	if env.settling > 0 {
		time.Sleep(env.settling)
	}
	return d
}

// planIsEmpty sees that neither the configuration nor anything that happened since the apply asks for a change.
func (d *deployment) planIsEmpty(t *testing.T) {
	t.Helper()
	code, err := terraform.PlanExitCodeContextE(t, t.Context(), d.options)
	require.NoError(t, err)
	// terraform plan -detailed-exitcode: 0 is an empty plan, 2 one with changes.
	assert.Equal(t, 0, code, "the plan has changes")
}

// destroy runs after the test's own context was cancelled, so it takes one of its own.
func (d *deployment) destroy(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 15*time.Minute)
	defer cancel()
	_, err := terraform.DestroyContextE(t, ctx, d.options)
	if !assert.NoError(t, err, "destroy failed, and may have left user pool %s behind", d.name) {
		return
	}
	d.assertNothingLeft(t, ctx)
	d.assertStateIsEmpty(t)
}

func (d *deployment) assertStateIsEmpty(t *testing.T) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(d.options.TerraformDir, "terraform.tfstate"))
	if !assert.NoError(t, err) {
		return
	}
	var state struct {
		Resources []struct {
			Module, Type, Name string
		} `json:"resources"`
	}
	assert.NoError(t, json.Unmarshal(raw, &state))
	assert.Empty(t, state.Resources, "the state still holds resources")
}

// lowerCaseName makes a name that no other run has: hexadecimal, so that it cannot spell a reserved word.
func lowerCaseName(t *testing.T) string {
	t.Helper()
	random := make([]byte, 5)
	_, err := rand.Read(random)
	require.NoError(t, err)
	return hex.EncodeToString(random)
}
