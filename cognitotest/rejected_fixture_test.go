package cognitotest_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// fixture creates the value of a name in braces.
type fixture func(*testing.T, *scenario) string

// Fragments of the requests that create app clients.
const (
	everyFlow = `"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]`
	withCode  = `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"CallbackURLs":["https://app.example.com/callback"],"SupportedIdentityProviders":["COGNITO"],"LogoutURLs":["https://app.example.com/bye"]`
	scopes    = `"AllowedOAuthScopes":["openid","email","aws.cognito.signin.user.admin"]`
)

// sharedFixtures are the pool, its domain and its app clients, which rows can share.
func sharedFixtures() map[string]fixture {
	client := func(body string) fixture {
		return func(t *testing.T, s *scenario) string {
			t.Helper()
			id, _ := s.newClient(t, `{"UserPoolId":"{pool}","ClientName":"c",`+body+`}`)
			return id
		}
	}
	// The fixture of a confidential client also creates the value "secret of CLIENT".
	confidential := func(id, body string) fixture {
		return func(t *testing.T, s *scenario) string {
			t.Helper()
			clientID, secret := s.newClient(t, `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true,`+body+`}`)
			s.shared["secret of "+id], s.values["secret of "+id] = secret, secret
			return clientID
		}
	}
	return map[string]fixture{
		"pool": func(t *testing.T, s *scenario) string {
			t.Helper()
			body := s.settings.pool
			if body == "" {
				body = `{"PoolName":"rejections"}`
			}
			return member(t, s.ok(t, "CreateUserPool", body), "UserPool", "Id")
		},
		"prefix": func(t *testing.T, s *scenario) string {
			t.Helper()
			return "rejected-" + strings.ToLower(s.value(t, "pool")[len("us-east-1_"):])
		},
		"managed domain": func(t *testing.T, s *scenario) string {
			t.Helper()
			domain := s.value(t, "domain")
			s.ok(t, "UpdateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}","ManagedLoginVersion":2}`)
			return domain
		},
		"domain": func(t *testing.T, s *scenario) string {
			t.Helper()
			s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"{prefix}"}`)
			return s.value(t, "prefix") + ".auth.us-east-1.amazoncognito.com"
		},
		"api scopes": func(t *testing.T, s *scenario) string {
			t.Helper()
			s.ok(t, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"d"},{"ScopeName":"write","ScopeDescription":"d"}]}`)
			return `"orders/read"`
		},
		"client": func(t *testing.T, s *scenario) string {
			t.Helper()
			if s.settings.client == "" {
				return client(everyFlow)(t, s)
			}
			id, _ := s.newClient(t, s.settings.client)
			return id
		},
		"other client":              client(everyFlow),
		"hiding client":             client(everyFlow + `,"PreventUserExistenceErrors":"ENABLED"`),
		"srp client":                client(`"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]`),
		"password client":           client(`"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]`),
		"rotating client":           client(`"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}`),
		"client without revocation": client(everyFlow + `,"EnableTokenRevocation":false`),
		"confidential client":       confidential("confidential client", everyFlow),
		"spa":                       client(everyFlow + `,` + withCode + `,` + scopes),
		"other spa":                 client(everyFlow + `,` + withCode + `,` + scopes),
		"rotating spa":              client(withCode + `,` + scopes + `,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}`),
		"web":                       confidential("web", everyFlow+`,`+withCode+`,`+scopes),
		"spa without revocation":    client(withCode + `,` + scopes + `,"EnableTokenRevocation":false`),
		"spa with two uris":         client(strings.Replace(withCode, `callback"`, `callback","https://app.example.com/b?tenant=7"`, 1) + `,` + scopes),
		"implicit spa":              client(strings.Replace(withCode, `"code"`, `"implicit"`, 1) + `,` + scopes),
		"machine":                   confidential("machine", `"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":[{api scopes}]`),
		"client without oauth":      client(everyFlow),
	}
}

