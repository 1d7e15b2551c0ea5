package token

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

var (
	uuidPattern = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	timePattern = regexp.MustCompile(`("(?:auth_time|iat|exp)"):\d{10}\b`)
	hashPattern = regexp.MustCompile(`"at_hash":"[A-Za-z0-9_-]{22}"`)
)

// literal returns the claims as JSON, with masked ids, times and hash.
func (s *fixture) literal(c userpool.Client, claims map[string]any) string {
	s.t.Helper()
	text, err := json.Marshal(claims)
	require.NoError(s.t, err)
	masked := strings.NewReplacer(s.user.Sub(), "SUB", c.ID, "CLIENT", s.pool.ID, "POOL").Replace(string(text))
	masked = uuidPattern.ReplaceAllString(masked, "UUID")
	masked = timePattern.ReplaceAllString(masked, "$1:0")
	return hashPattern.ReplaceAllString(masked, `"at_hash":"HASH"`)
}

func TestClaims(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name               string
		change             func(*userpool.ClientSettings)
		signIn             SignIn
		wantAccess, wantID string // claims as JSON; wantID is "" if the response has no ID token
	}{
		{
			"OAuth, only openid: all attributes", nil, SignIn{Scopes: []string{"openid"}, Nonce: "n-1"},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"openid","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			`{"at_hash":"HASH","aud":"CLIENT","auth_time":0,"cognito:username":"jo","custom:tenant_verified":"true","email":"jo@example.com","email_verified":true,"event_id":"UUID","exp":0,"given_name":"Jo","iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","nonce":"n-1","origin_jti":"UUID","phone_number":"+15550100","phone_number_verified":false,"sub":"SUB","token_use":"id"}`,
		}, {
			"openid and email", nil, SignIn{Scopes: []string{"openid", "email"}},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"openid email","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			`{"at_hash":"HASH","aud":"CLIENT","auth_time":0,"cognito:username":"jo","email":"jo@example.com","email_verified":true,"event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","sub":"SUB","token_use":"id"}`,
		}, {
			"without openid, bound to a resource", nil, SignIn{Scopes: []string{"orders/read"}, Resource: "https://api.example"},
			`{"aud":"https://api.example","auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"orders/read","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			"",
		}, {
			"API sign-in", nil, SignIn{API: true},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"aws.cognito.signin.user.admin","sub":"SUB","token_use":"access","username":"jo"}`,
			`{"aud":"CLIENT","auth_time":0,"cognito:username":"jo","custom:tenant_verified":"true","email":"jo@example.com","email_verified":true,"event_id":"UUID","exp":0,"given_name":"Jo","iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","phone_number":"+15550100","phone_number_verified":false,"sub":"SUB","token_use":"id"}`,
		}, {
			"revocation and rotation off", func(c *userpool.ClientSettings) { c.EnableTokenRevocation = false }, SignIn{Scopes: []string{"openid", "email"}},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","scope":"openid email","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			`{"at_hash":"HASH","aud":"CLIENT","auth_time":0,"cognito:username":"jo","email":"jo@example.com","email_verified":true,"event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","sub":"SUB","token_use":"id"}`,
		}, {
			"revocation off, rotation on", func(c *userpool.ClientSettings) {
				c.EnableTokenRevocation, c.Rotation = false, &userpool.Rotation{Enabled: true}
			}, SignIn{Scopes: []string{"orders/read"}},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"orders/read","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			"",
		}, {
			"only attributes that the client can read", func(c *userpool.ClientSettings) { c.ReadAttributes = []string{"given_name"} }, SignIn{Scopes: []string{"openid"}},
			`{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","scope":"openid","sub":"SUB","token_use":"access","username":"jo","version":2}`,
			`{"at_hash":"HASH","aud":"CLIENT","auth_time":0,"cognito:username":"jo","event_id":"UUID","exp":0,"given_name":"Jo","iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","origin_jti":"UUID","sub":"SUB","token_use":"id"}`,
		},
	}
	s := newFixture(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addClient(tt.change)
			tt.signIn.Client, tt.signIn.User, tt.signIn.AuthTime = c, s.user, s.store.Clock.Now()
			set, err := s.issuer.SignIn(tt.signIn)
			require.NoError(t, err)
			header, access := s.claims(set.Access)
			assert.Regexp(t, `^{"kid":"[A-Za-z0-9+/]{43}=","alg":"RS256"}$`, header)
			assert.Equal(t, tt.wantAccess, s.literal(c, access))
			if tt.wantID == "" {
				assert.Empty(t, set.ID)
				return
			}
			idHeader, id := s.claims(set.ID)
			assert.NotEqual(t, header, idHeader, "access and ID tokens have different signing keys")
			assert.Equal(t, tt.wantID, s.literal(c, id))
			assert.Equal(t, access["event_id"], id["event_id"])
			assert.Equal(t, access["origin_jti"], id["origin_jti"])
		})
	}
}

