package main

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// installedProgram finds the Terraform or OpenTofu of the caller: the program of
// COGNITOKIT_TERRAFORM, or the first on the PATH. It installs none, since another version may
// not read a plan or a state.
func installedProgram(getenv func(string) string) (path string, found bool) {
	candidates := []string{"terraform", "tofu"}
	if named := getenv(engine.ExecutableVariable); named != "" {
		candidates = []string{named}
	}
	for _, candidate := range candidates {
		if path, err := exec.LookPath(candidate); err == nil {
			return path, true
		}
	}
	return "", false
}

// runProgram runs Terraform or OpenTofu in a folder, or in the current folder if folder is "". It
// keeps the caller's environment, because the workspace, the data folder and the credentials of
// a backend come from it, and adds variables (NAME=value). On an error, complaint is the reason
// as one line.
func runProgram(ctx context.Context, program, folder string, variables []string, arguments ...string) (output []byte, complaint string, err error) {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), variables...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	done := slowly(ctx, os.Stderr, filepath.Base(program)+" "+arguments[0]+" in "+cmp.Or(folder, "the current folder"))
	err = command.Run()
	done()
	if err != nil {
		return nil, cmp.Or(engine.Reason(stderr.String()), err.Error()), err
	}
	return stdout.Bytes(), "", nil
}
