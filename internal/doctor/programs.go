package doctor

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
)

// programTimeout suffices for a program that prints its version on a busy machine.
const programTimeout = 20 * time.Second

// output returns the first line that a program prints.
func output(ctx context.Context, program string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, programTimeout)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments...)
	command.WaitDelay = time.Second
	command.Dir = os.TempDir() // a go.mod of the current folder could select another version
	text, err := command.Output()
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	return line, err
}

// oldestGo is the version in go.mod.
const oldestGo = "go1.26.0"

const installGo = "Install Go 1.26 or later (go.dev/doc/install). The binary of a release does not need it."

func goToolchain(ctx context.Context, _ Machine) finding {
	path, err := exec.LookPath("go")
	if err != nil {
		return finding{Warning, "go is not on the PATH", installGo}
	}
	found, err := output(ctx, path, "env", "GOVERSION")
	if err != nil || !version.IsValid(found) {
		return finding{Warning, path + " does not print its version", installGo}
	}
	if version.Compare(found, oldestGo) < 0 {
		return finding{Warning, fmt.Sprintf("%s is %s", path, found), installGo}
	}
	return ok(fmt.Sprintf("%s is %s", path, found))
}

func terraform(ctx context.Context, m Machine) finding {
	i, err := engine.Inspect(ctx, engine.Options{Getenv: m.Getenv})
	if err != nil {
		return finding{Failed, err.Error(), "Check the folder for temporary files."}
	}
	name := "Terraform"
	if i.OpenTofu {
		name = "OpenTofu"
	}
	const install = "Install Terraform (developer.hashicorp.com/terraform/install) or OpenTofu (opentofu.org/docs/intro/install) 1.9 or later, and put it on the PATH."
	switch err := i.ExecutableError; {
	case errors.Is(err, engine.ErrNotInstalled) && i.Cached != "":
		return finding{Warning, err.Error() + "; prove and demo use " + i.Cached, install + " The other commands do not use the Terraform of prove and demo."}
	case errors.Is(err, engine.ErrNotInstalled):
		return finding{Failed, err.Error(), install + " prove and demo install Terraform by themselves if they can download it."}
	case i.Version != "" && err != nil:
		return finding{Failed, fmt.Sprintf("%s is %s %s, which is too old", i.Path, name, i.Version), install}
	case err != nil:
		return failedAs(err)
	}
	return ok(fmt.Sprintf("%s is %s %s", i.Path, name, i.Version))
}

func provider(ctx context.Context, m Machine) finding {
	i, err := engine.Inspect(ctx, engine.Options{Getenv: m.Getenv})
	if err != nil {
		return finding{Failed, err.Error(), "Check the folder for temporary files."}
	}
	if i.ProviderError != nil {
		return failedAs(i.ProviderError)
	}
	versions := strings.Join(i.ProviderVersions, ", ")
	switch {
	case i.ProviderSource == "the registry" && versions != "":
		return ok("the registry; the cache of prove and demo has " + versions)
	case i.ProviderSource == "the registry":
		return finding{Warning, "the registry, from which the first run downloads it", "Run cognitokit demo with a network, or set " + engine.MirrorVariable + " to a filesystem mirror (docs/provider.md)."}
	case versions == "":
		return ok(i.ProviderSource)
	}
	return ok(i.ProviderSource + " has " + versions)
}

// failedAs returns a finding for an error whose last sentence is what to do.
func failedAs(err error) finding {
	found, fix, both := strings.Cut(err.Error(), ". ")
	if !both {
		fix = "See docs/provider.md."
	}
	if !strings.HasSuffix(fix, ".") {
		fix += "."
	}
	return finding{Failed, found, fix}
}

func browser(ctx context.Context, _ Machine) finding {
	const install = "Install Chromium or Chrome, for example with apt-get install chromium or brew install --cask google-chrome."
	path, found := chromium.Executable()
	if !found {
		return finding{Warning, "neither Chromium nor Chrome is on the PATH", install}
	}
	version, err := output(ctx, path, "--version")
	if err != nil || version == "" {
		return finding{Warning, path + " does not run", install}
	}
	return ok(path + " is " + version)
}
