package clients

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// consolePool is a pool with an app client that rotates, and one that does not.
type consolePool struct {
	*idp.Client
	t              *testing.T
	s              *emulator
	poolID         *string
	rotating, long *string // client ids
}

func newConsolePool(t *testing.T) consolePool {
	t.Helper()
	s, server := startEmulator(t)
	p := consolePool{t: t, s: s, Client: idp.New(idp.Options{
		Region: s.region, HTTPClient: server.Client(), RetryMaxAttempts: 1, Credentials: credentials.NewStaticCredentialsProvider(keyID, keySecret, ""),
	})}
	pool, err := p.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{PoolName: aws.String("orders"), AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail}})
	require.NoError(t, err)
	p.poolID = pool.UserPool.Id
	_, err = p.CreateUserPoolDomain(t.Context(), &idp.CreateUserPoolDomainInput{UserPoolId: p.poolID, Domain: aws.String("orders")})
	require.NoError(t, err)
	p.rotating = p.client("web", true)
	p.long = p.client("mobile", false)
	for _, name := range []string{"ada", "grace"} {
		_, err = p.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{
			UserPoolId: p.poolID, Username: aws.String(name), DesiredDeliveryMediums: []types.DeliveryMediumType{types.DeliveryMediumTypeEmail},
			UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String(name + "@example.com")}},
		})
		require.NoError(t, err)
		_, err = p.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: p.poolID, Username: aws.String(name), Password: aws.String("Passw0rd!"), Permanent: true})
		require.NoError(t, err)
	}
	return p
}

func (p consolePool) client(name string, rotates bool) *string {
	p.t.Helper()
	in := &idp.CreateUserPoolClientInput{
		UserPoolId: p.poolID, ClientName: &name, EnableTokenRevocation: aws.Bool(true),
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth},
	}
	if rotates {
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled, RetryGracePeriodSeconds: aws.Int32(60)}
	}
	client, err := p.CreateUserPoolClient(p.t.Context(), in)
	require.NoError(p.t, err)
	return client.UserPoolClient.ClientId
}

// signIn returns the refresh token of a sign-in.
func (p consolePool) signIn(clientID *string, username string) string {
	p.t.Helper()
	got, err := p.AdminInitiateAuth(p.t.Context(), &idp.AdminInitiateAuthInput{
		UserPoolId: p.poolID, ClientId: clientID, AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": username, "PASSWORD": "Passw0rd!"},
	})
	require.NoError(p.t, err)
	return *got.AuthenticationResult.RefreshToken
}

// refresh returns the new refresh token, or "" without one.
func (p consolePool) refresh(clientID *string, token string) string {
	got, err := p.GetTokensFromRefreshToken(p.t.Context(), &idp.GetTokensFromRefreshTokenInput{ClientId: clientID, RefreshToken: &token})
	if err != nil {
		return ""
	}
	return aws.ToString(got.AuthenticationResult.RefreshToken)
}

// history makes token families of each kind, a fault, and rejected requests.
func (p consolePool) history() {
	p.t.Helper()
	old := p.signIn(p.long, "ada")
	p.s.advance(3 * time.Hour)
	p.refresh(p.long, old)
	p.s.advance(31 * 24 * time.Hour)
	require.Empty(p.t, p.refresh(p.long, old))

	revoked := p.signIn(p.rotating, "grace")
	p.s.advance(20 * time.Minute)
	revoked = p.refresh(p.rotating, revoked)
	p.s.advance(10 * time.Minute)
	_, err := p.RevokeToken(p.t.Context(), &idp.RevokeTokenInput{ClientId: p.rotating, Token: &revoked})
	require.NoError(p.t, err)
	require.Empty(p.t, p.refresh(p.rotating, revoked))

	first := p.signIn(p.rotating, "ada")
	p.s.advance(55 * time.Minute)
	second := p.refresh(p.rotating, first)
	p.s.advance(50 * time.Minute)
	require.Empty(p.t, p.refresh(p.rotating, first))
	third := p.refresh(p.rotating, second)
	require.NotEmpty(p.t, third)
	require.NotEmpty(p.t, p.refresh(p.rotating, second), "in the grace period")

	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.s.endpoint+"/_cognitotest/faults", strings.NewReader(`{"endpoint":"/oauth2/token","kind":"throttle","count":2}`))
	require.NoError(p.t, err)
	request.Header = http.Header{"Content-Type": {"application/json"}, "X-Cognitotest": {"1"}}
	response, err := http.DefaultClient.Do(request)
	require.NoError(p.t, err)
	require.NoError(p.t, response.Body.Close())
	require.Equal(p.t, http.StatusCreated, response.StatusCode)
}

// TestConsoleIsAccessible opens each page of the emulator's console, empty and with content.
func TestConsoleIsAccessible(t *testing.T) {
	t.Parallel()
	chromium(t)
	axe := axe(t)
	p := newConsolePool(t)
	b := openTab(t, p.s)
	look := func(state string, pages ...string) {
		for _, page := range pages {
			b.do(
				emulation.SetFocusEmulationEnabled(true), chromedp.Navigate(p.s.endpoint+"/_cognitotest/console/"+page),
				chromedp.Poll(`document.getElementById("live").textContent === "live"`, nil, chromedp.WithPollingTimeout(20*time.Second)),
			)
			name := page
			if page == "" {
				name = "user-pools"
			}
			b.inspectPage(axe, "console "+name+state)
		}
	}
	look(" at its start", "token-families", "messages", "requests")
	p.history()
	look("", "", "token-families", "users", "messages", "requests")

	// The page Requests with an error of the form, and with the button of new requests.
	b.do(
		chromedp.SetValue("#fault-target", "/oauth2/token", chromedp.ByID), chromedp.SetValue("#fault-count", "many", chromedp.ByID), chromedp.Click("#add-fault button", chromedp.ByQuery),
		chromedp.Poll(`document.activeElement.id === "fault-count" && document.activeElement.getAttribute("aria-invalid") === "true"`, nil, chromedp.WithPollingTimeout(20*time.Second)),
		chromedp.Evaluate(`getSelection().selectAllChildren(document.querySelector("[data-entry] th"))`, nil),
	)
	_, err := p.ListUsers(t.Context(), &idp.ListUsersInput{UserPoolId: p.poolID})
	require.NoError(t, err)
	b.do(chromedp.Poll(`document.getElementById("new").textContent === "1 new request"`, nil, chromedp.WithPollingTimeout(20*time.Second)))
	b.inspectPage(axe, "console requests with an error")

	// The configuration of an app.
	b.do(
		chromedp.Navigate(p.s.endpoint+"/_cognitotest/console/"), chromedp.SetValue("#config-"+*p.long+"-for", "boto3", chromedp.ByID),
		chromedp.Click("#config-"+*p.long+"-show", chromedp.ByID),
		chromedp.Poll(`document.querySelectorAll(".config pre:not([hidden])").length === 1`, nil, chromedp.WithPollingTimeout(20*time.Second)),
	)
	b.inspectPage(axe, "console user-pools with a configuration")
	assert.Empty(t, b.console())
}
