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

// ErrDevelopmentOverride says that the user's CLI configuration names a provider
// that it builds or keeps itself. The engine knows how to find it, this package does
// not: run it in the ordinary way, one process per command.
var ErrDevelopmentOverride = errors.New("the AWS provider is a development override of your CLI configuration, which only the engine itself can start")

// longestFolder is the longest path of a folder in which the provider can listen. go-plugin
// names its socket "plugin" and up to ten digits, and the path of a socket has 103 bytes at
// most on macOS and 107 on Linux (unix(7)).
const longestFolder = 103 - len("/plugin1234567890")

const reattachVariable = "TF_REATTACH_PROVIDERS"

// startup is how long a provider may take to say where it listens. It reads some
// hundred megabytes from the disk first.
const startup = 2 * time.Minute

// farewell is how long an interrupted provider may take to end by itself.
const farewell = 5 * time.Second

// Provider is an AWS provider that runs on its own. The runs of the engine use it
// instead of starting one for each command, which costs seconds of processor time.
//
// Source: "Starting A Provider In Debug Mode" in "Debugging Providers" of the
// documentation of Terraform's plugin framework.
type Provider struct {
	// Version is the provider's own, such as 5.100.0.
	Version string

	reattach string
	process  *process
}

// StartProvider starts the newest AWS provider that the engine would install for the
// modules, with variables over the caller's environment, of which it sees no AWS_…
// and no proxy. All runs share these variables, for the provider reads them when a
// run configures it. A run must not configure it otherwise than another that is under
// way: the process has one configuration. With AWS_CA_BUNDLE a second one fails even if
// it is the same; package relay configures a process once.
//
// The caller must call [Provider.Close], before [Engine.Close]. On Linux the provider
// ends with the caller's process, however that ends. Errors are single sentences; of
// a provider that is not at hand to start, [ErrDevelopmentOverride].
func (e *Engine) StartProvider(ctx context.Context, env map[string]string) (*Provider, error) {
	if runtime.GOOS != "windows" && len(e.folder) > longestFolder {
		return nil, fmt.Errorf("the path of the folder for temporary files %s is too long for the provider's socket. Set TMPDIR to a shorter path", filepath.Dir(e.folder))
	}
	path, version, err := e.providerExecutable(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startup)
	defer cancel()
	command := exec.Command(path, "-debug") //nolint:noctx // it outlives ctx; Close ends it
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

// Env returns what a run needs beside [Engine.Env], and over it, to use the provider.
func (p *Provider) Env() map[string]string { return map[string]string{reattachVariable: p.reattach} }

// Close ends the provider and whatever it has started, and waits for it.
func (p *Provider) Close() { p.process.end(farewell) }

// await reads where the provider listens.
func (p *Provider) await(ctx context.Context, path, registry string) (string, error) {
	select {
	case text := <-p.process.announced:
		return addressed(text, path, registry)
	case <-p.process.ended:
		// What it said last may arrive with its end.
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

// addressed puts what a provider announced under the address that the engine looks
// for: every build of it announces registry.terraform.io.
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

// announcement returns the value in the line that tells how to attach to a provider,
// which is quoted for a POSIX shell, for cmd or for PowerShell.
func announcement(line string) (value string, found bool) {
	_, rest, found := strings.Cut(line, reattachVariable+"=")
	start, end := strings.Index(rest, "{"), strings.LastIndex(rest, "}")
	if !found || start < 0 || end < start {
		return "", false
	}
	return rest[start : end+1], true
}

// registry is the one under whose name the engine looks for hashicorp/aws.
func (e *Engine) registry() string {
	if e.OpenTofu {
		return openTofuRegistry
	}
	return terraformRegistry
}

// ProviderVersion is the newest AWS provider at hand, such as 5.100.0, which is the
// one that a run takes if its configuration does; "" with a development override.
func (e *Engine) ProviderVersion() string {
	if newest, ok := e.newest(e.mirror); ok {
		return newest.version.String()
	}
	return ""
}

// newest returns the newest provider in a mirror, unpacked if there is such a one.
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
		return strings.Compare(filepath.Ext(b.path), filepath.Ext(a.path)) // a .zip comes second
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
	// The name ends in the version and, of older ones, in that of the protocol.
	executables, err := filepath.Glob(filepath.Join(found.path, "terraform-provider-aws*"))
	if err != nil || len(executables) == 0 {
		return "", "", fmt.Errorf("there is no executable of the AWS provider in %s", found.path)
	}
	return executables[0], found.version.String(), nil
}

// unpack lets the engine unpack its provider, and returns the mirror that results.
func (e *Engine) unpack(ctx context.Context) (string, error) {
	return e.install(ctx, "unpacked", map[string]string{cliConfigVariable: e.cliConfig})
}

// providerEnvironment returns the caller's variables without those that would steer the
// provider or a proxy client, and with env.
func (e *Engine) providerEnvironment(caller []string, env map[string]string) []string {
	own := map[string]string{}
	// Without a level, the provider writes every detail to its log, which is not read.
	for _, name := range []string{"TF_LOG_PROVIDER", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_HELPER_SCHEMA", "TF_LOG_SDK_MUX", "TF_LOG_SDK_PROTO"} {
		own[name] = "OFF"
	}
	if runtime.GOOS != "windows" {
		// The provider's socket is here. If the provider is killed, the socket stays until Engine.Close.
		own["TMPDIR"] = e.folder
	}
	return childenv.Entries(childenv.Isolated(caller, own, env))
}
