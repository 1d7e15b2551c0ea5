package cognitotest_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The AWS SDK calls the plain endpoint if AWS_ENDPOINT_URL is set, without a proxy.
func TestSDKCallsThePlainEndpoint(t *testing.T) {
	s, err := cognitotest.Start(cognitotest.Config{AccountID: "210987654321"})
	require.NoError(t, err)
	defer s.Close()
	for name, value := range s.Env() {
		t.Setenv(name, value)
	}
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_ENDPOINT_URL", s.URL)
	ctx := context.Background()
	loaded, err := config.LoadDefaultConfig(ctx, config.WithRegion("eu-west-1"))
	require.NoError(t, err)

	pool, err := cognitoidentityprovider.NewFromConfig(loaded).CreateUserPool(ctx, &cognitoidentityprovider.CreateUserPoolInput{PoolName: aws.String("orders")})
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(*pool.UserPool.Arn, "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_"), *pool.UserPool.Arn)
	identity, err := sts.NewFromConfig(loaded).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	require.NoError(t, err)
	assert.Equal(t, "210987654321", *identity.Account)
	assert.Empty(t, s.RefusedHosts())
}

// A browser signs in at a .localhost name, without the proxy and the CA.
func TestDomainIsServedAtLocalhost(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	base := "http://orders.auth.us-east-1.localhost" + port
	b := browser(t, &http.Client{Transport: toLoopback(strings.TrimPrefix(s.URL, "http://"))})
	authorize := base + "/oauth2/authorize?response_type=code&client_id=" + e.clientID

	response, _ := fetch(t, b, http.MethodGet, authorize, nil)
	assert.Equal(t, base+"/login?response_type=code&client_id="+e.clientID, response.Header.Get("Location"))
	code := signIn(t, b, authorize).Get("code")
	require.NotEmpty(t, code)
	for _, c := range b.Jar.Cookies(mustParse(t, base)) {
		assert.False(t, c.Secure, c.Name)
	}
	response, body := fetch(t, b, http.MethodPost, base+"/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "client_id": {e.clientID}, "client_secret": {e.clientSecret},
	})
	assert.Equal(t, http.StatusOK, response.StatusCode, body)

	response, body = fetch(t, b, http.MethodGet, "http://unknown.auth.us-east-1.localhost"+port+"/login", nil)
	assert.Equal(t, http.StatusMisdirectedRequest, response.StatusCode)
	assert.Equal(t, "cognitotest: no such host: unknown.auth.us-east-1.amazoncognito.com\n", body)
}

// toLoopback sends every request to one address, as RFC 6761 requires for .localhost names.
func toLoopback(address string) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.Host = r.URL.Host
		r.URL.Host = address
		return http.DefaultTransport.RoundTrip(r)
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func mustParse(t *testing.T, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	require.NoError(t, err)
	return u
}

// Each host name serves only its own endpoints.
func TestHostServesOnlyItsEndpoints(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	jwks := "/" + e.poolID + "/.well-known/jwks.json"
	tests := []struct {
		name, url string
		want      int
	}{
		{"keys on the service's host", "https://cognito-idp.us-east-1.amazonaws.com" + jwks, 200},
		{"keys on the plain endpoint", s.URL + jwks, 200},
		{"keys on the host of another region", "https://cognito-idp.eu-west-1.amazonaws.com" + jwks, 404},
		{"keys on the updated issuer's host of a pool with the original issuer", "https://issuer-cognito-idp.us-east-1.amazonaws.com" + jwks, 403},
		{"keys on the updated issuer's host of another region", "https://issuer-cognito-idp.eu-west-1.amazonaws.com" + jwks, 404},
		{"keys on the pool's domain", e.domain + jwks, 404},
		{"keys on the host of sts", "https://sts.us-east-1.amazonaws.com" + jwks, 403},
		{"authorize on the service's host", "https://cognito-idp.us-east-1.amazonaws.com/oauth2/authorize", 404},
		{"token on the service's host", "https://cognito-idp.us-east-1.amazonaws.com/oauth2/token", 404},
	}
	plain := &http.Client{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.Client()
			if strings.HasPrefix(tt.url, s.URL) {
				c = plain
			}
			response, body := fetch(t, c, http.MethodGet, tt.url, nil)
			assert.Equal(t, tt.want, response.StatusCode, body)
		})
	}
	response, _ := fetch(t, s.Client(), http.MethodPost, "https://issuer-cognito-idp.us-east-1.amazonaws.com/", nil)
	assert.Equal(t, http.StatusNotFound, response.StatusCode, "the host of the updated issuer has no API")
}

// The region of a pool is the region in the host name of the API call.
func TestPoolBelongsToTheRegionOfTheHost(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	ctx := context.Background()
	pools, err := api(s, "eu-west-1").ListUserPools(ctx, &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(10)})
	require.NoError(t, err)
	assert.Empty(t, pools.UserPools)
	pools, err = api(s, "us-east-1").ListUserPools(ctx, &cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(10)})
	require.NoError(t, err)
	require.Len(t, pools.UserPools, 1)
	assert.Equal(t, e.poolID, *pools.UserPools[0].Id)
}

// The server emulates every URL of the discovery document.
func TestDiscoveredEndpointsAreServed(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	_, body := fetch(t, s.Client(), http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com/"+e.poolID+"/.well-known/openid-configuration", nil)
	var document map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &document))
	assert.Equal(t, "https://cognito-idp.us-east-1.amazonaws.com/"+e.poolID, document["issuer"])
	for name, want := range map[string]int{
		"authorization_endpoint": 400, "token_endpoint": 405, "revocation_endpoint": 405, "userinfo_endpoint": 400,
		"end_session_endpoint": 400, "jwks_uri": 200,
	} {
		response, _ := fetch(t, s.Client(), http.MethodGet, document[name].(string), nil) // without parameters
		assert.Equal(t, want, response.StatusCode, name)
	}
	assert.Empty(t, s.RefusedHosts())
}
