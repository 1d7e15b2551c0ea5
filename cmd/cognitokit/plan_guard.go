package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/planguard"
)

func newPlanGuardCommand() *cobra.Command {
	var allowed []string
	command := &cobra.Command{
		Use:   "plan-guard PLAN",
		Short: "Fail if a plan would replace or destroy a pool, a domain, a resource server or a client",
		Long: `Read a Terraform plan and report each change that loses users or tokens: a pool, domain, resource server, client,
identity provider or group that would be replaced or destroyed, and attributes of a pool that would be changed or
removed. Run it between "terraform plan" and "terraform apply".

PLAN is the file of "terraform plan -out PLAN", or a file with the output of "terraform show -json PLAN", or - for that
output on standard input. To read a plan file, the command runs "terraform show" in the folder of the file if
"terraform init" ran there, and otherwise in the current folder.

Exit status: 0 without findings, 1 with findings, 2 if the plan cannot be read.

  terraform plan -out plan.tfplan
  cognitokit plan-guard plan.tfplan`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("plan-guard requires one plan. Name the file of `terraform plan -out`, or write - for the output of `terraform show -json` on standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := readPlan(cmd.Context(), args[0], cmd.InOrStdin())
			if err != nil {
				return fmt.Errorf("plan-guard: %w", err)
			}
			plan, err := planguard.Read(text)
			if err != nil {
				return fmt.Errorf("plan-guard: %s: %w", args[0], err)
			}
			found, err := planguard.Check(plan, allowed...)
			if err != nil {
				return fmt.Errorf("plan-guard: %w", err)
			}
			for _, f := range found {
				if _, err := fmt.Fprintln(cmd.OutOrStdout(), f); err != nil {
					return fmt.Errorf("plan-guard: the findings could not be printed: %w", err)
				}
			}
			if len(found) > 0 {
				return &statusError{exitFindings, fmt.Errorf("plan-guard: %d changes of the plan lose users or tokens. Revert them in the configuration, or allow the intended ones with --allow ADDRESS", len(found))}
			}
			return nil
		},
	}
	command.Flags().StringArrayVar(&allowed, "allow", nil, "address of a resource instance that may be replaced or destroyed, repeatable")
	return command
}

// statusError is an error with an exit status other than [exitFailed].
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// readPlan returns a plan as JSON. A plan file is a zip archive, which only the program that wrote it
// can print.
func readPlan(ctx context.Context, name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return readInput(stdin, maxInputFile)
	}
	text, err := readInputFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		return text, nil
	}
	program, found := installedProgram(os.Getenv)
	if !found {
		return nil, fmt.Errorf("a plan file requires the Terraform or OpenTofu that wrote it, and neither is on the PATH. Set %s to its path, or pass the output of `terraform show -json`", engine.ExecutableVariable)
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	// terraform show requires the providers of the plan, which terraform init installs in the folder.
	folder := filepath.Dir(absolute)
	if !isInitialised(folder) {
		folder = ""
	}
	output, complaint, err := runProgram(ctx, program, folder, nil, "show", "-json", "-no-color", absolute)
	if err != nil {
		return nil, fmt.Errorf("%s show -json %s failed: %s", filepath.Base(program), name, complaint)
	}
	return output, nil
}

func isInitialised(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, ".terraform"))
	return err == nil && info.IsDir()
}
