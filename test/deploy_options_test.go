package test

import (
	"maps"
)

// deployOption changes how deploy and deployFixture go about it.
type deployOption func(*deployment)

// withVars sets inputs, over those of deploy and those of a file. One that is nil is left to the configuration or the
// file.
func withVars(vars map[string]any) deployOption {
	return func(d *deployment) { maps.Copy(d.vars, vars) }
}

// withVarFile takes inputs from a file of the example, such as environments/dev.tfvars. Those of deploy come before
// them; withVars(map[string]any{"name": nil}) leaves one to the file.
func withVarFile(path string) deployOption {
	return func(d *deployment) { d.varFile = path }
}

// withFiles removes all other files of the configuration.
func withFiles(names ...string) deployOption {
	return func(d *deployment) { d.files = names }
}

// in deploys into an environment that the test has made before, by newEnvironment.
func in(env *environment) deployOption {
	return func(d *deployment) { d.env = env }
}

// theOrdinaryWay starts a provider for each command, as Terraform does by itself.
func theOrdinaryWay(d *deployment) { d.way = ordinary }

// throughProductionHostNames starts a provider for this deployment and lets it call AWS's own host names by HTTPS.
func throughProductionHostNames(d *deployment) { d.way = productionHostNames }

// withEveryType gives the commands the schema of all resource types, not only of the types in the configuration.
func withEveryType(d *deployment) { d.everyType = true }

// withoutApply initialises the folder and leaves it to the test to plan or to apply.
func withoutApply(d *deployment) { d.waits = true }

// onAnotherPool is for a configuration that makes no user pool: it is not asserted that the pool is gone in the end.
func onAnotherPool(d *deployment) { d.poolStays = true }
