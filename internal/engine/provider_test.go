package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
)

func TestUsersCLIConfigurationHasPrecedence(t *testing.T) {
	for _, test := range []struct {
		name     string
		engine   string
		file     []string
		variable string // that names the file
	}{
		{"named by a variable", "terraform", []string{"elsewhere", "my.tfrc"}, "TF_CLI_CONFIG_FILE"},
		{"named by the older variable", "terraform", []string{"elsewhere", "my.tfrc"}, "TERRAFORM_CONFIG"},
		{"in the home folder", "terraform", []string{"home", ".terraformrc"}, ""},
		{"in the home folder, for OpenTofu", "tofu", []string{"home", ".tofurc"}, ""},
		{"in the home folder, under Terraform's name", "tofu", []string{"home", ".terraformrc"}, ""},
		{"in the configuration folder, for OpenTofu", "tofu", []string{"home", ".config", "opentofu", "tofurc"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := newMachine(t, test.engine)
			m.mirror("opt", "plugins") // it must not be used
			file := m.file("# mine", test.file...)
			if test.variable != "" {
				t.Setenv(test.variable, file)
				m.file("# not this one", "home", ".terraformrc")
			}
			e := m.prepare()
			if want := "your CLI configuration " + file; e.ProviderSource != want {
				t.Errorf("source %q, want %q", e.ProviderSource, want)
			}
			inits := m.inits()
			if len(inits) != 1 || inits[0]["TF_CLI_CONFIG_FILE"] != file {
				t.Fatalf("inits %v, want one with the user's file", inits)
			}
			if got := m.config(e); !strings.Contains(got, filepath.Join(e.folder, "provider", ".terraform", "providers")) {
				t.Errorf("the runs do not use the installed provider: %s", got)
			}
		})
	}
}

func TestTerraformIgnoresTheConfigurationOfOpenTofu(t *testing.T) {
	m := newMachine(t, "terraform")
	root := m.mirror("opt", "plugins")
	m.file("# tofu's", "home", ".tofurc")
	if e := m.prepare(); e.ProviderSource != "the filesystem mirror "+root {
		t.Errorf("source %q", e.ProviderSource)
	}
}

func TestMissingCLIConfigurationIsIgnored(t *testing.T) {
	t.Run("with a mirror", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(m.home, ".terraformrc"))
		root := m.mirror("opt", "plugins")
		e := m.prepare()
		if want := `path = "` + root + `"`; !strings.Contains(m.config(e), want) {
			t.Errorf("got %s, want %s in it", m.config(e), want)
		}
		if len(m.inits()) > 0 || len(m.logged) > 0 {
			t.Errorf("a mirror needs no download: %v %q", m.inits(), m.logged)
		}
	})
	t.Run("with the registry", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(m.home, ".terraformrc"))
		e := m.prepare()
		if e.ProviderSource != "the registry" {
			t.Errorf("source %q", e.ProviderSource)
		}
		inits := m.inits()
		if len(inits) != 1 || inits[0]["TF_CLI_CONFIG_FILE"] != filepath.Join(e.folder, "cli.tfrc") {
			t.Errorf("inits %v, want one with an existing file", inits)
		}
	})
}

func TestFetchedProvider(t *testing.T) {
	t.Run("is stored in the user's cache", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.prepare()
		if got, want := m.inits()[0]["TF_PLUGIN_CACHE_DIR"], filepath.Join(m.root, "cache", "cognitokit", "plugins"); got != want {
			t.Errorf("cache %q, want %q", got, want)
		}
		if len(m.logged) != 1 || !strings.Contains(m.logged[0], "fetching the AWS provider from the registry") {
			t.Errorf("got log %q", m.logged)
		}
	})
	t.Run("is stored in the cache that a variable names", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_PLUGIN_CACHE_DIR", m.folder("mine"))
		m.prepare()
		if got, want := m.inits()[0]["TF_PLUGIN_CACHE_DIR"], filepath.Join(m.root, "mine"); got != want {
			t.Errorf("cache %q, want %q", got, want)
		}
	})
	t.Run("is stored in the cache of the CLI configuration", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.file("# plugin_cache_dir\n  plugin_cache_dir = \"mine\"\n", "home", ".terraformrc")
		m.prepare()
		if got := m.inits()[0]["TF_PLUGIN_CACHE_DIR"]; got != "" {
			t.Errorf("cache %q would hide the user's", got)
		}
	})
	t.Run("has a version that the modules support", func(t *testing.T) {
		text, err := cognitokit.Terraform.ReadFile("versions.tf")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`version = "` + providerVersions + `"`, `required_version = ">= 1.9"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("versions.tf has no %s", want)
			}
		}
		if oldest.Original() != "1.9" {
			t.Errorf("oldest is %s", oldest.Original())
		}
	})
	t.Run("is installed without the caller's arguments and data folder", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_CLI_ARGS_init", "-upgrade")
		t.Setenv("TF_DATA_DIR", "/shared")
		m.prepare()
		if env := m.inits()[0]; env["TF_CLI_ARGS_init"] != "" || env["TF_DATA_DIR"] != "" {
			t.Errorf("got %q and %q", env["TF_CLI_ARGS_init"], env["TF_DATA_DIR"])
		}
	})
}

func TestProviderThatCannotBeFetched(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv(fakeInit, "fail")
	want := "the AWS provider cannot be installed from the registry (Failed to query available provider packages: Could not retrieve the list of versions: no such host). Set COGNITOKIT_PROVIDER_MIRROR to a filesystem mirror that has it"
	if got := m.fails(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDevelopmentOverrideUsesTheUsersCLIConfiguration(t *testing.T) {
	m := newMachine(t, "terraform")
	file := m.file("# dev_overrides", "home", ".terraformrc")
	t.Setenv(fakeInit, "nothing")
	if got := m.prepare().Env()["TF_CLI_CONFIG_FILE"]; got != file {
		t.Errorf("file %q, want %q", got, file)
	}
}

func TestInterruptedFetchLeavesNoTemporaryFiles(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv(fakeInit, "hang")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for range 600 {
			if _, err := os.Stat(os.Getenv(fakeRecord)); err == nil {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		cancel()
	}()
	if _, err := Prepare(ctx, m.options); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	m.hasNoTemporaryFiles()
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.lock")
	unlock, err := lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := lock(short, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second lock: got %v, want a timeout", err)
	}
	unlock()
	unlockAgain, err := lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	unlockAgain()
}
