package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

type serveOptions struct {
	listen      string
	proxyListen string
	expose      []string
	region      string
	env         bool
	verbose     bool
	quotas      bool
	levels      bool
	maxQuotas   map[string]int
	state       string
	seed        string
	secrets     bool
	lambda      []string
	faults      []string
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run the emulator of Amazon Cognito until Ctrl-C",
		Long: `Run the emulator of Amazon Cognito until Ctrl-C, and print the variables with which
programs reach it. The emulator listens at two addresses on this machine:
- the proxy, through which programs use the production URLs of Cognito (HTTPS_PROXY),
- the plain endpoint, for AWS_ENDPOINT_URL and for browsers.

The emulator keeps its state in memory. With --state, it stores each change in a directory
before it responds, and a later run continues with that state. Add --proxy-listen
127.0.0.1:9230 to keep the printed variables valid after a restart.

--seed creates user pools from a file, with their domains, resource servers, app clients,
groups and users. After an error, it creates none of them. A pool whose name exists in
--state stays unchanged.

--expose NAME lets other machines reach the emulator under this name, for example other
containers. Only with it, --listen and --proxy-listen may be addresses that are not
loopback. The emulator does not authenticate its callers: expose it only in a network of
your own tests. docs/container.md describes the container image, which sets these flags.

With --env, standard output has only KEY=value lines, for a shell. Run terraform init
first: with these variables, programs reach only the emulator, and not the registry with
the AWS provider.

  terraform init
  cognitokit serve --env > emulator.env & emulator=$!
  until [ -s emulator.env ]; do kill -0 $emulator || exit; sleep 0.1; done
  set -a; . ./emulator.env; set +a
  terraform apply
  kill $emulator`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd, o) },
	}
	flags := command.Flags()
	flags.StringVar(&o.listen, "listen", defaultListen, "loopback address of the plain endpoint")
	flags.StringVar(&o.proxyListen, "proxy-listen", "", "loopback address of the proxy (default a free port)")
	flags.StringArrayVar(&o.expose, "expose", nil, "host name under which other machines reach the emulator, such as the name of its container, repeatable")
	flags.StringVar(&o.region, "region", "us-east-1", "AWS region in the printed variables")
	flags.StringVar(&o.state, "state", "", "directory for the state, which later runs continue with (default in memory)")
	flags.StringVar(&o.seed, "seed", "", "file in HCL with the user pools to create")
	flags.BoolVar(&o.secrets, "show-secrets", false, "show the client secrets of the pools of --seed")
	flags.StringArrayVar(&o.lambda, "lambda", nil, "code of a Lambda trigger as ARN=URL: events are posted to the loopback URL, repeatable")
	flags.BoolVar(&o.env, "env", false, "print only the variables, as KEY=value lines for a shell")
	flags.BoolVar(&o.levels, "authentication-levels", false, "add acr and amr to tokens, and let apps request a level; AWS rolls this out gradually")
	flags.BoolVar(&o.quotas, "request-quotas", false, "reject API requests above the request rate quotas, as AWS does")
	flags.StringToIntVar(&o.maxQuotas, "max-request-quota", nil, "highest rate that UpdateProvisionedLimit accepts as CATEGORY=RATE, repeatable (default the default quota)")
	flags.StringArrayVar(&o.faults, "fault", nil, "make requests fail, as "+exampleFault+", repeatable: see docs/faults.md")
	flags.BoolVar(&o.verbose, "verbose", false, "log each request to standard error")
	return command
}

// check rejects empty flags, and flags that cannot be combined.
func (o serveOptions) check(flags *pflag.FlagSet) error {
	if err := rejectEmptyFlags(flags); err != nil {
		return err
	}
	switch {
	case o.secrets && o.seed == "":
		return errors.New("--show-secrets requires --seed")
	case o.secrets && o.env:
		return errors.New("--show-secrets: it cannot be combined with --env, which prints only KEY=value lines. Remove one of them")
	case len(o.expose) > 0 && o.env:
		return errors.New("--expose: it cannot be combined with --env, which prints paths of this machine. Remove one of them")
	case len(o.expose) > 0 && (listensOnLoopback(o.listen) || listensOnLoopback(o.proxyListen)):
		return errors.New("--expose: other machines cannot reach a loopback address. Add --listen 0.0.0.0:9229 --proxy-listen 0.0.0.0:9230")
	}
	return nil
}

// listensOnLoopback reports whether an address of the emulator is a loopback address. The default, an empty address, is one.
func listensOnLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return address == "" || err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// rejectEmptyFlags rejects a flag with an empty value, as from an unset shell variable. With the default
// instead, the server would start without its state or its seed file, which is easy to miss.
func rejectEmptyFlags(flags *pflag.FlagSet) (err error) {
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
	config := cognitotest.Config{
		Listen: o.listen, ProxyListen: o.proxyListen, Expose: o.expose, Region: o.region, RequestQuotas: o.quotas, MaxRequestQuotas: o.maxQuotas,
		AuthenticationLevels: o.levels, StateDir: o.state, Seed: o.seed,
	}
	var err error
	if config.Lambda, err = o.functions(); err != nil {
		return err
	}
	faults, err := o.parsedFaults()
	if err != nil {
		return err
	}
	level := slog.LevelError // only failed writes to the state directory
	if o.verbose {
		level = slog.LevelInfo
	}
	config.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level}))
	server, err := startEmulator(config)
	if errors.Is(err, cognitotest.ErrNotLoopback) {
		return fmt.Errorf("%w. In a container, add --expose NAME with the host name under which other machines reach it", err)
	}
	if err != nil {
		return err
	}
	defer server.Close()
	if len(o.expose) > 0 {
		cmd.PrintErrf(exposedWarning, strings.Join(o.expose, ", "))
	}
	if err := injectFaults(server, faults); err != nil {
		return err
	}
	if err := o.announce(cmd.OutOrStdout(), server); err != nil {
		return err
	}
	<-cmd.Context().Done()
	server.Close()
	if err := server.StateError(); err != nil {
		return fmt.Errorf("the state in %s could not be written: %w. Check the disk before you continue with --state", o.state, err)
	}
	cmd.PrintErrln(o.stopMessage())
	return nil
}

// stopMessage reports whether the state is stored, and how to continue.
func (o serveOptions) stopMessage() string {
	if o.state == "" {
		return "Stopped. The state was in memory and is deleted. Use --state DIR to store it."
	}
	return "Stopped. The state is stored. Continue with --state " + shellQuote(o.state) + "."
}

// functions returns a client for the code of each --lambda, by ARN of the Lambda trigger.
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

// parsedFaults returns the faults of --fault.
func (o serveOptions) parsedFaults() (faults []cognitotest.Fault, err error) {
	for _, flag := range o.faults {
		f, err := parseFault(flag)
		if err != nil {
			return nil, fmt.Errorf("--fault: %w", err)
		}
		faults = append(faults, f)
	}
	return faults, nil
}

// announce prints how to reach the server: for a shell with --env, otherwise for the user.
func (o serveOptions) announce(w io.Writer, server *cognitotest.Server) error {
	if o.env {
		_, err := fmt.Fprintln(w, strings.Join(shellLines(server.Env()), "\n"))
		return err
	}
	a := announcement{server: server, state: o.state, secrets: o.secrets}
	if len(o.expose) > 0 {
		return a.printExposed(w)
	}
	return a.print(w)
}
