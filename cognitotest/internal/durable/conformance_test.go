package durable

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// fixture is a store under test with a pool and its user jo.
type fixture struct {
	*testing.T
	store  func() *userpool.Store // for the next transaction
	pool   string
	client string
}

const (
	region   = "us-east-1"
	password = "Passw0rd!"
)

// backends are the storages of a store. The last one loses everything that is only in memory.
var backends = []struct {
	name string
	open func(t *testing.T) func() *userpool.Store
}{
	{"in memory", func(*testing.T) func() *userpool.Store {
		s := userpool.NewStore(account)
		return func() *userpool.Store { return s }
	}},
	{"durable", func(t *testing.T) func() *userpool.Store {
		t.Helper()
		s, err := userpool.Open(account, mustOpen(t, t.TempDir()))
		require.NoError(t, err)
		return func() *userpool.Store { return s }
	}},
	{"durable, reopened before each step", func(t *testing.T) func() *userpool.Store {
		t.Helper()
		dir := t.TempDir()
		var j *Journal
		return func() *userpool.Store {
			t.Helper()
			if j != nil {
				require.NoError(t, j.Close())
			}
			j = mustOpen(t, dir)
			s, err := userpool.Open(account, j)
			require.NoError(t, err)
			return s
		}
	}},
}

// TestConformance requires the same behavior of a store with each storage.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			for _, behaviour := range behaviours {
				t.Run(behaviour.name, func(t *testing.T) {
					t.Parallel()
					b := &fixture{T: t, store: backend.open(t)}
					pool, err := b.store().CreatePool(region, userpool.Pool{
						Name: "orders", PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy, Tags: map[string]string{"team": "x"}},
					})
					require.NoError(t, err)
					b.pool = pool.ID
					client, err := b.store().CreateClient(b.pool, userpool.ClientSettings{Name: "web"}, "", false)
					require.NoError(t, err)
					b.client = client.ID
					_, err = b.store().CreateUser(b.pool, "jo", []userpool.Attribute{{Name: "email", Value: "jo@example.com"}}, "")
					require.NoError(t, err)
					_, err = b.store().SetPassword(b.pool, "jo", password, true)
					require.NoError(t, err)
					behaviour.run(b)
				})
			}
		})
	}
}

// same compares the results of two methods. A record that was read back has other pointers and
// no monotonic clock reading.
func (b *fixture) same(want, got any) {
	b.Helper()
	wantJSON, err := json.Marshal(want)
	require.NoError(b, err)
	gotJSON, err := json.Marshal(got)
	require.NoError(b, err)
	assert.Equal(b, string(wantJSON), string(gotJSON))
}

// signIn starts a token family with a lifetime of a day.
func (b *fixture) signIn() (userpool.TokenFamily, userpool.RefreshToken) {
	b.Helper()
	s := b.store()
	user, err := s.User(b.pool, "jo")
	require.NoError(b, err)
	family := userpool.TokenFamily{
		OriginJTI: userpool.NewUUID(), PoolID: b.pool, ClientID: b.client, Username: "jo", Scopes: []string{"openid"},
		ExpiresAt: s.Clock.Now().Add(24 * time.Hour),
	}
	token, err := s.StartSignIn(user, family)
	require.NoError(b, err)
	family.Issued = token.Issued
	return family, token
}

// read reads the records for a refresh with a token.
func (b *fixture) read(token userpool.RefreshToken) userpool.Refresh {
	b.Helper()
	refresh, err := b.store().ReadRefresh(userpool.RefreshRequest{PoolID: b.pool, ClientID: b.client, TokenID: token.ID})
	require.NoError(b, err)
	return refresh
}

