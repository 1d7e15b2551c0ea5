//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestScripts runs the scripts in testdata/script, with commands as users type them.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"emulator": startSeeded,
			"port":     freePort,
			"mode":     hasMode,
			"sentence": isSentence,
			"save":     saveOutput,
			"first":    saveFirst,
			"without":  withoutField,
			"users":    hasUsers,
			"exits":    exits,
			"shards":   checkInShards,
		},
		Setup: setUpScript,
	})
}

// setUpScript puts the command, the fake Terraform and the fake browser on the PATH, and the tools of the
// system. The folder of PATH_WITHOUT_TERRAFORM has only the command.
func setUpScript(e *testscript.Env) error {
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	bin := filepath.Join(e.WorkDir, ".bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		return err
	}
	commandOnly := filepath.Join(e.WorkDir, ".command-only")
	if err := os.Mkdir(commandOnly, 0o700); err != nil {
		return err
	}
	if err := os.Symlink(built, filepath.Join(commandOnly, "cognitokit")); err != nil {
		return err
	}
	for name, target := range map[string]string{"cognitokit": built, fakeName: executable, fakeBrowserName: executable} {
		if err := os.Symlink(target, filepath.Join(bin, name)); err != nil {
			return err
		}
	}
	e.Values[emulatorKey{}] = new(*cognitotest.Server)
	e.Setenv("PATH", bin+":/usr/bin:/bin")
	e.Setenv("PATH_WITHOUT_TERRAFORM", commandOnly)
	e.Setenv("HOME", e.WorkDir)
	// No credentials: the SDK must not request the credentials of an EC2 instance.
	e.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	return nil
}
