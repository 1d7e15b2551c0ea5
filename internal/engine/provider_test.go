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

func TestTheUsersCLIConfigurationComesFirst(t *testing.T) {
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
			m.mirror("opt", "plugins") // which must not be taken
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
				t.Errorf("the runs do not use what was fetched: %s", got)
			}
		})
	}
}

func TestTofusFileIsNotForTerraform(t *testing.T) {
	m := newMachine(t, "terraform")
	root := m.mirror("opt", "plugins")
	m.file("# tofu's", "home", ".tofurc")
	if e := m.prepare(); e.ProviderSource != "the filesystem mirror "+root {
		t.Errorf("source %q", e.ProviderSource)
	}
}

func TestAVariableThatNamesAMissingFileIsNoError(t *testing.T) {
	t.Run("with a mirror", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(m.home, ".terraformrc"))
		root := m.mirror("opt", "plugins")
		e := m.prepare()
		if want := `path = "` + root + `"`; !strings.Contains(m.config(e), want) {
			t.Errorf("got %s, want %s in it", m.config(e), want)
		}
		if len(m.inits()) > 0 || len(m.said) > 0 {
			t.Errorf("a mirror needs no download: %v %q", m.inits(), m.said)
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
			t.Errorf("inits %v, want one with a file that is there", inits)
		}
	})
}

func TestWhatIsFetched(t *testing.T) {
	t.Run("stays in the user's cache", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.prepare()
		if got, want := m.inits()[0]["TF_PLUGIN_CACHE_DIR"], filepath.Join(m.root, "cache", "cognitokit", "plugins"); got != want {
			t.Errorf("cache %q, want %q", got, want)
		}
		if len(m.said) != 1 || !strings.Contains(m.said[0], "fetching the AWS provider from the registry") {
			t.Errorf("said %q", m.said)
		}
	})
	t.Run("goes into the cache that a variable names", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_PLUGIN_CACHE_DIR", m.folder("mine"))
		m.prepare()
		if got, want := m.inits()[0]["TF_PLUGIN_CACHE_DIR"], filepath.Join(m.root, "mine"); got != want {
			t.Errorf("cache %q, want %q", got, want)
		}
	})
	t.Run("goes into the cache of the CLI configuration", func(t *testing.T) {
		m := newMachine(t, "terraform")
		m.file("# plugin_cache_dir, of course\n  plugin_cache_dir = \"mine\"\n", "home", ".terraformrc")
		m.prepare()
		if got := m.inits()[0]["TF_PLUGIN_CACHE_DIR"]; got != "" {
			t.Errorf("cache %q would hide the user's", got)
		}
	})
	t.Run("is asked for in the versions that the modules take", func(t *testing.T) {
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
	t.Run("with what the caller has to disturb it, hidden", func(t *testing.T) {
		m := newMachine(t, "terraform")
		t.Setenv("TF_CLI_ARGS_init", "-upgrade")
		t.Setenv("TF_DATA_DIR", "/shared")
		m.prepare()
		if env := m.inits()[0]; env["TF_CLI_ARGS_init"] != "" || env["TF_DATA_DIR"] != "" {
			t.Errorf("got %q and %q", env["TF_CLI_ARGS_init"], env["TF_DATA_DIR"])
		}
	})
}

func TestAProviderThatCannotBeFetched(t *testing.T) {
	m := newMachine(t, "terraform")
	t.Setenv(fakeInit, "fail")
	want := "the AWS provider cannot be installed from the registry (Failed to query available provider packages: Could not retrieve the list of versions: no such host). Name a filesystem mirror that has it in COGNITOKIT_PROVIDER_MIRROR"
	if got := m.refused(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestADevelopmentOverrideIsLeftToTheUsersFile(t *testing.T) {
	m := newMachine(t, "terraform")
	file := m.file("# dev_overrides", "home", ".terraformrc")
	t.Setenv(fakeInit, "nothing")
	if got := m.prepare().Env()["TF_CLI_CONFIG_FILE"]; got != file {
		t.Errorf("file %q, want %q", got, file)
	}
}

func TestAnInterruptedFetchLeavesNothing(t *testing.T) {
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
	m.nothingLeft()
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.lock")
	unlock, err := lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	impatient, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := lock(impatient, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second lock: %v", err)
	}
	unlock()
	again, err := lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	again()
}
