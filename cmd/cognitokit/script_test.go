//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestScripts runs the scripts in testdata/script: what a person types, what they see.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"standin":  startSeeded,
			"port":     freePort,
			"mode":     hasMode,
			"sentence": isSentence,
			"save":     saveOutput,
			"without":  withoutField,
			"users":    hasUsers,
			"exits":    exits,
			"shards":   checkInShards,
		},
		Setup: setUpScript,
	})
}

// setUpScript puts the command, the fake Terraform and the fake browser alone on the PATH,
// beside the ordinary tools.
func setUpScript(e *testscript.Env) error {
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	bin := filepath.Join(e.WorkDir, ".bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		return err
	}
	alone := filepath.Join(e.WorkDir, ".alone") // without Terraform
	if err := os.Mkdir(alone, 0o700); err != nil {
		return err
	}
	if err := os.Symlink(built, filepath.Join(alone, "cognitokit")); err != nil {
		return err
	}
	for name, target := range map[string]string{"cognitokit": built, fakeName: executable, fakeBrowserName: executable} {
		if err := os.Symlink(target, filepath.Join(bin, name)); err != nil {
			return err
		}
	}
	e.Values[standInKey{}] = new(*cognitotest.Server)
	e.Setenv("PATH", bin+":/usr/bin:/bin")
	e.Setenv("PATH_WITHOUT_TERRAFORM", alone)
	e.Setenv("HOME", e.WorkDir)
	// No credentials, and no search for a role of a machine.
	e.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	return nil
}