// The tokens of an implicit grant have a jti but, without a refresh token, no origin_jti.
// Tokens for a code have both.
func TestImplicitTokensHaveNoOriginJTI(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	set, err := s.issuer.Implicit(SignIn{Client: c, User: s.user, Scopes: []string{"openid", "email"}, AuthTime: s.store.Clock.Now(), Nonce: "n-1"})
	require.NoError(t, err)
	_, access := s.claims(set.Access)
	_, id := s.claims(set.ID)
	assert.Equal(t, `{"auth_time":0,"client_id":"CLIENT","event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","scope":"openid email","sub":"SUB","token_use":"access","username":"jo","version":2}`, s.literal(c, access))
	assert.Equal(t, `{"at_hash":"HASH","aud":"CLIENT","auth_time":0,"cognito:username":"jo","email":"jo@example.com","email_verified":true,"event_id":"UUID","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","nonce":"n-1","sub":"SUB","token_use":"id"}`, s.literal(c, id))
	assert.NotEqual(t, access["jti"], id["jti"])
	_, code := s.claims(s.signIn(c, "openid").Access)
	assert.Contains(t, code, "origin_jti")

	_, err = s.issuer.Access(set.Access)
	require.NoError(t, err)
	_, err = s.store.SignOutUser(s.pool.ID, "jo")
	require.NoError(t, err)
	_, err = s.issuer.Access(set.Access)
	require.ErrorIs(t, err, ErrRevokedAccessToken, "a global sign-out also revokes a token of an implicit grant")
}

// The test compares the raw JSON of the ID token. OpenID Connect defines types other than string
// for some standard claims. A custom attribute is a string for every data type.
func TestClaimsHaveTheTypesOfOpenIDConnect(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ attribute, value, want string }{
		{"address", "1 Main St\nAnytown", `{"formatted":"1 Main St\nAnytown"}`},
		{"address", `{"street_address": "13 Main St"}`, `{"formatted":"{\"street_address\": \"13 Main St\"}"}`},
		{"updated_at", "1740000000", `1740000000`},
		{"updated_at", "9223372036854775807", `9223372036854775807`},
		{"updated_at", "9223372036854775808", `"9223372036854775808"`},
		{"email_verified", "false", `false`},
		{"phone_number_verified", "true", `true`},
		{"birthdate", "1990-01-02", `"1990-01-02"`},
		{"zoneinfo", "1", `"1"`},
		{"custom:address", "1 Main St", `"1 Main St"`},
		{"custom:updated_at", "7", `"7"`},
		{"custom:flag_verified", "true", `"true"`},
	} {
		t.Run(tt.attribute, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			require.NoError(t, s.store.AddCustomAttributes(s.pool.ID, []userpool.SchemaAttribute{
				{Name: "address", DataType: "String", Mutable: true}, {Name: "updated_at", DataType: "Number", Mutable: true},
				{Name: "flag_verified", DataType: "Boolean", Mutable: true},
			}))
			var err error
			s.user, _, err = s.store.UpdateAttributes(s.user, []userpool.Attribute{{Name: tt.attribute, Value: tt.value}})
			require.NoError(t, err)
			set := s.signIn(s.addClient(nil), "openid")
			raw, err := base64.RawURLEncoding.DecodeString(strings.Split(set.ID, ".")[1])
			require.NoError(t, err)
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(raw, &members))
			assert.Equal(t, tt.want, string(members[tt.attribute]))
			_, access := s.claims(set.Access)
			assert.NotContains(t, access, tt.attribute)
		})
	}
}

// The identities are in the ID token, with texts for each value, and not in the access token.
func TestIdentitiesOfAFederatedUser(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.user.Identities = []userpool.Identity{{
		UserID: "248289", ProviderName: "Corporate", ProviderType: "OIDC", Primary: true, Created: time.UnixMilli(1764000000123),
	}}
	set := s.signIn(s.addClient(nil), "openid")
	_, id := s.claims(set.ID)
	text, err := json.Marshal(id["identities"])
	require.NoError(t, err)
	assert.JSONEq(t, `[{"userId":"248289","providerName":"Corporate","providerType":"OIDC","issuer":null,"primary":"true","dateCreated":"1764000000123"}]`, string(text))
	_, access := s.claims(set.Access)
	assert.NotContains(t, access, "identities")
}

