package main

import (
	"context"
	"io"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/refreshcheck"
)

// liveOptions say who signs in.
type liveOptions struct {
	on bool
}

func (o *liveOptions) flags(*pflag.FlagSet) {}

func (o liveOptions) check(func(string) bool) error { return nil }

func (o liveOptions) into(context.Context, *refreshcheck.Options, io.Writer) error { return nil }
