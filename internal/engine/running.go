package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
)

// ErrDevelopmentOverride means that the user's CLI configuration has a development override for the
// provider. Only the engine can find that provider, and it starts a process for each command.
var ErrDevelopmentOverride = errors.New("the AWS provider is a development override of your CLI configuration, which only the engine itself can start")

// longestFolder is the maximum length, in bytes, of the folder in which the provider can listen. go-plugin names
// its socket "plugin" with up to ten digits, and the path of a socket has at most 103 bytes on macOS and 107
// on Linux (unix(7)).
const longestFolder = 103 - len("/plugin1234567890")

const reattachVariable = "TF_REATTACH_PROVIDERS"

// startTimeout is the timeout for a provider to report its address. A provider has several hundred megabytes,
// which are read from the disk first.
const startTimeout = 2 * time.Minute

// shutdownTimeout is how long an interrupted provider may take to exit.
const shutdownTimeout = 5 * time.Second

// Provider is an AWS provider in its own process. The runs of the engine use it, and do not start a process for
// each command, which would cost seconds of processor time.
//
// Source: "Starting A Provider In Debug Mode" in "Debugging Providers" of the documentation of
// Terraform's plugin framework.
type Provider struct {
	// Version is the version of the provider, such as 5.100.0.
	Version string

	reattach string
	process  *process
}

