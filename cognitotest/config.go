package cognitotest

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"regexp"
)

// Config sets up a [Server]. The zero value is ready to use.
type Config struct {
	// Region is the region of API calls on the plain endpoint that carry no
	// signature. Default us-east-1.
	Region string
	// AccountID is the AWS account, 12 digits. Default 123456789012.
	AccountID string
	// Listen is the loopback address of the plain endpoint. Default 127.0.0.1:0,
	// a free port.
	Listen string
	// ProxyListen is the loopback address of the proxy. Default 127.0.0.1:0.
	ProxyListen string
	// StateDir is a directory that keeps everything over restarts: each write that was
	// answered is on disk, so that not even a kill of the process loses it. One server at
	// a time uses it. It is made if it does not exist, readable by its owner only, for it
	// holds secrets and private keys; the CA in it is good for a year, then a new one
	// takes its place at the next start. A write that the disk refuses is answered with
	// InternalErrorException. On a full disk it changes nothing, and the next one may
	// succeed; after another error ([Server.StateError]) the server refuses every change
	// until it is started anew. Default: "", all is kept in memory.
	StateDir string
	// Seed is a file in HCL from which the server makes user pools, with their domains,
	// resource servers, app clients, groups and users, before its first request: all of
	// them, or none and an error with the file's line. A pool whose name the state
	// directory has already is left as it is. docs/seed.md describes the file. Default:
	// the server starts with no pools, or those of its state directory.
	Seed string
	// Credentials are the access keys that may sign API requests, secrets by key id.
	// [Server.Env] hands out the first of them by id. Default: a request must be signed,
	// but the signature may be anyone's; a page in a browser can then call no action that
	// must be signed, or any page could administer the server.
	Credentials map[string]string
	// RequestQuotas refuses API requests that come faster than the default quotas of an
	// account with TooManyRequestsException, as a load test or a retry needs. Default: any
	// rate is served. The hosted pages and the OAuth endpoints have no quota here.
	RequestQuotas bool

	// Lambda are the Lambda functions that user pools name as triggers, by ARN. An ARN
	// means only itself: register that of an alias beside that of its function. A
	// function may call the server. A trigger without its function here fails the
	// request that runs it.
	Lambda map[string]LambdaFunc
	// FindLambda returns the function for an ARN that is not in Lambda, or nil. It is
	// called for each event. Default: no function.
	FindLambda func(arn string) LambdaFunc
	// ProviderClient reaches the identity providers of pools. Default: the server's own
	// client, so that a provider can be another pool of the server and nothing else. A
	// redirect is not followed unless the client's CheckRedirect decides about it.
	ProviderClient *http.Client
	// Log gets a line for each request, without its body, and one of the level error for
	// each write that the state directory refuses. Default: nothing is logged.
	Log *slog.Logger

	times times // those of defaultTimes; a test has shorter ones
}

const (
	defaultRegion    = "us-east-1"
	defaultAccountID = "123456789012"
	anyLoopbackPort  = "127.0.0.1:0"
)

func (c Config) withDefaults() Config {
	if c.Region == "" {
		c.Region = defaultRegion
	}
	if c.AccountID == "" {
		c.AccountID = defaultAccountID
	}
	if c.Listen == "" {
		c.Listen = anyLoopbackPort
	}
	if c.ProxyListen == "" {
		c.ProxyListen = anyLoopbackPort
	}
	if c.times == (times{}) {
		c.times = defaultTimes
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

var (
	regionPattern  = regexp.MustCompile(`^` + regionName + `$`)
	accountPattern = regexp.MustCompile(`^\d{12}$`)
)

// check refuses names that no client could use.
func (c Config) check() error {
	if !regionPattern.MatchString(c.Region) {
		return fmt.Errorf("cognitotest: %q is no name of an AWS region: write one like us-east-1", c.Region)
	}
	if !accountPattern.MatchString(c.AccountID) {
		return fmt.Errorf("cognitotest: %q is no AWS account id: write its 12 digits", c.AccountID)
	}
	return nil
}

// listen opens a loopback address and no other: the stand-in has no passwords of its own.
func listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: %q is not a HOST:PORT address", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("cognitotest: %s is not a loopback address: use 127.0.0.1, [::1] or localhost", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cognitotest: cannot listen on %s: %w", address, err)
	}
	return l, nil
}
