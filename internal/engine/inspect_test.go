package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func (m *machine) inspect() Inspection {
	m.t.Helper()
	i, err := Inspect(m.t.Context(), m.options)
	if err != nil {
		m.t.Fatal(err)
	}
	if len(m.inits()) > 0 {
		m.t.Error("init was called")
	}
	if left, err := os.ReadDir(m.folder("tmp")); err != nil || len(left) > 0 {
		m.t.Errorf("temporary files remain: %v (%v)", left, err)
	}
	return i
}

func TestInspect(t *testing.T) {
	m := newMachine(t)
	m.executable(openTofuVersion, "bin", "tofu")
	m.mirror("opt", "plugins")
	i := m.inspect()
	if i.Path != filepath.Join(m.root, "bin", "tofu") || !i.OpenTofu || i.Version != "1.12.6" || i.ExecutableError != nil {
		t.Errorf("got %+v", i)
	}
	if i.ProviderSource != "the filesystem mirror "+m.folder("opt", "plugins") || len(i.ProviderVersions) != 1 || i.ProviderError != nil {
		t.Errorf("got %+v", i)
	}
}

func TestInspectAnEmptyMachine(t *testing.T) {
	m := newMachine(t)
	i := m.inspect()
	if i.ExecutableError != ErrNotInstalled || i.Path != "" || i.Cached != "" { //nolint:errorlint // it is not wrapped
		t.Errorf("got %+v", i)
	}
	if i.ProviderSource != "the registry" || i.ProviderVersions != nil || i.ProviderError != nil {
		t.Errorf("got %+v", i)
	}
	if _, err := os.Stat(filepath.Join(m.root, "cache")); !os.IsNotExist(err) {
		t.Errorf("the cache folder was created (%v)", err)
	}
}

// A machine on which demo ran has Terraform and the provider in the cache.
func TestInspectFindsTheCache(t *testing.T) {
	m := newMachine(t)
	m.executable(terraformVersion, "cache", "cognitokit", "terraform-"+toInstall.String(), "terraform")
	m.folder("cache", "cognitokit", "plugins", terraformRegistry, "hashicorp", "aws", "6.2.0", here)
	m.folder("cache", "cognitokit", "plugins", terraformRegistry, "hashicorp", "aws", "5.100.0", here)
	m.folder("cache", "cognitokit", "plugins", terraformRegistry, "hashicorp", "aws", "4.0.0", here) // too old
	i := m.inspect()
	if !strings.HasSuffix(i.Cached, "terraform") || !slices.Equal(i.ProviderVersions, []string{"5.100.0", "6.2.0"}) {
		t.Errorf("got %+v", i)
	}
}

func TestInspectReportsWhatCannotBeUsed(t *testing.T) {
	m := newMachine(t)
	m.executable("Terraform v1.8.5\non "+here, "bin", "terraform")
	t.Setenv(MirrorVariable, m.folder("empty"))
	i := m.inspect()
	if i.ExecutableError == nil || !strings.Contains(i.ExecutableError.Error(), "version 1.8.5 is too old") {
		t.Errorf("got %v", i.ExecutableError)
	}
	if i.ProviderError == nil || !strings.Contains(i.ProviderError.Error(), "does not have registry.terraform.io/hashicorp/aws") {
		t.Errorf("got %v", i.ProviderError)
	}
	t.Setenv(ExecutableVariable, "terrafrom")
	if i := m.inspect(); i.ExecutableError == nil || !strings.Contains(i.ExecutableError.Error(), `"terrafrom" cannot be run`) {
		t.Errorf("got %v", i.ExecutableError)
	}
}

func TestInspectNamesTheCLIConfiguration(t *testing.T) {
	m := newMachine(t, "terraform")
	config := filepath.Join(m.home, ".terraformrc")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if i := m.inspect(); i.ProviderSource != "your CLI configuration "+config {
		t.Errorf("got %+v", i)
	}
}
