package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

type serveOptions struct {
	listen      string
	proxyListen string
	region      string
	env         bool
	verbose     bool
	quotas      bool
	state       string
	seed        string
	secrets     bool
	lambda      []string
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run the stand-in for Amazon Cognito until Ctrl-C",
		Long: `Run the stand-in for Amazon Cognito until Ctrl-C. It keeps everything in memory, or with
--state in a directory: what was answered is on disk then, and there at the next start.
Add --proxy-listen 127.0.0.1:9230 to have the printed environment at the next start too.

With --seed it makes user pools from a file, with their domains, resource servers, app
clients, groups and users, all of them or none. A pool of that name that --state has is
left as it is.

With --env, standard output holds only KEY=value lines, for a shell to read. Run
terraform init first: under these lines nothing but the stand-in can be reached, so the
registry with the AWS provider cannot.

  terraform init
  cognitokit serve --env > standin.env & standin=$!
  until [ -s standin.env ]; do kill -0 $standin || exit; sleep 0.1; done
  set -a; . ./standin.env; set +a
  terraform apply
  kill $standin`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, o) },
	}
	flags := command.Flags()
	flags.StringVar(&o.listen, "listen", "127.0.0.1:9229", "loopback address of the plain endpoint")
	flags.StringVar(&o.proxyListen, "proxy-listen", "", "loopback address of the proxy (default a free port)")
	flags.StringVar(&o.region, "region", "us-east-1", "region of the printed environment")
	flags.StringVar(&o.state, "state", "", "directory that keeps everything over restarts (default in memory)")
	flags.StringVar(&o.seed, "seed", "", "file in HCL with the user pools to make")
	flags.BoolVar(&o.secrets, "show-secrets", false, "show the client secrets of the pools of --seed")
	flags.StringArrayVar(&o.lambda, "lambda", nil, "ARN=URL of a trigger's function: its events are posted to the loopback URL (repeatable)")
	flags.BoolVar(&o.env, "env", false, "print only KEY=value lines")
	flags.BoolVar(&o.quotas, "request-quotas", false, "refuse API requests above the default request rate quotas, as AWS does")
	flags.BoolVar(&o.verbose, "verbose", false, "log each request to standard error")
	return command
}

// check refuses flags that say nothing, or do not go together.
func (o serveOptions) check(flags *pflag.FlagSet) error {
	if err := refuseEmpty(flags); err != nil {
		return err
	}
	switch {
	case o.secrets && o.seed == "":
		return errors.New("--show-secrets requires --seed")
	case o.secrets && o.env:
		return errors.New("--show-secrets: it cannot be combined with --env, which prints only KEY=value lines. Remove one of them")
	}
	return nil
}

// refuseEmpty refuses a text that is given and empty. Taken for the default it would be a
// server without its state or its seed file, which nobody notices.
func refuseEmpty(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if err == nil && f.Value.Type() == "string" && f.Value.String() == "" {
			err = fmt.Errorf("--%s: the value is empty, perhaps from an unset shell variable. Write a value, or remove the flag", f.Name)
		}
	})
	return err
}

func serve(cmd *cobra.Command, o serveOptions) error {
	if err := o.check(cmd.Flags()); err != nil {
		return err
	}
	config := cognitotest.Config{Listen: o.listen, ProxyListen: o.proxyListen, Region: o.region, RequestQuotas: o.quotas, StateDir: o.state, Seed: o.seed}
	var err error
	if config.Lambda, err = o.functions(); err != nil {
		return err
	}
	level := slog.LevelError // writes that the state directory refuses
	if o.verbose {
		level = slog.LevelInfo
	}
	config.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level}))
	server, err := startStandIn(config)
	if err != nil {
		return err
	}
	defer server.Close()
	if err := o.announce(cmd.OutOrStdout(), server); err != nil {
		return err
	}
	<-cmd.Context().Done()
	server.Close()
	if err := server.StateError(); err != nil {
		return fmt.Errorf("the state in %s could not be written: %w. Check the disk before you continue with --state", o.state, err)
	}
	cmd.PrintErrln(o.farewell())
	return nil
}

// farewell says what is left of the server: nothing, or how to go on.
func (o serveOptions) farewell() string {
	if o.state == "" {
		return "Stopped. Everything was in memory and is gone; --state DIR would have kept it."
	}
	return "Stopped. Everything is kept: go on with --state " + shellQuote(o.state) + "."
}

// functions are the Lambda functions that --lambda names.
func (o serveOptions) functions() (map[string]cognitotest.LambdaFunc, error) {
	functions := map[string]cognitotest.LambdaFunc{}
	for _, flag := range o.lambda {
		arn, url, found := strings.Cut(flag, "=")
		if !found || !strings.HasPrefix(arn, "arn:") {
			return nil, fmt.Errorf("--lambda: %s is not ARN=URL. Write for example arn:aws:lambda:us-east-1:123456789012:function:name=http://127.0.0.1:9000/2015-03-31/functions/function/invocations", flag)
		}
		function, err := cognitotest.RemoteLambda(url)
		if err != nil {
			return nil, fmt.Errorf("--lambda: %s", strings.TrimPrefix(err.Error(), "cognitotest: "))
		}
		functions[arn] = function
	}
	return functions, nil
}

// announce prints how to reach the server: for a shell, or for a reader.
func (o serveOptions) announce(w io.Writer, server *cognitotest.Server) error {
	if o.env {
		_, err := fmt.Fprintln(w, strings.Join(shellLines(server.Env()), "\n"))
		return err
	}
	return announcement{server: server, state: o.state, secrets: o.secrets}.print(w)
}
