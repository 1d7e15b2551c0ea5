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

// The registry is asked once, with the caller's network, and what it gave is the
// mirror of every run.
func TestFetchedOnceWithTheCallersNetwork(t *testing.T) {
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
		t.Error("Env sets a proxy: that is for whoever knows the stand-in")
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
			m.mirror("opt", "plugins") // for OpenTofu there are links to it
			e := m.prepare()
			if _, err := os.Stat(e.folder); err != nil {
				t.Fatal(err)
			}
			if err := e.Close(); err != nil {
				t.Error(err)
			}
			m.nothingLeft()
			if _, err := os.Stat(filepath.Join(m.root, "opt", "plugins", terraformRegistry, "hashicorp", "aws", "5.100.0", here)); err != nil {
				t.Errorf("Close removed the mirror itself: %v", err)
			}
			if err := e.Close(); err != nil {
				t.Errorf("a second Close: %v", err)
			}
		})
	}
}

func TestAContextThatHasEnded(t *testing.T) {
	m := newMachine(t, "terraform")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Prepare(ctx, m.options); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	m.nothingLeft()
}

func TestNoFolderForTemporaryFiles(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv("TMPDIR", filepath.Join(m.root, "nowhere"))
	m.refusedWith("cannot make a temporary folder")
}

// The executable of this machine takes what Prepare wrote: a configuration that
// needs the provider is initialized, without a word about CLI configuration.
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
		t.Errorf("init complains of its CLI configuration:\n%s", output)
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
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("the folder for temporary files still holds %v (%v)", left, err)
	}
}
