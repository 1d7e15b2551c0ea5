package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// here is the platform of this machine, as Terraform names it.
var here = runtime.GOOS + "_" + runtime.GOARCH

// The output of `terraform version` and `tofu version`.
var (
	terraformVersion = "Terraform v1.11.4\non " + here
	openTofuVersion  = "OpenTofu v1.12.6\non " + here
)

// The environment variables that control the fake executables.
const (
	fakeRecord = "FAKE_RECORD" // file to which each init appends its environment
	fakeInit   = "FAKE_INIT"   // behaviour of init: install (default), fail, hang, nothing
	// fakeInstalls is a file that init installs as the provider's executable. By default it installs none.
	fakeInstalls = "FAKE_INSTALLS"
)

// endOfInit follows each environment in the record.
const endOfInit = "-- end of init --"

// machine is the environment of a test: an empty home folder, no mirrors, an unreachable release host, and a
// PATH with only its fake executables.
type machine struct {
	t       *testing.T
	root    string
	home    string
	logged  []string // the log lines of Prepare
	options Options
}

// newMachine returns a machine with fakes of the named engines, terraform or tofu.
func newMachine(t *testing.T, engines ...string) *machine {
	t.Helper()
	// The path of t.TempDir contains the test's name and may be too long for a socket.
	root, err := os.MkdirTemp("", "engine-") //nolint:usetesting // t.TempDir is too long
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	})
	m := &machine{t: t, root: root}
	m.home = m.folder("home")
	for name, value := range map[string]string{
		"PATH":                m.folder("bin"),
		"HOME":                m.home,
		"TMPDIR":              m.folder("tmp"),
		"XDG_CACHE_HOME":      filepath.Join(m.root, "cache"),
		"XDG_DATA_HOME":       filepath.Join(m.root, "data"),
		"XDG_DATA_DIRS":       filepath.Join(m.root, "share-1") + string(filepath.ListSeparator) + filepath.Join(m.root, "share-2"),
		"XDG_CONFIG_HOME":     "",
		fakeRecord:            filepath.Join(m.root, "inits"),
		fakeInit:              "",
		fakeInstalls:          "",
		ExecutableVariable:    "",
		MirrorVariable:        "",
		cliConfigVariable:     "",
		"TERRAFORM_CONFIG":    "",
		"TF_DATA_DIR":         "",
		"TF_CLI_ARGS_init":    "",
		"TF_PLUGIN_CACHE_DIR": "",
	} {
		t.Setenv(name, value)
	}
	t.Chdir(m.folder("work"))
	m.options = Options{
		Log:          func(format string, args ...any) { m.logged = append(m.logged, fmt.Sprintf(format, args...)) },
		addOnFolders: filepath.Join(m.root, "opt", "*"),
		releases:     "http://127.0.0.1:1", // the port of tcpmux (RFC 1078), which is closed
	}
	for _, name := range engines {
		version := terraformVersion
		if name == "tofu" {
			version = openTofuVersion
		}
		m.executable(version, "bin", name)
	}
	return m
}