// StartProvider starts the newest AWS provider that the engine would install for the modules. The provider gets
// the caller's environment without the variables of AWS, Terraform and proxies ([childenv.Isolated]), and env.
//
// All runs share these variables, because the provider reads them when a run configures it. The process has only
// one configuration, so concurrent runs must configure it in the same way. With AWS_CA_BUNDLE, a second
// configuration fails even if it is equal; package relay configures a process once.
//
// The caller must call [Provider.Close] before [Engine.Close]. On Linux, the provider ends with the caller's process,
// even if that is killed. Errors have one line. With a development override, the error is [ErrDevelopmentOverride].
func (e *Engine) StartProvider(ctx context.Context, env map[string]string) (*Provider, error) {
	if runtime.GOOS != "windows" && len(e.folder) > longestFolder {
		return nil, fmt.Errorf("the path of the folder for temporary files %s is too long for the provider's socket. Set TMPDIR to a shorter path", filepath.Dir(e.folder))
	}
	path, version, err := e.providerExecutable(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	command := exec.Command(path, "-debug") //nolint:noctx // it runs longer than ctx; Close ends it
	command.Dir, command.Env = e.folder, e.providerEnvironment(os.Environ(), env)
	p := &Provider{Version: version}
	p.process, err = startProcess(command)
	if err != nil {
		return nil, fmt.Errorf("the AWS provider %s cannot be started: %w", path, err)
	}
	if p.reattach, err = p.await(ctx, path, e.registry()); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Env returns the variables of a run that uses the provider, in addition to [Engine.Env].
func (p *Provider) Env() map[string]string { return map[string]string{reattachVariable: p.reattach} }

// Close ends the provider and its child processes, and waits.
func (p *Provider) Close() { p.process.end(shutdownTimeout) }

// await waits until the provider has printed its address, and returns the value for reattachVariable.
func (p *Provider) await(ctx context.Context, path, registry string) (string, error) {
	select {
	case text := <-p.process.announced:
		return addressed(text, path, registry)
	case <-p.process.ended:
		// The last output may arrive together with the exit.
		select {
		case text := <-p.process.announced:
			return addressed(text, path, registry)
		default:
			return "", fmt.Errorf("the AWS provider %s ended before it listened (it printed %q)", path, p.process.firstLine())
		}
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("the AWS provider %s did not report its address in time (it printed %q)", path, p.process.firstLine())
	}
}

// addressed returns the announcement with the provider address that the engine searches for. The provider always
// announces registry.terraform.io, and OpenTofu searches for its own registry.
func addressed(announced, path, registry string) (string, error) {
	var listeners map[string]json.RawMessage
	if err := json.Unmarshal([]byte(announced), &listeners); err != nil || len(listeners) != 1 {
		return "", fmt.Errorf("the AWS provider %s printed an unknown address (%q)", path, announced)
	}
	for _, listener := range listeners {
		listeners = map[string]json.RawMessage{registry + "/hashicorp/aws": listener}
	}
	text, err := json.Marshal(listeners)
	return string(text), err
}

// announcement returns the JSON in a line with TF_REATTACH_PROVIDERS. The line is quoted for a POSIX shell, cmd or
// PowerShell.
func announcement(line string) (value string, found bool) {
	_, rest, found := strings.Cut(line, reattachVariable+"=")
	start, end := strings.Index(rest, "{"), strings.LastIndex(rest, "}")
	if !found || start < 0 || end < start {
		return "", false
	}
	return rest[start : end+1], true
}

// registry returns the registry in the engine's address of hashicorp/aws.
func (e *Engine) registry() string {
	if e.OpenTofu {
		return openTofuRegistry
	}
	return terraformRegistry
}

// ProviderVersion returns the version of the newest installed AWS provider, such as 5.100.0. A run uses this
// version if its configuration permits it. With a development override, ProviderVersion returns "".
func (e *Engine) ProviderVersion() string {
	if newest, ok := e.newest(e.mirror); ok {
		return newest.version.String()
	}
	return ""
}

// newest returns the newest provider in a mirror. It prefers an unpacked folder to an archive.
func (e *Engine) newest(mirror string) (pack, bool) {
	if mirror == "" {
		return pack{}, false
	}
	found := e.packages(mirror, e.registry())
	if len(found) == 0 {
		return pack{}, false
	}
	return slices.MaxFunc(found, func(a, b pack) int {
		if order := a.version.Compare(b.version); order != 0 {
			return order
		}
		return strings.Compare(filepath.Ext(b.path), filepath.Ext(a.path)) // the extension .zip is less
	}), true
}

// providerExecutable returns the newest provider's executable.
func (e *Engine) providerExecutable(ctx context.Context) (path, version string, err error) {
	if e.mirror == "" {
		return "", "", ErrDevelopmentOverride
	}
	found, ok := e.newest(e.mirror)
	if ok && filepath.Ext(found.path) == ".zip" {
		unpacked, err := e.unpack(ctx)
		if err != nil {
			return "", "", err
		}
		found, ok = e.newest(unpacked)
	}
	if !ok {
		return "", "", fmt.Errorf("the AWS provider is no longer in %s", e.mirror)
	}
	// The file name ends with the version and, in older releases, the protocol version.
	executables, err := filepath.Glob(filepath.Join(found.path, "terraform-provider-aws*"))
	if err != nil || len(executables) == 0 {
		return "", "", fmt.Errorf("there is no executable of the AWS provider in %s", found.path)
	}
	return executables[0], found.version.String(), nil
}

// unpack lets the engine unpack its provider, and returns the mirror with the unpacked provider.
func (e *Engine) unpack(ctx context.Context) (string, error) {
	return e.install(ctx, "unpacked", map[string]string{cliConfigVariable: e.cliConfig})
}

// providerEnvironment returns the environment of the provider: the caller's variables without those of AWS,
// Terraform and proxies, and env.
func (e *Engine) providerEnvironment(caller []string, env map[string]string) []string {
	own := map[string]string{}
	// By default, the provider logs every detail, and this package does not use the log.
	for _, name := range []string{"TF_LOG_PROVIDER", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_HELPER_SCHEMA", "TF_LOG_SDK_MUX", "TF_LOG_SDK_PROTO"} {
		own[name] = "OFF"
	}
	if runtime.GOOS != "windows" {
		// The provider's socket is here. If the provider is killed, the socket stays until Engine.Close.
		own["TMPDIR"] = e.folder
	}
	return childenv.Entries(childenv.Isolated(caller, own, env))
}
