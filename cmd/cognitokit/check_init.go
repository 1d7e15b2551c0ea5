package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// writePolicy writes the deployed settings as a policy file, to --output or standard output.
func (o checkOptions) writePolicy(ctx context.Context, stdout io.Writer, e *declared.Environment, connection check.Connection) error {
	deployed, err := check.Snapshot(ctx, connection, *e)
	if err != nil {
		return fmt.Errorf("%s cannot be described: %s", e.UserPoolID, check.Reason(err))
	}
	text := declared.FormatPolicy(&deployed)
	if o.output.output == "" {
		_, err = stdout.Write(text)
		return err
	}
	// O_EXCL: do not overwrite an existing policy, which may have been edited.
	file, err := os.OpenFile(o.output.output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644) //nolint:gosec // it contains no secret, and is committed
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: the file exists. Name another file with --output, or remove it", o.output.output)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", o.output.output, errors.Unwrap(err))
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}
