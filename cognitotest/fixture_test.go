package cognitotest_test

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func start(t *testing.T) *cognitotest.Server {
	t.Helper()
	s := cognitotest.NewServer()
	t.Cleanup(s.Close)
	return s
}

// api returns a client of the AWS SDK that calls the production host of a region through the
// proxy.
func api(s *cognitotest.Server, region string) *cognitoidentityprovider.Client {
	return cognitoidentityprovider.New(cognitoidentityprovider.Options{
		Region: region, HTTPClient: s.Client(), Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""),
	})
}

const (
	callback  = "http://localhost:3000/callback"
	signedOut = "http://localhost:3000/signed-out"
)

// environment is a pool with the domain orders, a confidential client, and the user jo with the
// password Passw0rd!.
type environment struct {
	server               *cognitotest.Server
	poolID, clientID     string
	clientSecret, domain string
}

func newEnvironment(t *testing.T, s *cognitotest.Server, rotation types.FeatureType) environment {
	t.Helper()
	ctx, aim := context.Background(), api(s, "us-east-1")
	pool, err := aim.CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("orders")})
	require.NoError(t, err)
	id := pool.UserPool.Id
	_, err = aim.CreateUserPoolDomain(ctx, &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("orders")})
	require.NoError(t, err)
	client, err := aim.CreateUserPoolClient(ctx, &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: id, ClientName: aws.String("web"), GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid", "email"},
		CallbackURLs: []string{callback}, LogoutURLs: []string{signedOut}, SupportedIdentityProviders: []string{"COGNITO"},
		RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: rotation},
	})
	require.NoError(t, err)
	_, err = aim.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId: id, Username: aws.String("jo"), MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{
			{Name: aws.String("email"), Value: aws.String("jo@example.com")}, {Name: aws.String("email_verified"), Value: aws.String("true")},
		},
	})
	require.NoError(t, err)
	_, err = aim.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: id, Username: aws.String("jo"), Password: aws.String("Passw0rd!"), Permanent: true,
	})
	require.NoError(t, err)
	return environment{
		server: s, poolID: *id, clientID: *client.UserPoolClient.ClientId, clientSecret: *client.UserPoolClient.ClientSecret,
		domain: "https://orders.auth.us-east-1.amazoncognito.com",
	}
}

// browser returns a client that stores cookies and does not follow redirects.
func browser(t *testing.T, base *http.Client) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &http.Client{Transport: base.Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

var (
	actionPattern = regexp.MustCompile(`<form action="([^"]*)"`)
	csrfPattern   = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)
)

// signIn signs jo in with the form, starting at an authorization URL, and returns the query of
// the callback.
func signIn(t *testing.T, b *http.Client, authorizeURL string) url.Values {
	t.Helper()
	return signInAs(t, b, authorizeURL, "jo")
}

// signInAs signs in another user with the same password.
func signInAs(t *testing.T, b *http.Client, authorizeURL, username string) url.Values {
	t.Helper()
	return signInWith(t, b, authorizeURL, username, "Passw0rd!")
}

// signInWith signs in a user with another password.
func signInWith(t *testing.T, b *http.Client, authorizeURL, username, password string) url.Values {
	t.Helper()
	start, _ := fetch(t, b, http.MethodGet, authorizeURL, nil)
	require.Equal(t, http.StatusFound, start.StatusCode)
	login, err := start.Location()
	require.NoError(t, err)
	_, page := fetch(t, b, http.MethodGet, login.String(), nil)
	action, csrf := actionPattern.FindStringSubmatch(page), csrfPattern.FindStringSubmatch(page)
	require.NotNil(t, action, page)
	require.NotNil(t, csrf, page)
	end, page := fetch(t, b, http.MethodPost, target(t, login, action[1]), url.Values{
		"_csrf": {csrf[1]}, "username": {username}, "password": {password}, "cognitoAsfData": {""},
	})
	require.Equal(t, http.StatusFound, end.StatusCode, page)
	back, err := end.Location()
	require.NoError(t, err)
	require.NotEqual(t, login.Host, back.Host)
	return back.Query()
}

// target returns the URL to which a browser posts a form of a page. It encodes the characters
// that a query cannot have (URL Standard, "special-query percent-encode set").
func target(t *testing.T, page *url.URL, action string) string {
	t.Helper()
	encode := strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", "'", "%27")
	to, err := page.Parse(encode.Replace(html.UnescapeString(action)))
	require.NoError(t, err)
	return to.String()
}

// fetch sends a request, with the form for a POST, and returns the response and its body.
func fetch(t *testing.T, c *http.Client, method, target string, form url.Values) (*http.Response, string) {
	t.Helper()
	var response *http.Response
	var err error
	if method == http.MethodPost {
		response, err = c.PostForm(target, form)
	} else {
		response, err = c.Get(target)
	}
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}
