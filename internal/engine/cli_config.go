package engine

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
)

// The variables that name the CLI configuration file, for both engines. The second one is the
// older name.
const (
	cliConfigVariable       = "TF_CLI_CONFIG_FILE"
	legacyCLIConfigVariable = "TERRAFORM_CONFIG"
)

// userCLIConfig returns the user's CLI configuration file, or "" if there is none. If a variable names a
// missing file, there is none: the engine prints a warning then, and reads no other file.
//
// Sources: "CLI Configuration File" in the documentation of Terraform and of OpenTofu. OpenTofu
// prefers its own names and also accepts Terraform's.
func userCLIConfig(getenv func(string) string, openTofu bool) string {
	if named := cmp.Or(getenv(cliConfigVariable), getenv(legacyCLIConfigVariable)); named != "" {
		return firstFile(named)
	}
	var files []string
	switch home := homeFolder(getenv); {
	case runtime.GOOS == "windows" && openTofu:
		files = []string{filepath.Join(getenv("APPDATA"), "tofu.rc"), filepath.Join(getenv("APPDATA"), "terraform.rc")}
	case runtime.GOOS == "windows":
		files = []string{filepath.Join(getenv("APPDATA"), "terraform.rc")}
	case openTofu:
		config := cmp.Or(getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config"))
		files = []string{filepath.Join(home, ".tofurc"), filepath.Join(home, ".terraformrc"), filepath.Join(config, "opentofu", "tofurc")}
	default:
		files = []string{filepath.Join(home, ".terraformrc")}
	}
	return firstFile(files...)
}

// firstFile returns the first path that is a file, absolute, or "".
func firstFile(paths ...string) string {
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			continue
		}
		if absolute, err := filepath.Abs(path); err == nil {
			return absolute
		}
	}
	return ""
}

func homeFolder(getenv func(string) string) string {
	if home := getenv("HOME"); home != "" {
		return home
	}
	home, _ := os.UserHomeDir() // "" after an error: no file is found
	return home
}

// pluginCachePattern matches the setting in both syntaxes of the file.
var pluginCachePattern = regexp.MustCompile(`(?m)^\s*"?plugin_cache_dir"?\s*[=:]`)

// setsPluginCache reports whether a CLI configuration sets a plugin cache.
func setsPluginCache(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && pluginCachePattern.Match(text)
}
