package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/go-version"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/rootmodule"
)

// backendOverride sets the backend of the copy to local, and replaces the root's own backend (Terraform
// documentation, "Override Files", "Merging terraform Blocks").
const backendOverride = `terraform {
  backend "local" {}
}
`

// readRoot copies the root, and reports the errors that can be found without Terraform.
func (p *proof) readRoot(context.Context) (err error) {
	if p.values, err = p.options.readValues(); err != nil {
		return err
	}
	if p.lambdas.functions, err = p.options.functions(); err != nil {
		return err
	}
	if err := p.checkRequiredVariables(); err != nil {
		return err
	}
	if p.folder, err = os.MkdirTemp("", "cognitokit-prove-"); err != nil {
		return fmt.Errorf("cannot create a temporary folder: %w", err)
	}
	target := filepath.Join(p.folder, "root")
	if err := os.Mkdir(target, 0o700); err != nil {
		return err
	}
	if p.root, err = rootmodule.Copy(p.options.dir, target, true); err != nil {
		return err
	}
	imports, err := rootmodule.DropImports(p.root, true)
	if err != nil {
		return err
	}
	for _, to := range imports {
		p.replaced = append(p.replaced, to+" is created instead of imported: it does not exist on the emulator.")
	}
	if err := os.WriteFile(filepath.Join(p.root, "cognitokit_override.tf"), []byte(backendOverride), 0o600); err != nil {
		return err
	}
	return p.selectWorkspace()
}

// checkRequiredVariables returns an error that names all required variables without a value.
func (p *proof) checkRequiredVariables() error {
	m, err := rootmodule.Read(p.options.dir, true)
	if errors.Is(err, rootmodule.ErrNoConfiguration) {
		return fmt.Errorf("%s: the folder has no Terraform configuration. Name the folder of a root module", p.options.dir)
	}
	if err != nil {
		return err
	}
	missing, err := m.Missing(rootmodule.Inputs{Files: p.options.varFiles, Values: p.options.vars, Environ: os.Environ()})
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("required variables have no value: %s. Set each with --var NAME=VALUE, --var-file or TF_VAR_NAME", strings.Join(missing, ", "))
	}
	return nil
}

// selectWorkspace creates and selects a workspace in the copy, as `terraform workspace new` does.
func (p *proof) selectWorkspace() error {
	name := p.options.workspace
	if name == "" || name == "default" {
		return nil
	}
	return errors.Join(
		os.MkdirAll(filepath.Join(p.root, ".terraform"), 0o750),
		os.WriteFile(filepath.Join(p.root, ".terraform", "environment"), []byte(name), 0o600),
		os.MkdirAll(filepath.Join(p.root, "terraform.tfstate.d", name), 0o750))
}

// stateFile returns the path of the state of the local backend.
func (p *proof) stateFile() string {
	if name := p.options.workspace; name != "" && name != "default" {
		return filepath.Join(p.root, "terraform.tfstate.d", name, "terraform.tfstate")
	}
	return filepath.Join(p.root, "terraform.tfstate")
}

// checkConstraints rejects a root whose version constraint excludes the installed AWS provider.
// terraform init does not check this, because the provider runs already.
func (p *proof) checkConstraints() error {
	provider := p.engine.ProviderVersion()
	if provider == "" { // a development override has no version
		return nil
	}
	installed, err := version.NewVersion(provider)
	if err != nil {
		return err
	}
	m, err := rootmodule.Read(p.root, p.engine.OpenTofu)
	if err != nil {
		return err
	}
	for _, text := range m.Constraints("hashicorp/aws") {
		constraint, err := version.NewConstraint(text)
		if err != nil {
			continue // Terraform reports the error
		}
		if !constraint.Check(installed) {
			return fmt.Errorf("the root requires hashicorp/aws %s, and the installed provider is %s. Put a matching version target the filesystem mirror of %s", text, installed, engine.MirrorVariable)
		}
	}
	return nil
}

// removeAll removes a folder that may have read-only files, such as installed modules.
func removeAll(folder string) error {
	err := os.RemoveAll(folder)
	if err == nil {
		return nil
	}
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			_ = os.Chmod(path, 0o700) // it is removed next
		}
		return nil
	})
	return os.RemoveAll(folder)
}
