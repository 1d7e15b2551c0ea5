package token

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fixture is a pool with an issuer and one user, jo.
type fixture struct {
	*pooltest.Fixture
	t      testing.TB
	issuer *Issuer
	store  *userpool.Store
	pool   userpool.Pool
	user   userpool.User
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	f := pooltest.New(t, userpool.SchemaAttribute{Name: "tenant_verified", DataType: "String", Mutable: true})
	user := f.AddUser("jo", append(pooltest.Profile("jo"), userpool.Attribute{Name: "custom:tenant_verified", Value: "true"})...)
	return &fixture{Fixture: f, t: t, issuer: &Issuer{Store: f.Store}, store: f.Store, pool: f.Pool, user: user}
}

func (s *fixture) addClient(change func(*userpool.ClientSettings)) userpool.Client {
	s.t.Helper()
	settings := userpool.ClientSettings{Name: "web", EnableTokenRevocation: true}
	if change != nil {
		change(&settings)
	}
	return s.AddClient(settings, false)
}

func (s *fixture) addGroup(name, role string, precedence *int) {
	s.t.Helper()
	_, err := s.store.CreateGroup(s.pool.ID, userpool.Group{Name: name, RoleARN: role, Precedence: precedence})
	require.NoError(s.t, err)
	require.NoError(s.t, s.store.SetMembership(s.pool.ID, "jo", name, true))
}

func (s *fixture) trackSessions() {
	s.t.Helper()
	_, err := s.store.UpdatePool(s.pool.ID, func(p *userpool.Pool) { p.Tier = "PLUS" })
	require.NoError(s.t, err)
	_, err = s.store.SetSessionConfiguration(s.pool.ID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: 2})
	require.NoError(s.t, err)
}

func (s *fixture) signIn(c userpool.Client, scopes ...string) Set {
	s.t.Helper()
	set, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: scopes, AuthTime: s.store.Clock.Now()})
	require.NoError(s.t, err)
	return set
}

func (s *fixture) refresh(c userpool.Client, refreshToken string) Set {
	s.t.Helper()
	set, err := s.tryRefresh(c, refreshToken)
	require.NoError(s.t, err)
	return set
}

func (s *fixture) read(c userpool.Client, refreshToken string) userpool.Refresh {
	s.t.Helper()
	r, err := s.issuer.ReadRefresh(RefreshRequest{PoolID: c.PoolID, ClientID: c.ID, RefreshToken: refreshToken})
	require.NoError(s.t, err)
	return r
}

func (s *fixture) tryRefresh(c userpool.Client, refreshToken string) (Set, error) {
	s.t.Helper()
	return s.issuer.Refresh(s.read(c, refreshToken), nil)
}

// claims verifies a JWS with the published key that its header names. It returns the header and
// the claims.
func (s *fixture) claims(jws string) (header string, claims map[string]any) {
	s.t.Helper()
	parsed, err := jose.ParseSignedCompact(jws, []jose.SignatureAlgorithm{jose.RS256})
	require.NoError(s.t, err)
	keys := s.issuer.JWKS(s.pool.ID)
	published := keys.Key(parsed.Signatures[0].Header.KeyID)
	require.Len(s.t, published, 1)
	payload, err := parsed.Verify(published[0])
	require.NoError(s.t, err)
	require.NoError(s.t, json.Unmarshal(payload, &claims))
	return decodedHeader(s.t, jws), claims
}

// unixTime returns a time as the number that encoding/json decodes from a token.
func unixTime(d time.Time) float64 { return float64(d.Unix()) }