func TestClientCredentialsClaims(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	set, err := s.issuer.ClientCredentials(c, []string{"orders/read", "orders/write"}, nil)
	require.NoError(t, err)
	_, claims := s.claims(set.Access)
	assert.Equal(t, `{"auth_time":0,"client_id":"CLIENT","exp":0,"iat":0,"iss":"https://cognito-idp.us-east-1.amazonaws.com/POOL","jti":"UUID","scope":"orders/read orders/write","sub":"CLIENT","token_use":"access","version":2}`, s.literal(c, claims))
	assert.Empty(t, set.ID)
	assert.Empty(t, set.Refresh)
}

func TestLifetimesAndAuthTime(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(func(c *userpool.ClientSettings) {
		c.AccessTokenValidity = userpool.Validity{Value: 5, Unit: "minutes"}
		c.IDTokenValidity = userpool.Validity{Value: 1, Unit: "days"}
	})
	signedIn := s.store.Clock.Now()
	s.store.Clock.Advance(30 * time.Minute) // the user signed in earlier, in the browser's session
	set, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: signedIn})
	require.NoError(t, err)
	_, access := s.claims(set.Access)
	_, id := s.claims(set.ID)
	assert.Equal(t, 5*time.Minute, set.ExpiresIn)
	assert.Equal(t, 300.0, access["exp"].(float64)-access["iat"].(float64))
	assert.Equal(t, 86400.0, id["exp"].(float64)-id["iat"].(float64))
	assert.Equal(t, unixTime(signedIn), access["auth_time"])
	assert.Equal(t, unixTime(signedIn), id["auth_time"])
	assert.InDelta(t, unixTime(s.store.Clock.Now()), access["iat"], 30)
}

// The expected hash is the example of OpenID Connect Core, appendix A.4.
func TestAccessTokenHash(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "77QmUPtjPfzWtF2AnpK9RQ", accessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"))
	s := newFixture(t)
	set := s.signIn(s.addClient(nil), "openid")
	_, id := s.claims(set.ID)
	assert.Equal(t, accessTokenHash(set.Access), id["at_hash"])
}

func TestGroupClaims(t *testing.T) {
	t.Parallel()
	type group struct {
		name, role string
		precedence *int
	}
	one, two := new(1), new(2)
	const role = "arn:aws:iam::123456789012:role/"
	tests := []struct {
		name      string
		groups    []group
		names     any
		roles     any
		preferred any
	}{
		{name: "none"},
		{"by precedence", []group{{"a", role + "a", two}, {"b", role + "b", one}, {"c", role + "c", nil}},
			[]any{"b", "a", "c"}, []any{role + "b", role + "a", role + "c"}, role + "b"},
		{"without a role", []group{{"a", "", one}}, []any{"a"}, nil, nil},
		{"without a precedence", []group{{"a", role + "a", nil}}, []any{"a"}, []any{role + "a"}, nil},
		{"tie with one role", []group{{"a", role + "x", one}, {"b", role + "x", one}}, []any{"a", "b"}, []any{role + "x"}, role + "x"},
		{"tie with two roles", []group{{"a", role + "a", one}, {"b", role + "b", one}}, []any{"a", "b"}, []any{role + "a", role + "b"}, nil},
		{"tie below the first", []group{{"a", role + "a", two}, {"b", role + "b", two}, {"c", role + "c", one}},
			[]any{"c", "a", "b"}, []any{role + "c", role + "a", role + "b"}, role + "c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			for _, g := range tt.groups {
				s.addGroup(g.name, g.role, g.precedence)
			}
			set := s.signIn(s.addClient(nil), "openid")
			_, access := s.claims(set.Access)
			_, id := s.claims(set.ID)
			assert.Equal(t, tt.names, access["cognito:groups"])
			assert.Equal(t, tt.names, id["cognito:groups"])
			assert.Equal(t, tt.roles, id["cognito:roles"])
			assert.Equal(t, tt.preferred, id["cognito:preferred_role"])
			assert.NotContains(t, access, "cognito:roles")
			assert.NotContains(t, access, "cognito:preferred_role")
		})
	}
}
