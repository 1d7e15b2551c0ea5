package rootmodule

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// listed returns the paths of the files below a folder. The path of a link ends with @.
func listed(t *testing.T, folder string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(folder, path)
		if entry.Type()&fs.ModeSymlink != 0 {
			relative += "@"
		}
		found = append(found, filepath.ToSlash(relative))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestCopy(t *testing.T) {
	t.Parallel()
	top := files(t, map[string]string{
		".git/HEAD":                              "ref",
		"README.md":                              "",
		"lambda/index.mjs":                       "export const handler = e => e",
		"modules/pool/main.tf":                   "module \"client\" {\n  source = \"../client\"\n}\n",
		"modules/client/main.tf":                 "",
		"modules/unused/main.tf":                 "",
		"env/dev/main.tf":                        "module \"pool\" {\n  source = \"../../modules/pool\"\n}\nmodule \"near\" {\n  source = \"./near\"\n}\nmodule \"far\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n",
		"env/dev/near/main.tf":                   "",
		"env/dev/terraform.tfstate":              "{}",
		"env/dev/terraform.tfstate.backup":       "{}",
		"env/dev/.terraform/providers/p":         "",
		"env/dev/.terraform.lock.hcl":            "lock",
		"env/dev/app/node_modules/left/index.js": "",
		"env/prod/main.tf":                       "",
	})
	into := t.TempDir()
	got, err := Copy(filepath.Join(top, "env", "dev"), into, false)
	if err != nil {
		t.Fatal(err)
	}
	into, err = filepath.EvalSymlinks(into)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(into, "env", "dev"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := []string{
		"README.md@", "env/dev/.terraform.lock.hcl", "env/dev/app/node_modules@", "env/dev/main.tf", "env/dev/near/main.tf", "env/prod@",
		"lambda@", "modules/client/main.tf", "modules/pool/main.tf", "modules/unused@",
	}
	if found := listed(t, into); !slices.Equal(found, want) {
		t.Errorf("got  %q\nwant %q", found, want)
	}
	// A file that is written in the copy does not appear in the original.
	if err := os.WriteFile(filepath.Join(got, "near", "built.zip"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(top, "env", "dev", "near", "built.zip")); !os.IsNotExist(err) {
		t.Errorf("the original contains the new file: %v", err)
	}
}

func TestCopyWithoutVersionControl(t *testing.T) {
	t.Parallel()
	top := files(t, map[string]string{"root/main.tf": "module \"a\" {\n  source = \"../a\"\n}\n", "a/main.tf": "", "b/main.tf": ""})
	into := t.TempDir()
	got, err := Copy(filepath.Join(top, "root"), into, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(got, "..", "a", "main.tf")); err != nil {
		t.Error(err)
	}
}

func TestCopyReportsAMissingModule(t *testing.T) {
	t.Parallel()
	top := files(t, map[string]string{"main.tf": "module \"a\" {\n  source = \"../missing\"\n}\n"})
	_, err := Copy(top, t.TempDir(), false)
	if want := `module "a" in ` + top + `: source: ../missing is not a folder. Write a source that exists`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestAllowDestroy(t *testing.T) {
	t.Parallel()
	into := files(t, map[string]string{
		"root/main.tf":                         "resource \"a\" \"b\" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
		"root/same.tf":                         "# prevent_destroy = true\n",
		"root/x.tf.json":                       `{"resource": {"a": {"c": {"lifecycle": {"prevent_destroy": true}}}}}`,
		"root/.terraform/modules/modules.json": `{"Modules":[{"Key":"","Dir":"."},{"Key":"m","Dir":".terraform/modules/m"}]}`,
		"root/.terraform/modules/m/main.tf":    "  prevent_destroy   =   true\n",
	})
	root := filepath.Join(into, "root")
	// AllowDestroy parses the files, so write a complete block in place of the fragment above.
	if err := os.WriteFile(filepath.Join(root, ".terraform", "modules", "m", "main.tf"), []byte("resource \"a\" \"d\" {\n  lifecycle {\n    prevent_destroy   =   true\n  }\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := AllowDestroy(root, into, false)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if want := []string{".terraform/modules/m/main.tf", "main.tf", "x.tf.json"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, want := range map[string]string{
		"main.tf":   "resource \"a\" \"b\" {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n",
		"same.tf":   "# prevent_destroy = true\n",
		"x.tf.json": `{"resource": {"a": {"c": {"lifecycle": {"prevent_destroy": false}}}}}`,
	} {
		if text, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(text) != want {
			t.Errorf("%s: got %q, %v", name, text, err)
		}
	}
}

func TestDropImports(t *testing.T) {
	t.Parallel()
	root := files(t, map[string]string{
		"main.tf":    "import {\n  to = aws_cognito_user_pool.this\n  id = \"eu-west-1_Ab12Cd34E\"\n}\n\nresource \"a\" \"b\" {}\n",
		"x.tf.json":  `{"import": [{"to": "aws_a.b", "id": "1"}], "locals": {"x": 1}}`,
		"plain.tf":   "locals {\n  important = 1\n}\n",
		"plain.json": `{"import": 1}`,
	})
	got, err := DropImports(root, false)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"aws_cognito_user_pool.this", "aws_a.b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	text, err := os.ReadFile(filepath.Join(root, "main.tf"))
	if err != nil || string(text) != "\nresource \"a\" \"b\" {}\n" {
		t.Errorf("got %q, %v", text, err)
	}
}