// executable writes a fake executable under the root: a shell script whose subcommand version prints the given
// lines.
func (m *machine) executable(version string, parts ...string) string {
	m.t.Helper()
	registry := terraformRegistry
	if strings.HasPrefix(version, "OpenTofu") {
		registry = openTofuRegistry
	}
	path := m.file(`#!/bin/sh
PATH=/usr/bin:/bin
case "$1" in
version) echo '`+version+`'; exit 0 ;;
init) ;;
*) exit 1 ;;
esac
env >> "$FAKE_RECORD"
echo '`+endOfInit+`' >> "$FAKE_RECORD"
case "$FAKE_INIT" in
hang) exec sleep 60 ;;
nothing) ;;
fail)
	printf '\nError: Failed to query available provider packages\n\nCould not retrieve the list of versions:\nno such host\n\n' >&2
	exit 1 ;;
*)
	package=.terraform/providers/`+registry+`/hashicorp/aws/5.100.0/`+here+`
	mkdir -p "$package"
	if [ -n "$FAKE_INSTALLS" ]; then cp "$FAKE_INSTALLS" "$package/terraform-provider-aws_v5.100.0_x5"; fi ;;
esac
`, parts...)
	if err := os.Chmod(path, 0o700); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// folder creates a folder under the root.
func (m *machine) folder(parts ...string) string {
	m.t.Helper()
	path := filepath.Join(append([]string{m.root}, parts...)...)
	if err := os.MkdirAll(path, 0o700); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// file writes a file under the root.
func (m *machine) file(text string, parts ...string) string {
	m.t.Helper()
	path := filepath.Join(m.folder(parts[:len(parts)-1]...), parts[len(parts)-1])
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// mirror creates a filesystem mirror under the root that each engine can use.
func (m *machine) mirror(parts ...string) string {
	m.t.Helper()
	return m.mirrorWith(terraformRegistry, "5.100.0/"+here, parts...)
}

// mirrorWith creates a mirror with one package: an unpacked folder VERSION/PLATFORM, or the name of an archive.
func (m *machine) mirrorWith(registry, pack string, parts ...string) string {
	m.t.Helper()
	path := append(append([]string{}, parts...), registry, "hashicorp", "aws", pack)
	if strings.HasSuffix(pack, ".zip") {
		m.file("PK", path...)
	} else {
		m.folder(path...)
	}
	return m.folder(parts...)
}

// prepare calls Prepare, which must succeed. At the end of the test, it closes the engine.
func (m *machine) prepare() *Engine {
	m.t.Helper()
	e, err := Prepare(m.t.Context(), m.options)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() {
		if err := e.Close(); err != nil {
			m.t.Error(err)
		}
		m.hasNoTemporaryFiles()
	})
	return e
}

// fails calls Prepare, which must return an error of one line and leave no temporary files.
func (m *machine) fails() string {
	m.t.Helper()
	e, err := Prepare(m.t.Context(), m.options)
	if err == nil {
		_ = e.Close()
		m.t.Fatalf("Prepare succeeded with %+v", e)
	}
	if strings.Contains(err.Error(), "\n") {
		m.t.Errorf("the error has several lines: %v", err)
	}
	m.hasNoTemporaryFiles()
	return err.Error()
}

// failsWith checks that the error of Prepare contains all parts.
func (m *machine) failsWith(parts ...string) {
	m.t.Helper()
	got := m.fails()
	for _, part := range parts {
		if !strings.Contains(got, part) {
			m.t.Errorf("got error %q, want %q in it", got, part)
		}
	}
}

// hasNoTemporaryFiles checks that the folder for temporary files is empty.
func (m *machine) hasNoTemporaryFiles() {
	m.t.Helper()
	remaining, err := os.ReadDir(filepath.Join(m.root, "tmp"))
	if err != nil || len(remaining) > 0 {
		m.t.Errorf("temporary files remain: %v (%v)", remaining, err)
	}
}

// inits returns the environment of each init.
func (m *machine) inits() []map[string]string {
	m.t.Helper()
	text, err := os.ReadFile(os.Getenv(fakeRecord))
	if err != nil && !os.IsNotExist(err) {
		m.t.Fatal(err)
	}
	var all []map[string]string
	env := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == endOfInit {
			all, env = append(all, env), map[string]string{}
			continue
		}
		name, value, _ := strings.Cut(line, "=")
		env[name] = value
	}
	return all
}

// config returns the CLI configuration of the runs.
func (m *machine) config(e *Engine) string {
	m.t.Helper()
	text, err := os.ReadFile(e.Env()[cliConfigVariable])
	if err != nil {
		m.t.Fatal(err)
	}
	return string(text)
}

// mirrorOf returns the mirror in the CLI configuration of the runs.
func (m *machine) mirrorOf(e *Engine) string {
	m.t.Helper()
	_, rest, _ := strings.Cut(m.config(e), "filesystem_mirror {\n    path = \"")
	path, _, found := strings.Cut(rest, `"`)
	if !found {
		m.t.Fatalf("no filesystem mirror in the runs' CLI configuration:\n%s", m.config(e))
	}
	return path
}
