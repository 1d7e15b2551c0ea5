package check_test

import (
	"errors"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"

	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
)

func TestReason(t *testing.T) {
	t.Parallel()
	refused := &os.SyscallError{Syscall: "connect", Err: syscall.ECONNREFUSED}
	post := func(err error) error {
		return &url.Error{Op: "Post", URL: "https://cognito-idp.eu-west-1.amazonaws.com/?code=hush", Err: err}
	}
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{
			"an API error", &smithy.OperationError{ServiceID: "Cognito Identity Provider", OperationName: "DescribeUserPool", Err: &smithy.GenericAPIError{Code: "AccessDeniedException", Message: "User is\nnot authorized"}},
			"DescribeUserPool: AccessDeniedException: User is not authorized",
		},
		{
			"no server", post(&net.OpError{Op: "dial", Net: "tcp", Err: refused}),
			"cognito-idp.eu-west-1.amazonaws.com cannot be reached: connection refused: check the network, or the proxy in the variable HTTPS_PROXY",
		},
		{
			"no proxy", post(&net.OpError{Op: "proxyconnect", Net: "tcp", Err: &net.OpError{Op: "dial", Net: "tcp", Err: refused}}),
			"cognito-idp.eu-west-1.amazonaws.com cannot be reached through the proxy: connection refused: check the variable HTTPS_PROXY",
		},
		{
			"no proxy behind a dial", post(&net.OpError{Op: "dial", Net: "tcp", Err: &net.OpError{Op: "proxyconnect", Net: "tcp", Err: refused}}),
			"cognito-idp.eu-west-1.amazonaws.com cannot be reached through the proxy: connection refused: check the variable HTTPS_PROXY",
		},
		{
			"another network error", post(&net.OpError{Op: "read", Net: "tcp", Err: refused}),
			"Post https://cognito-idp.eu-west-1.amazonaws.com/: read tcp: connect: connection refused",
		},
		{"a truncated response", post(errors.New("unexpected EOF")), "Post https://cognito-idp.eu-west-1.amazonaws.com/: unexpected EOF"},
		{"any other error", errors.New("no\n  tokens"), "no tokens"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, tt.want, check.Reason(tt.err))
		})
	}
}
