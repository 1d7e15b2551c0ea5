package engine

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"
)

func TestMirrorOrder(t *testing.T) {
	skipOtherFolders(t)
	// Each subtest creates the mirrors of its row and of all later rows. The first has precedence.
	rows := []struct {
		name  string
		parts []string
	}{
		{"named by the variable", []string{"named"}},
		{"terraform.d in the working folder", []string{"work", "terraform.d", "plugins"}},
		{".terraform.d in the home folder", []string{"home", ".terraform.d", "plugins"}},
		{"XDG_DATA_HOME", []string{"data", "terraform", "plugins"}},
		{"first of XDG_DATA_DIRS", []string{"share-1", "terraform", "plugins"}},
		{"second of XDG_DATA_DIRS", []string{"share-2", "terraform", "plugins"}},
		{"add-on software", []string{"opt", "plugins"}},
	}
	for i, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			m := newMachine(t, "terraform")
			for _, later := range rows[i:] {
				m.mirror(later.parts...)
			}
			want := m.folder(row.parts...)
			if i == 0 {
				t.Setenv(MirrorVariable, want)
			}

			e := m.prepare()
			if got := m.mirrorOf(e); got != want {
				t.Errorf("got mirror %s, want %s", got, want)
			}
			if want := "the filesystem mirror " + want; e.ProviderSource != want {
				t.Errorf("got source %q, want %q", e.ProviderSource, want)
			}
			if len(m.inits()) > 0 {
				t.Errorf("init was called, although there is a mirror")
			}
		})
	}
}

// skipOtherFolders skips a test on systems with other implied folders.
func skipOtherFolders(t *testing.T) {
	t.Helper()
	if here[:5] != "linux" {
		t.Skip("the implied folders of " + here + " are not the XDG folders")
	}
}

func TestMirrorDefaultFolders(t *testing.T) {
	skipOtherFolders(t)
	got := impliedMirrors(func(name string) string { return map[string]string{"HOME": "/home/ada"}[name] })
	want := []string{
		"terraform.d/plugins",
		"/home/ada/.terraform.d/plugins",
		"/home/ada/.local/share/terraform/plugins",
		"/usr/local/share/terraform/plugins",
		"/usr/share/terraform/plugins",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q at %d, want %q", got[i], i, want[i])
		}
	}
}

func TestMirrorContents(t *testing.T) {
	for _, tt := range []struct {
		name     string
		packages []string
		registry string
		openTofu bool
		want     bool
	}{
		{name: "unpacked", packages: []string{"5.100.0/" + here}, want: true},
		{name: "packed", packages: []string{"terraform-provider-aws_5.100.0_" + here + ".zip"}, want: true},
		{name: "version 6", packages: []string{"6.12.0/" + here}, want: true},
		{name: "an old version and a supported one", packages: []string{"5.99.1/" + here, "5.100.0/" + here}, want: true},
		{name: "empty"},
		{name: "unpacked for another platform", packages: []string{"5.100.0/plan9_mips"}},
		{name: "packed for another platform", packages: []string{"terraform-provider-aws_5.100.0_plan9_mips.zip"}},
		{name: "too old", packages: []string{"5.99.1/" + here}},
		{name: "too new", packages: []string{"7.0.0/" + here}},
		{name: "pre-release", packages: []string{"6.0.0-beta1/" + here}},
		{name: "not a version", packages: []string{"latest/" + here}},
		{name: "OpenTofu's registry for Terraform", packages: []string{"5.100.0/" + here}, registry: openTofuRegistry},
		{name: "OpenTofu's registry for OpenTofu", packages: []string{"5.100.0/" + here}, registry: openTofuRegistry, openTofu: true, want: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name := "terraform"
			if tt.openTofu {
				name = "tofu"
			}
			m := newMachine(t, name)
			root := m.folder("opt", "plugins")
			for _, pack := range tt.packages {
				m.mirrorWith(cmp.Or(tt.registry, terraformRegistry), pack, "opt", "plugins")
			}

			// A mirror without a usable provider is an error if the variable names it. Otherwise it is
			// ignored.
			if !tt.want {
				t.Setenv(MirrorVariable, root)
				m.failsWith(`COGNITOKIT_PROVIDER_MIRROR: "` + root + `" does not have registry.terraform.io/hashicorp/aws >= 5.100, < 7.0 for ` + here)
				t.Setenv(MirrorVariable, "")
			}
			e := m.prepare()
			switch {
			case tt.want && m.mirrorOf(e) != root:
				t.Errorf("got mirror %s, want %s", m.mirrorOf(e), root)
			case !tt.want && e.ProviderSource != "the registry":
				t.Errorf("got source %q, want the registry", e.ProviderSource)
			}
		})
	}
}

func TestMirrorVariableMustNameAFolder(t *testing.T) {
	m := newMachine(t, "terraform")
	m.mirror("opt", "plugins") // it must not be used instead
	for _, path := range []string{filepath.Join(m.root, "nowhere"), m.file("", "file")} {
		t.Setenv(MirrorVariable, path)
		m.failsWith(`COGNITOKIT_PROVIDER_MIRROR: "`+path+`" is not a folder`, "Name the folder above registry.terraform.io")
	}
}

func TestMirrorVariableMayBeRelative(t *testing.T) {
	m := newMachine(t, "terraform")
	want := m.mirror("work", "plugins")
	t.Setenv(MirrorVariable, "plugins")
	if got := m.mirrorOf(m.prepare()); got != want {
		t.Errorf("got mirror %q, want %q: the runs are in other folders", got, want)
	}
}

// OpenTofu searches the folder of its own registry, and does not follow links above the platform folder.
func TestMirrorForOpenTofu(t *testing.T) {
	for _, pack := range []string{"5.100.0/" + here, "terraform-provider-aws_5.100.0_" + here + ".zip"} {
		t.Run(pack, func(t *testing.T) {
			m := newMachine(t, "tofu")
			root := m.mirrorWith(terraformRegistry, pack, "opt", "plugins")

			mirror := m.mirrorOf(m.prepare())
			link := filepath.Join(mirror, "registry.opentofu.org", "hashicorp", "aws", pack)
			target, err := os.Readlink(link)
			if want := filepath.Join(root, terraformRegistry, "hashicorp", "aws", pack); err != nil || target != want {
				t.Errorf("got link to %q (%v), want %s", target, err, want)
			}
			for folder := filepath.Dir(link); folder != filepath.Dir(mirror); folder = filepath.Dir(folder) {
				if info, err := os.Lstat(folder); err != nil || !info.IsDir() {
					t.Errorf("%s is not a folder (%v)", folder, err)
				}
			}
		})
	}
}
