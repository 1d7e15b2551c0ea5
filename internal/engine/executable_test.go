package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExecutable(t *testing.T) {
	for _, tt := range []struct {
		name       string
		onPath     map[string]string // name: output of version
		named      string            // COGNITOKIT_TERRAFORM; {bin} is the folder on the PATH
		want       string            // base name of the path
		wantTofu   bool
		wantNumber string
	}{
		{name: "only terraform", onPath: map[string]string{"terraform": terraformVersion}, want: "terraform", wantNumber: "1.11.4"},
		{name: "only tofu", onPath: map[string]string{"tofu": openTofuVersion}, want: "tofu", wantTofu: true, wantNumber: "1.12.6"},
		{name: "terraform has precedence over tofu", onPath: map[string]string{"terraform": terraformVersion, "tofu": openTofuVersion}, want: "terraform", wantNumber: "1.11.4"},
		{name: "named by name", onPath: map[string]string{"terraform": terraformVersion, "tofu": openTofuVersion}, named: "tofu", want: "tofu", wantTofu: true, wantNumber: "1.12.6"},
		{name: "named by path", onPath: map[string]string{"terraform": terraformVersion, "mine": openTofuVersion}, named: "{bin}/mine", want: "mine", wantTofu: true, wantNumber: "1.12.6"},
		{name: "OpenTofu under the name of terraform", onPath: map[string]string{"terraform": openTofuVersion}, want: "terraform", wantTofu: true, wantNumber: "1.12.6"},
		{name: "oldest", onPath: map[string]string{"terraform": "Terraform v1.9.0\non " + here}, want: "terraform", wantNumber: "1.9.0"},
		{name: "pre-release of the oldest", onPath: map[string]string{"terraform": "Terraform v1.9.0-rc1\non " + here}, want: "terraform", wantNumber: "1.9.0-rc1"},
		{name: "with a notice of a later release", onPath: map[string]string{"terraform": terraformVersion + "\n\nYour version of Terraform is out of date!"}, want: "terraform", wantNumber: "1.11.4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t)
			for name, version := range tt.onPath {
				m.executable(version, "bin", name)
			}
			m.mirror("opt", "plugins")
			t.Setenv(ExecutableVariable, strings.ReplaceAll(tt.named, "{bin}", m.folder("bin")))

			e := m.prepare()
			if want := filepath.Join(m.root, "bin", tt.want); e.Path != want {
				t.Errorf("got path %s, want %s", e.Path, want)
			}
			if e.OpenTofu != tt.wantTofu || e.Version != tt.wantNumber {
				t.Errorf("got OpenTofu %t, version %s, want %t, %s", e.OpenTofu, e.Version, tt.wantTofu, tt.wantNumber)
			}
		})
	}
}

func TestNoExecutable(t *testing.T) {
	const install = "install Terraform (developer.hashicorp.com/terraform/install) or OpenTofu"
	for _, tt := range []struct {
		name   string
		onPath map[string]string
		named  string
		want   []string
	}{
		{name: "named and missing", onPath: map[string]string{"terraform": terraformVersion}, named: "terrafrom", want: []string{`COGNITOKIT_TERRAFORM: "terrafrom"`, "Write the name or the path"}},
		{name: "named and a folder", named: "{bin}", want: []string{"COGNITOKIT_TERRAFORM: ", "cannot be run"}},
		{name: "too old", onPath: map[string]string{"terraform": "Terraform v1.8.5\non " + here}, want: []string{"version 1.8.5 is too old", install}},
		{name: "named and too old", onPath: map[string]string{"terraform": terraformVersion, "old": "Terraform v0.12.31\non " + here}, named: "old", want: []string{"version 0.12.31 is too old", install}},
		{name: "another program", onPath: map[string]string{"terraform": "Packer v1.11.2"}, want: []string{"the program is neither Terraform nor OpenTofu", install}},
		{name: "another program whose output contains Terraform", onPath: map[string]string{"terraform": "wrapper for Terraform v1.11.4\non " + here}, want: []string{"the program is neither Terraform nor OpenTofu"}},
		{name: "no executable and no network", want: []string{"neither terraform nor tofu on the PATH", "could not be installed from http://127.0.0.1:1", install}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMachine(t)
			for name, version := range tt.onPath {
				m.executable(version, "bin", name)
			}
			m.mirror("opt", "plugins")
			t.Setenv(ExecutableVariable, strings.ReplaceAll(tt.named, "{bin}", m.folder("bin")))
			m.failsWith(tt.want...)
		})
	}
}

func TestExecutableThatFails(t *testing.T) {
	m := newMachine(t)
	path := m.file("#!/bin/sh\necho '"+terraformVersion+"'\nexit 1\n", "bin", "terraform")
	if err := os.Chmod(path, 0o700); err != nil {
		t.Fatal(err)
	}
	m.failsWith(path + ": the program is neither Terraform nor OpenTofu")
}
