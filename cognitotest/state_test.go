package cognitotest_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func startIn(t *testing.T, dir string) *cognitotest.Server {
	t.Helper()
	s, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// The server restarts between each two steps: the login page and its form, the code and its
// exchange, the tokens and their refresh.
func TestSignInSurvivesRestarts(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	s := startIn(t, dir)
	e := newEnvironment(t, s, types.FeatureTypeEnabled)
	ca := s.CertificatePEM()
	b := browser(t, s.Client())
	ctx := context.Background()
	var provider *oidc.Provider
	restart := func() {
		s.Close()
		s = startIn(t, dir)
		b.Transport = s.Client().Transport
		ctx = oidc.ClientContext(context.Background(), s.Client())
		var err error
		provider, err = oidc.NewProvider(ctx, "https://cognito-idp.us-east-1.amazonaws.com/"+e.poolID)
		require.NoError(t, err)
	}

	restart()
	app := oauth2.Config{
		ClientID: e.clientID, ClientSecret: e.clientSecret, Endpoint: provider.Endpoint(), RedirectURL: callback, Scopes: []string{"openid", "email"},
	}
	verifier := oauth2.GenerateVerifier()
	authorize := app.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier))
	start, _ := fetch(t, b, http.MethodGet, authorize, nil)
	login, err := start.Location()
	require.NoError(t, err)
	_, page := fetch(t, b, http.MethodGet, login.String(), nil)
	csrf := csrfPattern.FindStringSubmatch(page)
	require.NotNil(t, csrf, page)

	restart()
	end, page := fetch(t, b, http.MethodPost, login.String(), url.Values{"_csrf": {csrf[1]}, "username": {"jo"}, "password": {"Passw0rd!"}})
	require.Equal(t, http.StatusFound, end.StatusCode, page)
	back, err := end.Location()
	require.NoError(t, err)
	code := back.Query().Get("code")

	restart()
	tokens, err := app.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	require.NoError(t, err)
	idToken := verify(ctx, t, s, provider, tokens, e.clientID)

	restart()
	_, err = app.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	require.Error(t, err, "the code was used before")
	assert.Equal(t, idToken, verify(ctx, t, s, provider, tokens, e.clientID), "the published keys still verify the token")
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	require.NoError(t, err)
	assert.Equal(t, "jo@example.com", info.Email)
	again, _ := fetch(t, b, http.MethodGet, authorize, nil)
	back, err = again.Location()
	require.NoError(t, err)
	assert.NotEmpty(t, back.Query().Get("code"), "the browser is still signed in")

	s.Advance(2 * time.Hour)
	restart()
	assert.WithinDuration(t, time.Now().Add(2*time.Hour), s.Now(), time.Minute)
	expired := &oauth2.Token{RefreshToken: tokens.RefreshToken, Expiry: time.Now().Add(-time.Hour)}
	refreshed, err := app.TokenSource(ctx, expired).Token()
	require.NoError(t, err)
	verify(ctx, t, s, provider, refreshed, e.clientID)

	restart()
	_, err = app.TokenSource(ctx, expired).Token()
	require.Error(t, err, "the token was replaced before")
	expired.RefreshToken = refreshed.RefreshToken
	_, err = app.TokenSource(ctx, expired).Token()
	require.NoError(t, err)

	// A client that loaded the CA bundle before the restarts.
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(ca))
	proxy, err := url.Parse(s.ProxyURL)
	require.NoError(t, err)
	old := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}}
	keys, _ := fetch(t, old, http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com/"+e.poolID+"/.well-known/jwks.json", nil)
	assert.Equal(t, http.StatusOK, keys.StatusCode)
	assert.Equal(t, filepath.Join(dir, "ca.pem"), s.CAFile)
}

// Only the owner can read the files of the state directory. They stay after the server is closed.
func TestStateDirIsReadableOnlyByItsOwner(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state")
	s := startIn(t, dir)
	s.Close()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		info, err := entry.Info()
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), entry.Name())
		names = append(names, entry.Name())
	}
	assert.Equal(t, []string{"aws-config", "aws-credentials", "ca.pem", "state.db"}, names)
}

func TestStateDirCannotBeUsedTwice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startIn(t, dir)
	_, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	assert.EqualError(t, err, "cognitotest: another server uses the state directory "+dir+": stop it, or choose another directory")
	_, err = api(s, "us-east-1").CreateUserPool(context.Background(), &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("orders")})
	require.NoError(t, err, "the first server still works")
	assert.FileExists(t, s.CAFile)
}
