package cognitotest

import (
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestrate"
)

// Config has the settings of a [Server]. The zero value is ready to use.
type Config struct {
	// Region is the region of API calls on the plain endpoint without a
	// signature. Default us-east-1.
	Region string
	// AccountID is the AWS account, 12 digits. Default 123456789012.
	AccountID string
	// Listen is the loopback address of the plain endpoint. Default 127.0.0.1:0,
	// a free port.
	Listen string
	// ProxyListen is the loopback address of the proxy. Default 127.0.0.1:0.
	ProxyListen string
	// Expose are host names under which other machines reach the server, such as the name of
	// the container that runs it. If it has a name, Listen and ProxyListen may be any address,
	// such as 0.0.0.0:9229, [Server.URL] and [Server.ProxyURL] have the first name, and everyone
	// who reaches the address can read and change everything.
	// The plain endpoint serves requests to these names, and the domain of a pool at
	// PREFIX.auth.REGION.NAME. It rejects other names, which a web page could resolve to the
	// address (DNS rebinding). Default: only this machine reaches the server.
	Expose []string
	// StateDir is a directory in which the server stores its state. Each change is on disk
	// before the server responds, so that a kill of the process loses no acknowledged change.
	// Only one server at a time can use the directory. A missing directory is created,
	// readable only by its owner, because it has secrets and private keys. The CA in it is
	// valid for a year; the next start after that creates a new CA.
	//
	// A request whose change cannot be written fails with InternalErrorException, and so does a
	// concurrent request that has read the change. On a full disk the failed request changes
	// nothing, and the next request may succeed. After any
	// other error ([Server.StateError]) the server rejects every change until it is
	// restarted. Default "": the state is only in memory.
	StateDir string
	// Seed is an HCL file from which the server creates user pools with their domains,
	// resource servers, app clients, groups and users, before it accepts requests. If one of
	// them is invalid, the server creates none, and Start returns an error with the line of
	// the file. A pool whose name is in the state directory does not change. docs/seed.md
	// describes the file. Default: the server starts without pools, or with the pools of its
	// state directory.
	Seed string
	// Now returns the time to which [Server.Advance] adds. A function that always returns the
	// same time stops the clock between calls of Advance, so that the times in tokens do not
	// depend on the speed of a test. It may be called concurrently. Signatures of requests and
	// certificates are compared with the clock of the machine. Default: [time.Now].
	Now func() time.Time
	// Credentials are the access keys that may sign API requests: secrets by key id.
	// [Server.Env] has the key with the first id in alphabetical order. Default: a signed
	// action requires a signature, but the server does not verify it. Then web pages cannot
	// call signed actions, because otherwise any page could administer the server.
	Credentials map[string]string
	// RequestQuotas rejects API requests beyond the request rate quotas of the account with
	// TooManyRequestsException: the default quotas, unless UpdateProvisionedLimit sets others. Use it to test the load or the retries of a client.
	// Default: the server accepts any rate. The hosted pages and the OAuth endpoints have no
	// quota in the emulator.
	RequestQuotas bool
	// AuthenticationLevels adds the claims acr and amr to the tokens of users, and lets apps
	// request a level of authentication: acr_values, TARGET_ACR_VALUES, AcrConfiguration,
	// AcrMapping. Default: none of it, because AWS rolls the feature out gradually, and in
	// October 2026 accounts in five regions did not have it. The server then rejects the
	// members and parameters of the API by name, and ignores acr_values.
	AuthenticationLevels bool
	// MaxRequestQuotas are the account-level maximum limits in Service Quotas: the highest rates
	// in requests a second that UpdateProvisionedLimit accepts, by API category such as
	// UserAuthentication. Default: the default quotas, as in a new account, so that a limit cannot
	// be raised.
	MaxRequestQuotas map[string]int

	// Lambda are the functions of Lambda triggers, by ARN. The ARN must equal the ARN in the
	// user pool: register the ARN of an alias in addition to the ARN of the function. A
	// function may call the server. A request that runs a trigger without a function fails.
	Lambda map[string]LambdaFunc
	// FindLambda returns the function for an ARN that is not in Lambda, or nil if there is
	// none. The server calls it for each event. Default: no function.
	FindLambda func(arn string) LambdaFunc
	// ProviderClient sends the requests to identity providers of pools. Default: the client
	// of [Server.Client], so that only another pool of the server can be a provider, and the
	// server does not request the MetadataURL of SAML providers: their users can sign in only
	// if the provider has a MetadataFile. Unless the client has its own CheckRedirect, the
	// server does not follow redirects of providers.
	ProviderClient *http.Client
	// Log receives a line for each request, without its body, and a line with the level error
	// for each change that cannot be written to the state directory. Default: no log.
	Log *slog.Logger

	offline  bool     // the caller set no ProviderClient
	timeouts timeouts // the zero value means defaultTimeouts; tests set shorter ones
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
	if c.timeouts == (timeouts{}) {
		c.timeouts = defaultTimeouts
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

// validate rejects a region, an account id and quotas that AWS does not have, and names that
// other machines cannot resolve.
func (c Config) validate() error {
	if !regionPattern.MatchString(c.Region) {
		return fmt.Errorf("cognitotest: %q is not the name of an AWS region: write one such as us-east-1", c.Region)
	}
	if !accountPattern.MatchString(c.AccountID) {
		return fmt.Errorf("cognitotest: %q is not an AWS account id: write its 12 digits", c.AccountID)
	}
	if err := c.validateExpose(); err != nil {
		return err
	}
	for category, maximum := range c.MaxRequestQuotas {
		q, _ := requestrate.QuotaOf(category)
		if !q.Adjustable {
			return fmt.Errorf("cognitotest: %q is not an API category with an adjustable quota: write one such as UserAuthentication", category)
		}
		if maximum < q.Default {
			return fmt.Errorf("cognitotest: %d is less than the default quota of %s: write %d or more", maximum, category, q.Default)
		}
	}
	return nil
}
