package rootmodule

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files writes files below a temporary folder, and returns the folder with symbolic links resolved.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range contents {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestMissingVariables(t *testing.T) {
	t.Parallel()
	root := files(t, map[string]string{
		"variables.tf":       "variable \"a\" {}\nvariable \"b\" {\n  type = string\n}\nvariable \"c\" {\n  default = null\n}\n",
		"more.tf.json":       `{"variable": {"d": {}, "e": {"default": 1}}}`,
		"other.tofu":         `variable "of_tofu" {}`,
		".hidden.tf":         `variable "hidden" {}`,
		"terraform.tfvars":   "",
		"x.auto.tfvars.json": `{}`,
		"given.tfvars":       `b = "x"`,
	})
	m, err := Read(root, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		in   Inputs
		want []string
	}{
		{"no inputs", Inputs{}, []string{"a", "b", "d"}},
		{"-var", Inputs{Values: []string{"a=1=2"}}, []string{"b", "d"}},
		{"-var-file", Inputs{Files: []string{filepath.Join(root, "given.tfvars")}}, []string{"a", "d"}},
		{"environment", Inputs{Environ: []string{"TF_VAR_d={}", "PATH=/bin", "TF_VAR_a="}}, []string{"b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := m.Missing(tt.in)
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
	t.Run("automatic files", func(t *testing.T) {
		t.Parallel()
		for name, text := range map[string]string{"terraform.tfvars": `a = 1`, "x.auto.tfvars.json": `{"b": 1}`} {
			root := files(t, map[string]string{"main.tf": "variable \"a\" {}\nvariable \"b\" {}\n", name: text})
			m, err := Read(root, false)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := m.Missing(Inputs{}); err != nil || len(got) != 1 {
				t.Errorf("%s: got %q, %v", name, got, err)
			}
		}
	})
	t.Run("invalid inputs", func(t *testing.T) {
		t.Parallel()
		for _, tt := range []struct {
			in   Inputs
			want string
		}{
			{Inputs{Values: []string{"a"}}, "--var: a is not NAME=VALUE. Write for example environment=dev"},
			{Inputs{Files: []string{"nowhere.tfvars"}}, "nowhere.tfvars: the file does not exist or cannot be read. Name an existing file of values"},
		} {
			if _, err := m.Missing(tt.in); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		}
	})
	t.Run("OpenTofu reads .tofu files", func(t *testing.T) {
		t.Parallel()
		m, err := Read(root, true)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Required(); !slices.Equal(got, []string{"a", "b", "d", "of_tofu"}) {
			t.Errorf("got %q", got)
		}
	})
}

func TestReadReportsTheLineOfASyntaxError(t *testing.T) {
	t.Parallel()
	root := files(t, map[string]string{"main.tf": "variable \"a\" {}\nresource {\n"})
	_, err := Read(root, false)
	if want := filepath.Join(root, "main.tf") + ":2: Unclosed configuration block: "; err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want %s...", err, want)
	}
	if _, err := Read(t.TempDir(), false); err == nil || !strings.HasSuffix(err.Error(), ErrNoConfiguration.Error()) {
		t.Errorf("got %v", err)
	}
}

func TestConstraints(t *testing.T) {
	t.Parallel()
	root := files(t, map[string]string{
		"versions.tf": "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \"~> 5.0\"\n    }\n    other = {\n      source = \"registry.terraform.io/hashicorp/aws\"\n      version = \"< 7\"\n    }\n    random = {\n      source = \"hashicorp/random\"\n      version = \"3.0.0\"\n    }\n  }\n}\n",
		"old.tf":      "terraform {\n  required_providers {\n    aws = \">= 4\"\n  }\n}\n",
	})
	m, err := Read(root, false)
	if err != nil {
		t.Fatal(err)
	}
	got := m.Constraints("hashicorp/aws")
	slices.Sort(got)
	if want := []string{"< 7", ">= 4", "~> 5.0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
