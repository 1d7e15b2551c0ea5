package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"

	"github.com/stretchr/testify/require"
)

// soakServer is a running server.
type soakServer struct {
	*process
	url    string
	client *http.Client
}

var announcedEndpoint = regexp.MustCompile(`plain endpoint  (http://\S+)`)

func (s *soak) start() soakServer {
	s.t.Helper()
	s.disk.full.Store(false)
	s.disk.broken.Store(false)
	s.disk.delay.Store(0)
	return s.open(s.state)
}

func (s *soak) open(state string) soakServer {
	s.t.Helper()
	p := s.root.sibling()
	if err := p.startOn(&s.disk, "serve", "--listen", "127.0.0.1:0", "--state", state); err != nil {
		s.t.Skip("NOT CHECKED: the kernel does not let a process decide about the calls of another one: ", err)
	}
	url := announcedEndpoint.FindStringSubmatch(p.announced())
	require.NotNil(s.t, url, p.stdout.String())
	return soakServer{p, url[1], &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: soakWriters}, Timeout: processTimeout}}
}

// call sends an API request, and returns the status and the response. The status is 0 without a response.
func (v soakServer) call(action string, in map[string]any) (int, []byte) {
	body, err := json.Marshal(in)
	require.NoError(v.t, err)
	request, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.url, bytes.NewReader(body))
	require.NoError(v.t, err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	response, err := v.client.Do(request)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, text
}

// ok sends a request that must succeed, and decodes the response.
func (v soakServer) ok(action string, in map[string]any, out any) {
	v.t.Helper()
	status, text := v.call(action, in)
	require.Equal(v.t, http.StatusOK, status, "%s: %s\n%s", action, text, v.stderr.String())
	require.NoError(v.t, json.Unmarshal(text, out))
}

func (s *soak) createPool(v soakServer) {
	s.t.Helper()
	var created struct{ UserPool struct{ Id string } }
	v.ok("CreateUserPool", map[string]any{"PoolName": "soak"}, &created)
	s.pool = created.UserPool.Id
	for i := range soakWriters {
		var client struct{ UserPoolClient struct{ ClientId string } }
		v.ok("CreateUserPoolClient", map[string]any{
			"UserPoolId": s.pool, "ClientName": "web", "ExplicitAuthFlows": []string{"ALLOW_USER_PASSWORD_AUTH"},
			"RefreshTokenRotation": map[string]any{"Feature": "ENABLED", "RetryGracePeriodSeconds": 0},
		}, &client)
		user := map[string]any{"UserPoolId": s.pool, "Username": s.user(i)}
		v.ok("AdminCreateUser", user, &struct{}{})
		v.ok("AdminSetUserPassword", map[string]any{"UserPoolId": s.pool, "Username": s.user(i), "Password": "Passw0rd!", "Permanent": true}, &struct{}{})
		s.families = append(s.families, &soakFamily{client: client.UserPoolClient.ClientId})
		s.signIn(v, i)
	}
}

func (s *soak) user(writer int) string { return fmt.Sprintf("user-%d", writer) }

type soakTokens struct{ AuthenticationResult struct{ RefreshToken string } }

func (s *soak) signIn(v soakServer, writer int) {
	s.t.Helper()
	f := s.families[writer]
	var out soakTokens
	v.ok("InitiateAuth", map[string]any{
		"ClientId": f.client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": map[string]string{"USERNAME": s.user(writer), "PASSWORD": "Passw0rd!"},
	}, &out)
	f.token, f.unknown = out.AuthenticationResult.RefreshToken, false
}

// load writes until the disk of the round has done its part, and kills the server.
