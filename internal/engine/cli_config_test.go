package engine

import (
	"path/filepath"
	"testing"
)

func TestUserCLIConfig(t *testing.T) {
	skipOtherFolders(t)
	for _, tt := range []struct {
		name     string
		files    []string // in the home folder
		env      map[string]string
		openTofu bool
		want     string // in the home folder
	}{
		{name: "none"},
		{name: "Terraform's", files: []string{".terraformrc"}, want: ".terraformrc"},
		{name: "Terraform ignores OpenTofu's", files: []string{".tofurc", ".config/opentofu/tofurc"}},
		{name: "OpenTofu accepts Terraform's", files: []string{".terraformrc"}, openTofu: true, want: ".terraformrc"},
		{name: "OpenTofu prefers its own", files: []string{".terraformrc", ".tofurc", ".config/opentofu/tofurc"}, openTofu: true, want: ".tofurc"},
		{name: "OpenTofu's XDG default", files: []string{".config/opentofu/tofurc"}, openTofu: true, want: ".config/opentofu/tofurc"},
		{name: "OpenTofu's XDG folder", files: []string{"xdg/opentofu/tofurc"}, env: map[string]string{"XDG_CONFIG_HOME": "{home}/xdg"}, openTofu: true, want: "xdg/opentofu/tofurc"},
		{name: "named", files: []string{".terraformrc", "mine.tfrc"}, env: map[string]string{"TF_CLI_CONFIG_FILE": "{home}/mine.tfrc"}, want: "mine.tfrc"},
		{name: "named by the older variable", files: []string{".terraformrc", "mine.tfrc"}, env: map[string]string{"TERRAFORM_CONFIG": "{home}/mine.tfrc"}, want: "mine.tfrc"},
		{name: "named by both", files: []string{"old.tfrc", "new.tfrc"}, env: map[string]string{"TERRAFORM_CONFIG": "{home}/old.tfrc", "TF_CLI_CONFIG_FILE": "{home}/new.tfrc"}, want: "new.tfrc"},
		// The engines read no other file then.
		{name: "named and missing", files: []string{".terraformrc"}, env: map[string]string{"TF_CLI_CONFIG_FILE": "{home}/missing.tfrc"}},
		{name: "named and a folder", files: []string{".terraformrc"}, env: map[string]string{"TF_CLI_CONFIG_FILE": "{home}"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t)
			home := m.home
			for _, file := range tt.files {
				m.file("", "home", filepath.Dir(file), filepath.Base(file))
			}
			env := map[string]string{"HOME": home}
			for name, value := range tt.env {
				env[name] = filepath.Join(home, value[len("{home}"):])
			}
			want := tt.want
			if want != "" {
				want = filepath.Join(home, want)
			}
			if got := userCLIConfig(func(name string) string { return env[name] }, tt.openTofu); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestSetsPluginCache(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"HCL", "disable_checkpoint = true\n  plugin_cache_dir   = \"/var/cache/plugins\"\n", true},
		{"JSON", "{\n  \"plugin_cache_dir\": \"/var/cache/plugins\"\n}", true},
		{"commented out", "# plugin_cache_dir = \"/var/cache/plugins\"\n", false},
		{"another setting", "plugin_cache_may_break_dependency_lock_file = true\n", false},
		{"empty", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := newMachine(t).file(tt.text, "cli.tfrc")
			if got := setsPluginCache(path); got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}
