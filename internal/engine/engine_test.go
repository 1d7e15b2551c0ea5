package engine

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// init installs the provider once, through the caller's proxy. The result is the mirror of all runs.
func TestProviderIsFetchedOnceWithTheCallersNetwork(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv("HTTPS_PROXY", "http://proxy.example.com:3128")
	e := m.prepare()
	fetched := filepath.Join(e.folder, "provider", ".terraform", "providers")
	if got := m.mirrorOf(e); got != fetched {
		t.Errorf("got mirror %s, want %s", got, fetched)
	}
	inits := m.inits()
	if len(inits) != 1 {
		t.Fatalf("init was called %d times, want once", len(inits))
	}
	if got := inits[0]["HTTPS_PROXY"]; got != "http://proxy.example.com:3128" {
		t.Errorf("init had proxy %q, want the caller's", got)
	}
	if _, ok := e.Env()["HTTPS_PROXY"]; ok {
		t.Error("Env sets a proxy, which only the user of the emulator may do")
	}
}

func TestGetenvReplacesTheEnvironment(t *testing.T) {
	m := newMachine(t, "terraform")
	m.file("", "home", ".terraformrc")
	other := m.folder("other")
	root := m.mirror("other", ".terraform.d", "plugins")
	m.options.Getenv = func(name string) string {
		if name == "HOME" {
			return other
		}
		return ""
	}
	if e := m.prepare(); e.ProviderSource != "the filesystem mirror "+root {
		t.Errorf("got source %q, want the mirror %s", e.ProviderSource, root)
	}
}

func TestCloseRemovesEverything(t *testing.T) {
	for _, name := range []string{"terraform", "tofu"} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t, name)
			m.mirror("opt", "plugins") // for OpenTofu, Prepare creates links to it
			e := m.prepare()
			if _, err := os.Stat(e.folder); err != nil {
				t.Fatal(err)
			}
			if err := e.Close(); err != nil {
				t.Error(err)
			}
			m.hasNoTemporaryFiles()
			if _, err := os.Stat(filepath.Join(m.root, "opt", "plugins", terraformRegistry, "hashicorp", "aws", "5.100.0", here)); err != nil {
				t.Errorf("Close removed the mirror itself: %v", err)
			}
			if err := e.Close(); err != nil {
				t.Errorf("a second Close: %v", err)
			}
		})
	}
}

func TestPrepareWithACancelledContext(t *testing.T) {
	m := newMachine(t, "terraform")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Prepare(ctx, m.options); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	m.hasNoTemporaryFiles()
}

func TestPrepareWithoutATemporaryFolder(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv("TMPDIR", filepath.Join(m.root, "nowhere"))
	m.failsWith("cannot create a temporary folder")
}

// With the environment of Prepare, the executable of this machine initialises a configuration that requires the
// provider, and does not print a warning about its CLI configuration.
func TestRealEngine(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv(cliConfigVariable, filepath.Join(temporary, "missing.tfrc"))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute) // for a download
	defer cancel()
	e, err := Prepare(ctx, Options{Log: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "versions.tf"), []byte(requirement), 0o600); err != nil {
		t.Fatal(err)
	}
	init := exec.CommandContext(ctx, e.Path, "init", "-backend=false", "-no-color")
	init.Dir, init.Env = folder, os.Environ()
	for name, value := range e.Env() {
		init.Env = append(init.Env, name+"="+value)
	}
	output, err := init.CombinedOutput()
	if err != nil {
		t.Errorf("init: %v\n%s", err, output)
	}
	if strings.Contains(string(output), "CLI configuration") {
		t.Errorf("init prints a warning about its CLI configuration:\n%s", output)
	}
	registry := terraformRegistry
	if e.OpenTofu {
		registry = openTofuRegistry
	}
	if found := e.packages(filepath.Join(folder, ".terraform", "providers"), registry); len(found) != 1 {
		t.Errorf("init installed %v, want one package of the AWS provider", found)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if remaining, err := os.ReadDir(temporary); err != nil || len(remaining) > 0 {
		t.Errorf("temporary files remain: %v (%v)", remaining, err)
	}
}
