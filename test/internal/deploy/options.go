package deploy

import (
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Option changes how deploy and deployFixture go about it.
type Option func(*Deployment)

// WithVars sets inputs, over those of deploy and those of a file. One that is nil is left to the configuration or the
// file.
func WithVars(vars map[string]any) Option {
	return func(d *Deployment) { maps.Copy(d.Vars, vars) }
}

// WithVarFile takes inputs from a file of the example, such as environments/dev.tfvars. Those of deploy come before
// them; withVars(map[string]any{"name": nil}) leaves one to the file.
func WithVarFile(path string) Option {
	return func(d *Deployment) { d.varFile = path }
}

// WithFiles removes all other files of the configuration.
func WithFiles(names ...string) Option {
	return func(d *Deployment) { d.files = names }
}

// In deploys into an environment that the test has made before, by newEnvironment.
func In(env *target.Target) Option {
	return func(d *Deployment) { d.Target = env }
}

// WithProviderPerCommand starts a provider for each command, as Terraform does by itself.
func WithProviderPerCommand(d *Deployment) { d.mode = provider.PerCommand }

// WithProductionHostNames starts a provider for this deployment and lets it call AWS's own host names by HTTPS.
func WithProductionHostNames(d *Deployment) { d.mode = provider.ProductionHostNames }

// WithAllTypes gives the commands the schema of all resource types, not only of the types in the configuration.
func WithAllTypes(d *Deployment) { d.allTypes = true }

// WithoutApply initialises the folder and leaves it to the test to plan or to apply.
func WithoutApply(d *Deployment) { d.withoutApply = true }

// WithExistingPool is for a configuration that makes no user pool: it is not asserted that the pool is gone in the end.
func WithExistingPool(d *Deployment) { d.existingPool = true }
