package deploy

import (
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Option is an option of Example and Fixture.
type Option func(*Deployment)

// WithVars sets inputs. They override the inputs of every deployment and of a file. A nil value removes an input, so
// that the default or the file decides.
func WithVars(vars map[string]any) Option {
	return func(d *Deployment) { maps.Copy(d.Vars, vars) }
}

// WithVarFile reads inputs from a file of the example, such as environments/dev.tfvars. The inputs of every deployment
// override them. With WithVars(map[string]any{"name": nil}), the file sets the name.
func WithVarFile(path string) Option {
	return func(d *Deployment) { d.varFile = path }
}

// WithFiles removes all other files of the configuration.
func WithFiles(names ...string) Option {
	return func(d *Deployment) { d.files = names }
}

// In deploys to a target that the test created with target.New.
func In(env *target.Target) Option {
	return func(d *Deployment) { d.Target = env }
}

// WithProviderPerCommand lets each command start a provider, as Terraform does by default.
func WithProviderPerCommand(d *Deployment) { d.mode = provider.PerCommand }

// WithProductionHostNames starts a provider for this deployment that calls the host names of AWS over HTTPS.
func WithProductionHostNames(d *Deployment) { d.mode = provider.ProductionHostNames }

// WithAllTypes requests the schema of all resource types, not only of the types in the configuration.
func WithAllTypes(d *Deployment) { d.allTypes = true }

// WithoutApply runs only terraform init. The test itself plans or applies.
func WithoutApply(d *Deployment) { d.withoutApply = true }

// WithExistingPool is for a configuration that does not create the user pool. The pool may still exist when the test ends.
func WithExistingPool(d *Deployment) { d.existingPool = true }
