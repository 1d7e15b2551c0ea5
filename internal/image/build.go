package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// command is the package that the image runs.
const command = "github.com/cognitokit/terraform-aws-cognito/cmd/cognitokit"

// build returns a static command for a platform. The flags and variables remove everything
// from it that depends on the machine: paths, the state of the work tree, the caller's GOFLAGS.
func build(ctx context.Context, command string, platform v1.Platform, version string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "cognitokit-image-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file := filepath.Join(folder, "cognitokit")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w -buildid= -X main.release="+version, "-o", file, command)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+platform.OS, "GOARCH="+platform.Architecture, "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=")
	if output, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build for %s: %w\n%s", platform, err, output)
	}
	return os.ReadFile(file)
}
