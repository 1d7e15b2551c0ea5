package modeltest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const password = "Str0ng!Pass"

// epoch is the time of the emulator at the start: a whole second, because tokens have whole seconds.
var epoch = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)

// service is a running emulator with a state directory and one pool. Its clock stands still between calls
// of Advance.
type service struct {
	*cognitotest.Server
	dir     string
	pool    string
	clients map[appClient]string
	domain  string
	http    *http.Client
}

// tester is a testing.T or a rapid.T.
type tester interface {
	require.TestingT
	Helper()
}

func startServer(t tester, dir string) *cognitotest.Server {
	t.Helper()
	server, err := cognitotest.Start(cognitotest.Config{StateDir: dir, Now: func() time.Time { return epoch }})
	require.NoError(t, err)
	return server
}

// start starts a service with the state in a directory; "" keeps the state in memory.
func start(t testing.TB, dir string) *service {
	t.Helper()
	s := &service{dir: dir, clients: map[appClient]string{}, domain: "http://orders.auth.us-east-1.localhost"}
	// Names under .localhost resolve to this machine, but not in every resolver.
	s.http = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(s.URL, "http://"))
	}}}
	s.Server = startServer(t, dir)
	t.Cleanup(func() { s.http.CloseIdleConnections(); s.Close() })
	var created struct {
		UserPool struct {
			ID string `json:"Id"`
		}
	}
	s.mustCall(t, "CreateUserPool", map[string]any{"PoolName": "orders"}, &created)
	s.pool = created.UserPool.ID
	s.mustCall(t, "CreateUserPoolDomain", map[string]any{"UserPoolId": s.pool, "Domain": "orders"}, nil)
	for _, c := range appClients {
		settings := map[string]any{
			"UserPoolId": s.pool, "ClientName": fmt.Sprintf("client-%d", c), "ExplicitAuthFlows": []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
			"AccessTokenValidity": int(accessValidity.Minutes()), "IdTokenValidity": 5, "RefreshTokenValidity": int(refreshValidity.Minutes()),
			"TokenValidityUnits":              map[string]any{"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "minutes"},
			"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": []string{"code"}, "AllowedOAuthScopes": []string{"openid", "aws.cognito.signin.user.admin"},
			"CallbackURLs": []string{"https://app.example.com/callback"}, "SupportedIdentityProviders": []string{"COGNITO"},
		}
		if c.rotates() {
			settings["ExplicitAuthFlows"] = []string{"ALLOW_USER_PASSWORD_AUTH"} // excluded by rotation
			settings["RefreshTokenRotation"] = map[string]any{"Feature": "ENABLED", "RetryGracePeriodSeconds": int(c.grace().Seconds())}
		}
		var out struct {
			UserPoolClient struct {
				ID string `json:"ClientId"`
			}
		}
		s.mustCall(t, "CreateUserPoolClient", settings, &out)
		s.clients[c] = out.UserPoolClient.ID
	}
	return s
}

// restart stops the emulator and starts another one with the same state.
func (s *service) restart(t tester) {
	t.Helper()
	s.http.CloseIdleConnections()
	s.Close()
	s.Server = startServer(t, s.dir)
}

func (s *service) createUser(t tester, name string) {
	t.Helper()
	s.mustCall(t, "AdminCreateUser", map[string]any{"UserPoolId": s.pool, "Username": name, "MessageAction": "SUPPRESS"}, nil)
	s.mustCall(t, "AdminSetUserPassword", map[string]any{"UserPoolId": s.pool, "Username": name, "Password": password, "Permanent": true}, nil)
}

// mustCall is call for a call that must succeed.
func (s *service) mustCall(t tester, action string, in, out any) {
	t.Helper()
	got, err := s.call(action, in, out)
	require.NoError(t, err)
	require.Equal(t, ok, got, "%s %v", action, in)
}

// errServer is a response with a status of 500 or more.
var errServer = errors.New("a failure of the server")

