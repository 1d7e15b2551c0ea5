package childenv

import (
	"maps"
	"slices"
	"strings"
)

// Map returns a map of entries NAME=value, such as os.Environ returns.
func Map(entries []string) map[string]string {
	env := map[string]string{}
	for _, entry := range entries {
		name, value, _ := strings.Cut(entry, "=")
		env[name] = value
	}
	return env
}

// Entries returns the variables of a map as NAME=value, sorted by name.
func Entries(env map[string]string) []string {
	var entries []string
	for _, name := range slices.Sorted(maps.Keys(env)) {
		entries = append(entries, name+"="+env[name])
	}
	return entries
}

// Isolated returns the caller's variables without AWS_*, TF_* and *_PROXY, in upper and lower case: with these, a
// child process could reach AWS, bypass the proxy of the emulator, or use other settings of Terraform. The
// overlays then add or replace variables. The last overlay has precedence.
func Isolated(caller []string, overlays ...map[string]string) map[string]string {
	env := Map(caller)
	maps.DeleteFunc(env, func(name, _ string) bool {
		upper := strings.ToUpper(name)
		return strings.HasPrefix(upper, "AWS_") || strings.HasPrefix(upper, "TF_") || strings.HasSuffix(upper, "_PROXY")
	})
	for _, overlay := range overlays {
		maps.Copy(env, overlay)
	}
	return env
}

// TerraformInputs returns the caller's input variables of Terraform (TF_VAR_*).
func TerraformInputs(caller []string) map[string]string {
	env := Map(caller)
	maps.DeleteFunc(env, func(name, _ string) bool { return !strings.HasPrefix(name, "TF_VAR_") })
	return env
}

// TerraformOverrides returns empty values for the variables of Terraform and OpenTofu that concurrent runs must not
// inherit: arguments for all commands, a workspace and a data folder that the runs would share, a plugin cache that
// is not safe for concurrent runs, and addresses of running providers. It is for a child process that inherits the
// caller's environment.
//
// An empty value cannot hide an input variable (TF_VAR_*), because Terraform uses the empty value. Use [Isolated] for
// that.
func TerraformOverrides() map[string]string {
	env := map[string]string{
		"TF_CLI_ARGS": "", "TF_DATA_DIR": "", "TF_PLUGIN_CACHE_DIR": "", "TF_REATTACH_PROVIDERS": "", "TF_WORKSPACE": "",
		"TERRAFORM_CONFIG": "", // the older name of TF_CLI_CONFIG_FILE
	}
	for _, command := range []string{"apply", "destroy", "init", "output", "plan", "refresh", "show", "state", "test", "validate", "version"} {
		env["TF_CLI_ARGS_"+command] = ""
	}
	return env
}
