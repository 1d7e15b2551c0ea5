package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
)

// liveOptions select the user who signs in.
type liveOptions struct {
	on               bool
	username         string
	passwordVariable string
	temporary        bool
}

func (o *liveOptions) flags(flags *pflag.FlagSet) {
	flags.BoolVar(&o.on, "live", false, "run the live checks too, which sign a user in")
	flags.StringVar(&o.username, "username", "", "user who signs in, the same in each environment")
	flags.StringVar(&o.passwordVariable, "password-env", defaultPasswordVariable, "environment variable with the password of --username")
	flags.BoolVar(&o.temporary, "temporary-user", false, "create a user in each environment, and remove it at the end")
}

// check rejects flags that cannot be combined.
func (o liveOptions) check(changed func(string) bool) error {
	switch {
	case !o.on && o.username != "":
		return errors.New("--username requires --live")
	case !o.on && o.temporary:
		return errors.New("--temporary-user requires --live")
	case o.username == "" && changed("password-env"):
		return errors.New("--password-env requires --username")
	case o.on && o.username != "" && o.temporary:
		return errors.New("--username: it cannot be combined with --temporary-user. Remove one of them")
	case o.on && o.username == "" && !o.temporary:
		return errors.New("--live requires a user. Name one with --username, or let --temporary-user create and remove one")
	}
	return nil
}

// configure sets the user of the live checks. It prompts for the password at the terminal if the
// variable has none.
func (o liveOptions) configure(ctx context.Context, run *check.Options, notes io.Writer) error {
	if !o.on {
		return nil
	}
	options := &session.Options{}
	run.Live = options
	if o.temporary {
		return nil
	}
	credentials, err := credentialSource{o.username, o.passwordVariable, notes}.credentials(ctx)
	options.User = &credentials
	return err
}
