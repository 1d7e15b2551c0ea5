package awsconfig

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/smithy-go"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// Options are the caller's settings. For an empty field, Load reads the environment and the files
// of the AWS CLI.
type Options struct {
	Profile string
	Region  string
}

// Load reads the configuration, and checks that it contains credentials. The region may be empty.
// The error is one line and contains the fix.
func Load(ctx context.Context, o Options) (aws.Config, error) {
	loaded, err := config.LoadDefaultConfig(ctx,
		config.WithSharedConfigProfile(o.Profile),
		config.WithRegion(o.Region),
		config.WithHTTPClient(transport()),
		// This provider does not use the client of the configuration ("Container credential provider").
		config.WithEndpointCredentialOptions(func(o *endpointcreds.Options) { o.HTTPClient = transport() }),
		config.WithEC2RoleCredentialOptions(func(role *ec2rolecreds.Options) { role.Client = instanceMetadata() }),
	)
	if err != nil {
		return aws.Config{}, unreadable(err)
	}
	loaded.Retryer = NewRetryer
	if buildable, ok := loaded.HTTPClient.(*awshttp.BuildableClient); ok {
		loaded.HTTPClient = &boundedClient{buildable.WithTimeout(0)}
	}
	if loaded.Credentials == nil {
		return aws.Config{}, errNoCredentials
	}
	if _, err := loaded.Credentials.Retrieve(ctx); err != nil {
		if ctx.Err() != nil {
			return aws.Config{}, ctx.Err()
		}
		return aws.Config{}, withoutCredentials(err)
	}
	return loaded, nil
}

var errNoCredentials = errors.New("there are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile")

// dialTimeout is the timeout of one attempt to connect to a host that may not exist.
const dialTimeout = 10 * time.Second

// deadline is the time for one attempt, up to the last byte of the response. The SDK has no
// default limit. Tests replace it.
var deadline = exchange.Deadline

// transport returns the client for requests for credentials. It has this type because the SDK adds
// the certificates of AWS_CA_BUNDLE only to a BuildableClient.
func transport() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().
		WithDialerOptions(func(d *net.Dialer) { d.Timeout = dialTimeout }).
		WithTimeout(deadline)
}

// boundedClient is the client for requests to services. It limits each exchange, and sends whole
// requests as [WholeRequests] does.
type boundedClient struct{ buildable *awshttp.BuildableClient }

// Do implements aws.HTTPClient.
func (b *boundedClient) Do(r *http.Request) (*http.Response, error) {
	whole, err := wholeRequest(r)
	if err != nil {
		return nil, err
	}
	return exchange.Send(whole, deadline, exchange.MaxBody, b.buildable.Do)
}

// instanceMetadata returns a client that makes one attempt. The instance metadata service is the
// last source of credentials in the SDK. On a machine outside EC2 each attempt waits for a timeout.
func instanceMetadata() *imds.Client {
	return imds.New(imds.Options{Retryer: aws.NopRetryer{}})
}

// unreadable returns the error for a configuration that cannot be read.
func unreadable(err error) error {
	if missing, ok := errors.AsType[config.SharedConfigProfileNotExistError](err); ok {
		return fmt.Errorf("the AWS profile %q does not exist. Use a profile of `aws configure list-profiles` with --profile or AWS_PROFILE", missing.Profile)
	}
	return fmt.Errorf("the AWS configuration cannot be read: %s", oneLine(err))
}

// withoutCredentials returns the error for missing credentials.
func withoutCredentials(err error) error {
	// The instance metadata service is the last source in the chain, so no source has credentials.
	if call, ok := errors.AsType[*smithy.OperationError](err); ok && call.Service() == "ec2imds" {
		return errNoCredentials
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return fmt.Errorf("the AWS credentials cannot be loaded: %s. Check the network, or name another profile with --profile", unanswered(err))
	}
	return fmt.Errorf("the AWS credentials cannot be loaded: %s. Sign in again, for example with `aws sso login`, or name another profile with --profile", oneLine(err))
}

// unanswered describes the request that exceeded the deadline.
func unanswered(err error) string {
	request := "a request"
	if call, ok := errors.AsType[*smithy.OperationError](err); ok {
		request = call.Service() + ": " + call.Operation()
	} else if sent, ok := errors.AsType[*url.Error](err); ok {
		request = sent.Op + " " + sent.URL
	}
	return fmt.Sprintf("%s sent no complete response within %s", request, deadline)
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// HTTPClient returns a client for requests outside the SDK. Like the SDK, it uses the caller's
// proxy and the certificates of AWS_CA_BUNDLE. It applies the limits of package exchange.
func HTTPClient(c aws.Config) *http.Client {
	buildable := transport()
	switch client := c.HTTPClient.(type) {
	case *awshttp.BuildableClient:
		buildable = client
	case *boundedClient:
		buildable = client.buildable
	}
	return exchange.Client(buildable.GetTransport())
}
