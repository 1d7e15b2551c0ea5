package clients

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// standIn is what a client meets, as far as a judge may know it. Nothing else in this package knows that it is no AWS.
type standIn struct {
	region  string
	advance func(time.Duration)
	outbox  func() []sent
	env     []string // of the client's process

	// What a browser is told, which reads none of that environment.
	proxy     string
	endpoint  string // the plain endpoint, which takes no proxy and no certificate
	authority []byte // the certificate that signs the host names, in PEM
}

// sent is a message that a person would have got.
type sent struct{ to, code string }

// startStandIn starts a stand-in for one test. A client that asks for another host fails it.
func startStandIn(t *testing.T) (*standIn, *cognitotest.Server) {
	t.Helper()
	return startStandInWithKeys(t, nil)
}

// startStandInWithKeys starts one that verifies signatures by access keys, if there are any.
func startStandInWithKeys(t *testing.T, keys map[string]string) (*standIn, *cognitotest.Server) {
	t.Helper()
	server, err := cognitotest.Start(cognitotest.Config{Credentials: keys})
	require.NoError(t, err)
	t.Cleanup(func() {
		assert.Empty(t, server.RefusedHosts(), "a client asked for another host")
		server.Close()
	})
	env := server.Env()
	return &standIn{
		region:  env["AWS_REGION"],
		advance: server.Advance,
		outbox: func() (messages []sent) {
			for _, m := range server.Outbox() {
				messages = append(messages, sent{to: m.To, code: m.Code})
			}
			return messages
		},
		env:   childEnvironment(os.Environ(), env),
		proxy: server.ProxyURL, endpoint: server.URL, authority: server.CertificatePEM(),
	}, server
}

// childEnvironment is the caller's environment without what would lead a client elsewhere or set it up, and with env.
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
