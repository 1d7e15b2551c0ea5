package main

import (
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

type serveOptions struct {
	listen      string
	proxyListen string
	region      string
	env         bool
	verbose     bool
	quotas      bool
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	command := &cobra.Command{
		Use:   "serve",
		Short: "Run the stand-in for Amazon Cognito until Ctrl-C",
		Long: `Run the stand-in for Amazon Cognito until Ctrl-C. It keeps everything in memory.

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
	flags.BoolVar(&o.env, "env", false, "print only KEY=value lines")
	flags.BoolVar(&o.quotas, "request-quotas", false, "refuse API requests above the default request rate quotas, as AWS does")
	flags.BoolVar(&o.verbose, "verbose", false, "log each request to standard error")
	return command
}

func serve(cmd *cobra.Command, o serveOptions) error {
	config := cognitotest.Config{Listen: o.listen, ProxyListen: o.proxyListen, Region: o.region, RequestQuotas: o.quotas}
	if o.verbose {
		config.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	}
	server, err := startStandIn(config)
	if err != nil {
		return err
	}
	defer server.Close()
	if err := announce(cmd.OutOrStdout(), server, o.env); err != nil {
		return err
	}
	<-cmd.Context().Done()
	return nil
}

// announce prints how to reach the server: for a shell, or for a reader.
func announce(w io.Writer, server *cognitotest.Server, onlyEnv bool) error {
	lines := shellLines(server.Env())
	if onlyEnv {
		_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
		return err
	}
	_, err := fmt.Fprintf(w, `The stand-in for Amazon Cognito is up. Ctrl-C stops it.

  plain endpoint  %[1]s
  proxy           %[2]s
  CA certificate  %[3]s

Terraform, the AWS CLI and SDKs, curl: production URLs reach the stand-in with this environment.
Run terraform init before you set it: the proxy refuses every other host, so also the registry.

export %[4]s

curl  curl --proxy %[2]s --cacert %[3]s https://cognito-idp.%[5]s.amazonaws.com/POOL_ID/.well-known/jwks.json
AWS   AWS_ENDPOINT_URL=%[1]s aws cognito-idp list-user-pools --max-results 10
page  http://PREFIX.auth.%[5]s.localhost:%[6]s/login?client_id=CLIENT_ID&response_type=code&redirect_uri=CALLBACK
`, server.URL, server.ProxyURL, server.CAFile, strings.Join(lines, "\nexport "), server.Env()["AWS_REGION"], port(server.URL))
	return err
}

// shellLines are KEY=value lines in the order of their keys, quoted where a shell
// would not take the value as it is.
func shellLines(env map[string]string) []string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(env)) {
		lines = append(lines, key+"="+shellQuote(env[key]))
	}
	return lines
}

func shellQuote(value string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:@%+=,", r)
	}
	if strings.TrimFunc(value, plain) == "" {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// port is the last part of a URL that a listener's address was made into.
func port(url string) string { return url[strings.LastIndex(url, ":")+1:] }