// call calls an action of the API. It returns ok or the name of the exception. err is not nil if there was
// no response, and errServer if the server failed.
func (s *service) call(action string, in, out any) (exception string, err error) {
	body, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequest(http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
	status, text, err := s.send(request)
	if err != nil {
		return "", err
	}
	if status == http.StatusOK {
		if out == nil {
			return ok, nil
		}
		return ok, json.Unmarshal(text, out)
	}
	var failure struct {
		Type string `json:"__type"`
	}
	if err := json.Unmarshal(text, &failure); err != nil || failure.Type == "" {
		return "", fmt.Errorf("%s: status %d: %s", action, status, text)
	}
	if status >= http.StatusInternalServerError {
		return failure.Type, fmt.Errorf("%s: %w: %s", action, errServer, text)
	}
	return failure.Type, nil
}

// post posts a form to an endpoint of the domain. It returns ok or the error code.
func (s *service) post(path string, form url.Values, out any) (code string, err error) {
	request, err := http.NewRequest(http.MethodPost, s.domain+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	status, text, err := s.send(request)
	if err != nil {
		return "", err
	}
	if status == http.StatusOK {
		if out == nil {
			return ok, nil
		}
		return ok, json.Unmarshal(text, out)
	}
	var failure struct {
		Error string `json:"error"`
	}
	if err := json.Unmarshal(text, &failure); err != nil || failure.Error == "" {
		return "", fmt.Errorf("%s: status %d: %s", path, status, text)
	}
	return failure.Error, nil
}

func (s *service) send(request *http.Request) (status int, body []byte, err error) {
	response, err := s.http.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	return response.StatusCode, body, err
}

// tokens are the tokens of a response. Refresh is "" if the response has none.
type tokens struct{ Access, Refresh string }

type authResponse struct {
	AuthenticationResult struct{ AccessToken, RefreshToken string }
}

func (r authResponse) tokens() tokens {
	return tokens{r.AuthenticationResult.AccessToken, r.AuthenticationResult.RefreshToken}
}

func (s *service) signIn(name string, client appClient) (tokens, string, error) {
	var out authResponse
	got, err := s.call("InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": s.clients[client], "AuthParameters": map[string]string{"USERNAME": name, "PASSWORD": password},
	}, &out)
	return out.tokens(), got, err
}

// way is a way to refresh tokens.
type way struct{ action, endpoint string }

var (
	byInitiateAuth = way{action: "InitiateAuth"} // not for a client that rotates
	byGetTokens    = way{action: "GetTokensFromRefreshToken"}
	byEndpoint     = way{endpoint: "/oauth2/token"}
)

func (s *service) refresh(w way, token string, client appClient) (tokens, string, error) {
	if w == byEndpoint {
		var out struct {
			Access  string `json:"access_token"`
			Refresh string `json:"refresh_token"`
		}
		got, err := s.post(w.endpoint, url.Values{"grant_type": {"refresh_token"}, "client_id": {s.clients[client]}, "refresh_token": {token}}, &out)
		return tokens{out.Access, out.Refresh}, got, err
	}
	in := map[string]any{"ClientId": s.clients[client], "RefreshToken": token}
	if w == byInitiateAuth {
		in = map[string]any{"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": s.clients[client], "AuthParameters": map[string]string{"REFRESH_TOKEN": token}}
	}
	var out authResponse
	got, err := s.call(w.action, in, &out)
	return out.tokens(), got, err
}

// revoke revokes a token by the API or by the endpoint of RFC 7009.
func (s *service) revoke(byAPI bool, token string, client appClient) (string, error) {
	if byAPI {
		return s.call("RevokeToken", map[string]any{"ClientId": s.clients[client], "Token": token}, nil)
	}
	return s.post("/oauth2/revoke", url.Values{"client_id": {s.clients[client]}, "token": {token}}, nil)
}

func (s *service) getUser(access string) (string, error) {
	return s.call("GetUser", map[string]any{"AccessToken": access}, nil)
}

// admin calls an action on a user.
func (s *service) admin(action, name string) (string, error) {
	return s.call(action, map[string]any{"UserPoolId": s.pool, "Username": name}, nil)
}