var behaviours = []struct {
	name string
	run  func(*fixture)
}{
	{"a pool has its settings after an update", func(b *fixture) {
		changed, err := b.store().UpdatePool(b.pool, func(p *userpool.Pool) { p.Tags, p.DeletionProtection = nil, "ACTIVE" })
		require.NoError(b, err)
		got, err := b.store().Pool(b.pool)
		require.NoError(b, err)
		b.same(changed, got)
		assert.Nil(b, got.Tags)
		require.Error(b, b.store().DeletePool(b.pool), "the pool has deletion protection")
		require.NoError(b, b.store().AddCustomAttributes(b.pool, []userpool.SchemaAttribute{{Name: "tenant", DataType: "String", Mutable: true}}))
		assert.Len(b, b.store().Pools(region), 1)
		assert.Empty(b, b.store().Pools("eu-west-1"))
	}},
	{"a rejected change changes nothing", func(b *fixture) {
		before, err := b.store().SetPassword(b.pool, "jo", "Temp0rary!", false)
		require.NoError(b, err)
		_, err = b.store().ReplaceTemporaryPassword(b.pool, "jo", "weak", []userpool.Attribute{{Name: "name", Value: "X"}})
		require.ErrorIs(b, err, apierror.ErrInvalidPassword)
		_, err = b.store().DeleteAttributes(b.pool, "jo", []string{"email", "no such"})
		require.Error(b, err)
		got, err := b.store().User(b.pool, "jo")
		require.NoError(b, err)
		b.same(before, got)
	}},
	{"deleting a pool deletes its users, tokens and sessions", func(b *fixture) {
		_, refresh := b.signIn()
		session := b.store().StartBrowserSession(b.pool, "jo", "")
		require.NoError(b, b.store().DeletePool(b.pool))
		_, err := b.store().User(b.pool, "jo")
		require.ErrorIs(b, err, apierror.ErrResourceNotFound)
		_, err = b.store().RotateRefreshToken(refresh.ID, b.client, 0)
		require.ErrorIs(b, err, apierror.ErrNotAuthorized)
		_, ok := b.store().BrowserSession(b.pool, session.ID)
		assert.False(b, ok)
	}},
	{"a client is found by its id", func(b *fixture) {
		created, err := b.store().CreateClient(b.pool, userpool.ClientSettings{Name: "web", Rotation: &userpool.Rotation{Enabled: true, Grace: time.Minute}}, "", true)
		require.NoError(b, err)
		got, err := b.store().FindClient(region, created.ID)
		require.NoError(b, err)
		b.same(created, got)
		_, err = b.store().UpdateClient(b.pool, created.ID, userpool.ClientSettings{Name: "app"})
		require.NoError(b, err)
		got, err = b.store().Client(b.pool, created.ID)
		require.NoError(b, err)
		assert.Equal(b, "app", got.Name)
		assert.False(b, got.Rotates())
		require.NoError(b, b.store().DeleteClient(b.pool, created.ID))
		_, err = b.store().FindClient(region, created.ID)
		require.ErrorIs(b, err, apierror.ErrResourceNotFound)
	}},
	{"a domain is found by its host name", func(b *fixture) {
		created, err := b.store().CreateDomain(userpool.Domain{Name: "orders", PoolID: b.pool, ManagedLoginVersion: 1})
		require.NoError(b, err)
		got, ok := b.store().DomainByHost("orders.auth.us-east-1.amazoncognito.com")
		assert.True(b, ok)
		b.same(created, got)
		require.Error(b, b.store().DeletePool(b.pool), "the pool has a domain")
		require.NoError(b, b.store().DeleteDomain(b.pool, "orders"))
		_, ok = b.store().DomainByHost("orders.auth.us-east-1.amazoncognito.com")
		assert.False(b, ok)
	}},
	{"a resource server has its scopes", func(b *fixture) {
		created, err := b.store().CreateResourceServer(b.pool, userpool.ResourceServer{Identifier: "https://api.example.com/v1", Name: "API", Scopes: []userpool.Scope{{Name: "read", Description: "Read"}}})
		require.NoError(b, err)
		got, err := b.store().ResourceServer(b.pool, created.Identifier)
		require.NoError(b, err)
		b.same(created, got)
		_, err = b.store().CreateResourceServer(b.pool, created)
		require.Error(b, err, "the identifier is taken")
	}},
	{"a wrong password and an unknown user are rejected", func(b *fixture) {
		_, err := b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "jo", password)
		require.NoError(b, err)
		_, err = b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "jo", "Passw0rd?")
		require.ErrorIs(b, err, apierror.ErrNotAuthorized)
		_, err = b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "ada", password)
		require.ErrorIs(b, err, apierror.ErrUserNotFound)
	}},
	{"twelve wrong passwords lock the user", func(b *fixture) {
		for range 12 {
			_, err := b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "jo", "wrong")
			require.ErrorIs(b, err, apierror.ErrNotAuthorized)
			b.store().Clock.Advance(time.Second)
		}
		_, err := b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "jo", password)
		require.ErrorIs(b, err, apierror.NotAuthorized("Password attempts exceeded"))
		b.store().Clock.Advance(15 * time.Minute)
		_, err = b.store().CheckPassword(userpool.Client{PoolID: b.pool}, "jo", password)
		require.NoError(b, err)
	}},
	{"an SRP exchange continues", func(b *fixture) {
		user, err := b.store().User(b.pool, "jo")
		require.NoError(b, err)
		exchange, ok := user.Password.NewExchange(big.NewInt(7))
		require.True(b, ok)
		session := b.store().StartChallenge(userpool.Challenge{Name: "PASSWORD_VERIFIER", PoolID: b.pool, ClientID: "web", Username: "jo", SRP: exchange, SecretBlock: []byte{0, 255}}, time.Minute)
		state, err := b.store().TakeChallenge(session, "web", "PASSWORD_VERIFIER")
		require.NoError(b, err)
		assert.Equal(b, exchange.Claim("pjo", []byte{1}, "now"), state.SRP.Claim("pjo", []byte{1}, "now"))
		assert.Equal(b, []byte{0, 255}, state.SecretBlock)
	}},
	{"a session string works once and expires", func(b *fixture) {
		challenge := userpool.Challenge{Name: "SOFTWARE_TOKEN_MFA", PoolID: b.pool, ClientID: "web", Username: "jo"}
		session := b.store().StartChallenge(challenge, time.Minute)
		_, err := b.store().TakeChallenge(session, "another", "SOFTWARE_TOKEN_MFA")
		require.ErrorIs(b, err, apierror.ErrNotAuthorized)
		state, err := b.store().TakeChallenge(session, "web", "SOFTWARE_TOKEN_MFA")
		require.NoError(b, err)
		next := b.store().ContinueChallenge(state)
		_, err = b.store().TakeChallenge(session, "web", "SOFTWARE_TOKEN_MFA")
		require.ErrorIs(b, err, apierror.ErrNotAuthorized)
		b.store().Clock.Advance(time.Hour)
		_, err = b.store().TakeChallenge(next, "web", "SOFTWARE_TOKEN_MFA")
		require.ErrorIs(b, err, apierror.NotAuthorized("Invalid session for the user, session is expired."))
		_, err = b.store().TakeChallenge(next, "web", "SOFTWARE_TOKEN_MFA")
		require.ErrorIs(b, err, apierror.NotAuthorized("Invalid session for the user."))
	}},
	{"a code of an authenticator app works once", func(b *fixture) {
		enabled := true
		_, err := b.store().SetMFA(b.pool, userpool.MFA{Configuration: "OPTIONAL", SoftwareToken: &enabled}, func(*userpool.Pool) {})
		require.NoError(b, err)
		secret, err := b.store().AssociateTOTP(b.pool, "jo")
		require.NoError(b, err)
		code, err := totp.GenerateCodeCustom(secret, b.store().Clock.Now(), totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix})
		require.NoError(b, err)
		_, err = b.store().VerifyTOTP(b.pool, "jo", code, "")
		require.NoError(b, err)
		_, err = b.store().CheckTOTP(b.pool, "jo", code)
		require.ErrorIs(b, err, apierror.ErrExpiredCode)
	}},
	{"an authorization code works once, for its client, and expires", func(b *fixture) {
		code := b.store().IssueCode(userpool.AuthorizationCode{PoolID: b.pool, ClientID: "web", Username: "jo", Scopes: []string{"openid"}, Nonce: "n"})
		_, ok := b.store().RedeemCode(code.Value, "another")
		assert.False(b, ok)
		got, ok := b.store().RedeemCode(code.Value, "web")
		assert.True(b, ok)
		b.same(code, got)
		_, ok = b.store().RedeemCode(code.Value, "web")
		assert.False(b, ok)
		late := b.store().IssueCode(userpool.AuthorizationCode{PoolID: b.pool, ClientID: "web", Username: "jo"})
		b.store().Clock.Advance(userpool.CodeLifetime)
		_, ok = b.store().RedeemCode(late.Value, "web")
		assert.False(b, ok)
	}},
	{"a browser stays signed in for an hour", func(b *fixture) {
		session := b.store().StartBrowserSession(b.pool, "jo", "")
		got, ok := b.store().BrowserSession(b.pool, session.ID)
		assert.True(b, ok)
		b.same(session, got)
		b.store().Clock.Advance(userpool.BrowserSessionLifetime)
		_, ok = b.store().BrowserSession(b.pool, session.ID)
		assert.False(b, ok)
	}},
	{"a refresh token without rotation is reusable until it expires", func(b *fixture) {
		family, token := b.signIn()
		for range 3 {
			got := b.read(token)
			require.NoError(b, got.Err)
			b.same(family, got.Family)
			b.same(token, got.Token)
			assert.Equal(b, []string{b.pool, b.client, "jo"}, []string{got.Pool.ID, got.Client.ID, got.User.Username})
		}
		b.store().Clock.Advance(24 * time.Hour)
		require.ErrorIs(b, b.read(token).Err, apierror.NotAuthorized("Refresh Token has expired"))
	}},
	{"a rotated refresh token works until its grace period ends", func(b *fixture) {
		_, token := b.signIn()
		second, err := b.store().RotateRefreshToken(token.ID, b.client, time.Minute)
		require.NoError(b, err)
		_, err = b.store().RotateRefreshToken(token.ID, b.client, time.Minute)
		require.NoError(b, err, "within its grace period")
		b.store().Clock.Advance(time.Minute)
		_, err = b.store().RotateRefreshToken(token.ID, b.client, time.Minute)
		require.ErrorIs(b, err, apierror.ErrRefreshTokenReuse)
		_, err = b.store().RotateRefreshToken(second.ID, b.client, time.Minute)
		require.NoError(b, err)
	}},
	{"a revoked family is rejected", func(b *fixture) {
		family, token := b.signIn()
		require.NoError(b, b.store().RevokeRefreshToken(token.ID, b.client))
		require.ErrorIs(b, b.read(token).Err, apierror.NotAuthorized("Refresh Token has been revoked"))
		assert.True(b, b.store().FamilyRevoked(family.OriginJTI))
	}},
	{"a global sign-out revokes every family", func(b *fixture) {
		family, _ := b.signIn()
		_, err := b.store().SignOutUser(b.pool, "jo")
		require.NoError(b, err)
		assert.True(b, b.store().FamilyRevoked(family.OriginJTI))
		user, err := b.store().User(b.pool, "jo")
		require.NoError(b, err)
		assert.False(b, user.SignedOutAt.IsZero())
	}},
	{"a deleted user is in no group and has no tokens", func(b *fixture) {
		_, token := b.signIn()
		_, err := b.store().CreateGroup(b.pool, userpool.Group{Name: "staff"})
		require.NoError(b, err)
		require.NoError(b, b.store().SetMembership(b.pool, "jo", "staff", true))
		require.NoError(b, b.store().DeleteUser(b.pool, "jo"))
		users, err := b.store().UsersInGroup(b.pool, "staff", "", 10)
		require.NoError(b, err)
		assert.Empty(b, users)
		require.ErrorIs(b, b.read(token).Err, apierror.ErrNotAuthorized)
	}},
	{"groups are sorted by precedence and have members", func(b *fixture) {
		one := 1
		for _, g := range []userpool.Group{{Name: "all"}, {Name: "staff", Precedence: &one}} {
			_, err := b.store().CreateGroup(b.pool, g)
			require.NoError(b, err)
			require.NoError(b, b.store().SetMembership(b.pool, "jo", g.Name, true))
		}
		groups, err := b.store().GroupsOf(b.pool, "jo")
		require.NoError(b, err)
		require.Len(b, groups, 2)
		assert.Equal(b, "staff", groups[0].Name)
		require.NoError(b, b.store().DeleteGroup(b.pool, "staff"))
		groups, err = b.store().GroupsOf(b.pool, "jo")
		require.NoError(b, err)
		assert.Len(b, groups, 1)
	}},
	{"raw settings keep their bytes", func(b *fixture) {
		_, err := b.store().SetRawSetting(b.pool, "ui/ALL", []byte{0, 0xff, '{'})
		require.NoError(b, err)
		got, ok, err := b.store().RawSetting(b.pool, "ui/ALL")
		require.NoError(b, err)
		assert.True(b, ok)
		assert.Equal(b, []byte{0, 0xff, '{'}, got.Body)
		_, err = b.store().SetRawSetting(b.pool, "ui/ALL", nil)
		require.NoError(b, err)
		_, ok, err = b.store().RawSetting(b.pool, "ui/ALL")
		require.NoError(b, err)
		assert.False(b, ok)
	}},
	{"an identity provider has its details", func(b *fixture) {
		created, err := b.store().CreateIdentityProvider(b.pool, userpool.IdentityProvider{Name: "Google", Type: "Google", Details: map[string]string{"client_id": "c", "client_secret": "s", "authorize_scopes": "openid"}})
		require.NoError(b, err)
		got, err := b.store().IdentityProvider(b.pool, "Google")
		require.NoError(b, err)
		b.same(created, got)
	}},
	{"messages stay in order", func(b *fixture) {
		for _, to := range []string{"c", "a", "b"} {
			b.store().KeepMessage(userpool.Message{To: to})
		}
		messages := b.store().Messages()
		require.Len(b, messages, 3)
		assert.Equal(b, "c", messages[0].To)
		assert.Equal(b, "b", messages[2].To)
	}},
	{"the first keys of a pool are never replaced", func(b *fixture) {
		first := userpool.Keys{ID: userpool.SigningKey{ID: "1", DER: []byte{1}}, Refresh: []byte{2}}
		_, err := b.store().KeepKeys(b.pool, first)
		require.NoError(b, err)
		got, err := b.store().KeepKeys(b.pool, userpool.Keys{Refresh: []byte{3}})
		require.NoError(b, err)
		b.same(first, got)
		got, ok := b.store().Keys(b.pool)
		assert.True(b, ok)
		b.same(first, got)
	}},
	{"a secret of the server is created once", func(b *fixture) {
		with := func(value byte) func() []byte { return func() []byte { return []byte{value} } }
		assert.Equal(b, []byte{1}, b.store().Secret("csrf", with(1)))
		assert.Equal(b, []byte{1}, b.store().Secret("csrf", with(2)))
		b.store().SetSecret("csrf", []byte{3})
		assert.Equal(b, []byte{3}, b.store().Secret("csrf", with(4)))
	}},
	{"the clock does not go back", func(b *fixture) {
		b.store().Clock.Advance(time.Hour)
		b.store().Clock.Advance(time.Hour)
		b.store().Clock.Advance(-time.Hour)
		assert.WithinDuration(b, time.Now().Add(2*time.Hour), b.store().Clock.Now(), time.Minute)
	}},
}
