package cognitoidp_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	openPool   = `{"PoolName":"p","DcrConfiguration":{"OpenDcrEnabled":true}}`
	registered = `{"UserPoolId":"{pool}","ClientId":"{registered}"}`
)

// registering starts an emulator with a pool that registers clients openly at the domain orders.
func registering(t *testing.T, config cognitotest.Config) *server {
	t.Helper()
	s := startWith(t, config)
	s.pool(t, openPool)
	s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"orders"}`)
	return s
}

// register registers a client, and sets {registered} to its id.
func (s *server) register(t *testing.T, metadata string) map[string]any {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://orders.auth.us-east-1.amazoncognito.com/oauth2/register", strings.NewReader(metadata))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	got := s.do(t, request)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.body), &body))
	s.set("registered", body["client_id"].(string))
	return body
}

// TestRegisteredClientIsDescribed: DescribeUserPoolClient names the type of a client, also after an update and a restart.
func TestRegisteredClientIsDescribed(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: filepath.Join(t.TempDir(), "state")}
	s := registering(t, config)
	body := s.register(t, `{"client_name":"agent","redirect_uris":["https://agent.example/cb"],"scope":"openid email"}`)
	s.set("secret", body["client_secret"].(string))
	const want = `{"UserPoolClient":{"UserPoolId":"{pool}","ClientName":"agent","ClientId":"{registered}","ClientSecret":"{secret}","ClientType":"DCR",
		"LastModifiedDate":"DATE","CreationDate":"DATE","RefreshTokenValidity":30,"TokenValidityUnits":{},"AuthSessionValidity":3,
		"SupportedIdentityProviders":["COGNITO"],"CallbackURLs":["https://agent.example/cb"],"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","email"],
		"AllowedOAuthFlowsUserPoolClient":true,"EnableTokenRevocation":true,"EnablePropagateAdditionalUserContextData":false}}`
	s.ok(t, "DescribeUserPoolClient", registered) // it checks the response against the model
	assert.JSONEq(t, want, s.masked(s.call(t, "DescribeUserPoolClient", registered).body))

	updated := s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{registered}","ClientName":"renamed","RefreshTokenValidity":1}`)
	assert.Equal(t, "DCR", at(updated, "UserPoolClient", "ClientType"))
	s.client(t, plainClient)
	assert.Equal(t, "REGULAR", at(s.ok(t, "DescribeUserPoolClient", clientSubject), "UserPoolClient", "ClientType"))

	s.Close()
	again := startWith(t, config)
	again.placeholders, again.values = s.placeholders, s.values
	assert.Equal(t, "DCR", at(again.ok(t, "DescribeUserPoolClient", registered), "UserPoolClient", "ClientType"))
	again.register(t, `{"redirect_uris":["https://agent.example/cb"]}`)
	again.ok(t, "DeleteUserPoolClient", registered)
	again.fails(t, "DescribeUserPoolClient", registered, "ResourceNotFoundException", "User pool client {registered} does not exist.")
}

// TestListUserPoolClientsByType: a filter shortens the pages, and does not move their borders.
func TestListUserPoolClientsByType(t *testing.T) {
	t.Parallel()
	s := registering(t, cognitotest.Config{})
	want := map[string][]string{}
	for i := range 7 {
		kind := "DCR"
		if i%3 == 0 {
			kind = "REGULAR"
			s.client(t, plainClient)
			want[kind] = append(want[kind], s.values["{client}"])
		} else {
			want[kind] = append(want[kind], s.register(t, `{"redirect_uris":["https://agent.example/cb"]}`)["client_id"].(string))
		}
		want[""] = append(want[""], want[kind][len(want[kind])-1])
	}
	for kind, ids := range want {
		filter := ""
		if kind != "" {
			filter = `,"ClientType":"` + kind + `"`
		}
		var listed []string
		pages, next := 0, ""
		for {
			got := s.ok(t, "ListUserPoolClients", `{"UserPoolId":"{pool}","MaxResults":1`+filter+next+`}`)
			clients := got["UserPoolClients"].([]any)
			for _, c := range clients {
				listed = append(listed, at(c, "ClientId").(string))
				assert.NotContains(t, c, "ClientType")
			}
			assert.LessOrEqual(t, len(clients), 1)
			pages++
			token, more := got["NextToken"].(string)
			if !more {
				break
			}
			next = `,"NextToken":"` + token + `"`
		}
		assert.ElementsMatch(t, ids, listed, kind)
		assert.Equal(t, 7, pages, "a page of %s has one client or none", kind)
	}
	s.fails(t, "ListUserPoolClients", `{"UserPoolId":"{pool}","ClientType":"OTHER"}`, "InvalidParameterException",
		"1 validation error detected: Value 'OTHER' at 'clientType' failed to satisfy constraint: Member must satisfy enum value set: [DCR, REGULAR]")
	first := s.ok(t, "ListUserPoolClients", `{"UserPoolId":"{pool}","MaxResults":1,"ClientType":"DCR"}`)["NextToken"].(string)
	s.fails(t, "ListUserPoolClients", `{"UserPoolId":"{pool}","MaxResults":1,"ClientType":"REGULAR","NextToken":"`+first+`"}`, "InvalidParameterException", "Invalid pagination token.")
}

// TestRegisteredClientRefusesSecretOperations, and the scope that registers clients.
func TestRegisteredClientRefusesSecretOperations(t *testing.T) {
	t.Parallel()
	s := registering(t, cognitotest.Config{})
	const text = "Client secret operations are not supported for a client from dynamic client registration."
	for _, metadata := range []string{`{"redirect_uris":["https://agent.example/cb"]}`, `{"redirect_uris":["https://agent.example/cb"],"token_endpoint_auth_method":"none"}`} {
		s.register(t, metadata)
		before := s.call(t, "DescribeUserPoolClient", registered).body
		s.fails(t, "AddUserPoolClientSecret", registered, "InvalidParameterException", text)
		s.fails(t, "AddUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{registered}","ClientSecret":"abcdefghijklmnopqrstuvwxyz"}`, "InvalidParameterException", text)
		s.fails(t, "ListUserPoolClientSecrets", registered, "InvalidParameterException", text)
		s.fails(t, "DeleteUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{registered}","ClientSecretId":"1"}`, "InvalidParameterException", text)
		s.fails(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{registered}","AllowedOAuthScopes":["openid","aws.cognito/dcr/register"]}`, "InvalidParameterException",
			"A client from dynamic client registration cannot have the scope aws.cognito/dcr/register.")
		assert.Equal(t, before, s.call(t, "DescribeUserPoolClient", registered).body)
	}

	// Another client can have the scope, which needs no resource server.
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true,"AllowedOAuthScopes":["aws.cognito/dcr/register"],"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthFlowsUserPoolClient":true}`)
	s.ok(t, "ListUserPoolClientSecrets", clientSubject)
	s.ok(t, "AddUserPoolClientSecret", clientSubject)
	s.fails(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","AllowedOAuthScopes":["aws.cognito/dcr/read"]}`, "ScopeDoesNotExistException", "Invalid scope requested: aws.cognito/dcr/read")
}
