package clients

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// emulator contains everything that a test may use of the emulator. The rest of this package would also work with AWS.
type emulator struct {
	region  string
	advance func(time.Duration)
	outbox  func() []sent
	env     []string // environment variables for the client's process
	// lambda registers the Lambda function of an ARN, which runs at a loopback URL.
	lambda func(arn, address string) error

	// For a browser, which does not read these environment variables.
	proxy     string
	endpoint  string // the plain HTTP endpoint
	authority []byte // the certificate of the CA for the host names, in PEM
}

// sent is a message to a user.
type sent struct{ to, code string }

// startEmulator starts an emulator for one test. A client that calls another host fails the test.
func startEmulator(t *testing.T) (*emulator, *cognitotest.Server) {
	t.Helper()
	return startEmulatorWithKeys(t, nil)
}

// startEmulatorWithKeys is startEmulator with an emulator that verifies signatures if keys is not empty.
func startEmulatorWithKeys(t *testing.T, keys map[string]string) (*emulator, *cognitotest.Server) {
	t.Helper()
	return startEmulatorOf(t, cognitotest.Config{Credentials: keys})
}

// startEmulatorWithLevels is startEmulator with an emulator that has levels of authentication.
func startEmulatorWithLevels(t *testing.T) (*emulator, *cognitotest.Server) {
	t.Helper()
	return startEmulatorOf(t, cognitotest.Config{AuthenticationLevels: true})
}

// startSeededEmulator is startEmulator with the pools of a seed file.
func startSeededEmulator(t *testing.T, seed string) *emulator {
	t.Helper()
	s, _ := startEmulatorOf(t, cognitotest.Config{Seed: seed})
	return s
}

func startEmulatorOf(t *testing.T, config cognitotest.Config) (*emulator, *cognitotest.Server) {
	t.Helper()
	var functions sync.Map // by ARN
	config.FindLambda = func(arn string) cognitotest.LambdaFunc {
		function, _ := functions.Load(arn)
		found, _ := function.(cognitotest.LambdaFunc)
		return found
	}
	server, err := cognitotest.Start(config)
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, server.RefusedHosts(), "a client called another host")
		server.Close()
	})
	env := server.Env()
	return &emulator{
		region:  env["AWS_REGION"],
		advance: server.Advance,
		outbox: func() (messages []sent) {
			for _, m := range server.Outbox() {
				messages = append(messages, sent{to: m.To, code: m.Code})
			}
			return messages
		},
		env: childEnvironment(os.Environ(), env),
		lambda: func(arn, address string) error {
			function, err := cognitotest.RemoteLambda(address)
			functions.Store(arn, function)
			return err
		},
		proxy: server.ProxyURL, endpoint: server.URL, authority: server.CertificatePEM(),
	}, server
}

// childEnvironment returns the caller's environment with env, and without the variables that configure a client or make
// it call another host.
func childEnvironment(caller []string, env map[string]string) []string {
	child := slices.DeleteFunc(slices.Clone(caller), func(entry string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		for _, prefix := range []string{"AWS_", "NODE_", "NPM_", "TF_"} {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
		return strings.HasSuffix(name, "_PROXY")
	})
	for name, value := range env {
		child = append(child, name+"="+value)
	}
	return child
}