// rowFixtures are users, and the tokens, codes and sessions of their sign-ins.
func rowFixtures() map[string]fixture {
	result := func(client, name string) fixture {
		return func(t *testing.T, s *scenario) string {
			t.Helper()
			return member(t, s.tokensOf(t, client), "AuthenticationResult", name)
		}
	}
	after := func(token, action, body string) fixture {
		return func(t *testing.T, s *scenario) string {
			t.Helper()
			value := s.value(t, token)
			s.ok(t, action, body)
			return value
		}
	}
	code := func(client, query string) fixture {
		return func(t *testing.T, s *scenario) string { t.Helper(); return s.codeOf(t, client, query) }
	}
	return map[string]fixture{
		"jo": func(t *testing.T, s *scenario) string {
			t.Helper()
			name := newUser(t, s, "Temp0rary!")
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"`+name+`","Password":"Passw0rd!","Permanent":true}`)
			return name
		},
		"user with a temporary password":              func(t *testing.T, s *scenario) string { t.Helper(); return newUser(t, s, "Passw0rd!") },
		"disabled user":                               after("jo", "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"access token":                                result("client", "AccessToken"),
		"id token":                                    result("client", "IdToken"),
		"refresh token":                               result("client", "RefreshToken"),
		"refresh token of the other client":           result("other client", "RefreshToken"),
		"refresh token that rotates":                  result("rotating client", "RefreshToken"),
		"refresh token without revocation":            result("client without revocation", "RefreshToken"),
		"refresh token of the spa":                    result("spa", "RefreshToken"),
		"refresh token of the other spa":              result("other spa", "RefreshToken"),
		"spent refresh token":                         after("refresh token that rotates", "GetTokensFromRefreshToken", `{"ClientId":"{rotating client}","RefreshToken":"{refresh token that rotates}"}`),
		"revoked refresh token":                       after("refresh token", "RevokeToken", `{"ClientId":"{client}","Token":"{refresh token}"}`),
		"revoked refresh token of the spa":            after("refresh token of the spa", "RevokeToken", `{"ClientId":"{spa}","Token":"{refresh token of the spa}"}`),
		"refresh token of a disabled user":            after("refresh token", "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"access token signed out":                     after("access token", "AdminUserGlobalSignOut", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"refresh token signed out":                    after("refresh token", "AdminUserGlobalSignOut", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"refresh token of a disabled user at the spa": after("refresh token of the spa", "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"refresh token of the rotating spa": func(t *testing.T, s *scenario) string {
			t.Helper()
			return s.tokens(t, "rotating spa", "")["refresh_token"]
		},
		"spent refresh token of the rotating spa":   after("refresh token of the rotating spa", "GetTokensFromRefreshToken", `{"ClientId":"{rotating spa}","RefreshToken":"{refresh token of the rotating spa}"}`),
		"access token with only openid, signed out": after("access token with only openid", "AdminUserGlobalSignOut", `{"UserPoolId":"{pool}","Username":"{jo}"}`),
		"basic of web": func(t *testing.T, s *scenario) string {
			t.Helper()
			return base64.StdEncoding.EncodeToString([]byte(s.value(t, "web") + ":" + s.value(t, "secret of web")))
		},
		"basic of web with a wrong secret": func(t *testing.T, s *scenario) string {
			t.Helper()
			return base64.StdEncoding.EncodeToString([]byte(s.value(t, "web") + ":wrong"))
		},
		"code":                  code("spa", ""),
		"code of the other spa": code("other spa", ""),
		"code with a challenge": code("spa", "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"),
		"used code": func(t *testing.T, s *scenario) string {
			t.Helper()
			s.exchange(t, "spa", s.value(t, "code"))
			return s.value(t, "code")
		},
		"code that was sent": func(t *testing.T, s *scenario) string {
			t.Helper()
			sent := s.server.Outbox()
			require.NotEmpty(t, sent)
			return sent[len(sent)-1].Code
		},
		"code that was not sent": func(t *testing.T, s *scenario) string {
			t.Helper()
			if s.value(t, "code that was sent") == "123456" {
				return "654321"
			}
			return "123456"
		},
		"jo locked out": func(t *testing.T, s *scenario) string {
			t.Helper()
			for range 5 {
				_, body := s.post(t, call{"InitiateAuth", s.text(t, `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{jo}","PASSWORD":"Wr0ngPass!"}}`)}, nil)
				require.Contains(t, body, "NotAuthorizedException")
			}
			return s.value(t, "jo")
		},
		"secret hash of another user": func(t *testing.T, s *scenario) string {
			t.Helper()
			id := s.value(t, "confidential client")
			return hash(s.value(t, "secret of confidential client"), "nobody", id)
		},
		"refresh token of the confidential client": func(t *testing.T, s *scenario) string {
			t.Helper()
			id, jo := s.value(t, "confidential client"), s.value(t, "jo")
			secret := hash(s.value(t, "secret of confidential client"), jo, id)
			return member(t, s.ok(t, "InitiateAuth", `{"ClientId":"`+id+`","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"`+jo+`","PASSWORD":"Passw0rd!","SECRET_HASH":"`+secret+`"}}`), "AuthenticationResult", "RefreshToken")
		},
		"access token with only openid": func(t *testing.T, s *scenario) string {
			t.Helper()
			return s.tokens(t, "spa", "&scope=openid")["access_token"]
		},
		"used session": after("session for a new password", "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"{session for a new password}","ChallengeResponses":{"USERNAME":"{user with a temporary password}","NEW_PASSWORD":"N3wPassw0rd!"}}`),
		"session for a new password": func(t *testing.T, s *scenario) string {
			t.Helper()
			return member(t, s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{user with a temporary password}","PASSWORD":"Passw0rd!"}}`), "Session")
		},
	}
}

var users atomic.Int64

// newUser creates a user with a temporary password and returns the username.
func newUser(t *testing.T, s *scenario, password string) string {
	t.Helper()
	name := fmt.Sprintf("user%d", users.Add(1))
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","TemporaryPassword":"`+password+`","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"`+name+`@example.com"},{"Name":"email_verified","Value":"true"}]}`)
	return name
}
