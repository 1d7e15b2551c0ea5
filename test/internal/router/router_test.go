package router

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// startEmulator starts a server that creates user pools with one ID. Each response has the server's name in a header.
func startEmulator(t *testing.T, name, pool string) *url.URL {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Made-By", name)
		switch {
		case strings.Contains(string(body), "reject"):
			w.WriteHeader(http.StatusBadRequest)
		case strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".CreateUserPool"):
			_, _ = io.WriteString(w, `{"UserPool":{"Id":"`+pool+`"}}`)
		}
	}))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	return address
}

func TestRouterSendsEachRequestToItsEmulator(t *testing.T) {
	t.Parallel()
	f, err := Start()
	require.NoError(t, err)
	defer f.Close()
	one := startEmulator(t, "one", "us-east-1_One")
	f.Route("aaaa", one)
	f.Route("bbbb", startEmulator(t, "two", "us-east-1_Two"))
	f.RoutePool("us-east-1_Adopted", startEmulator(t, "three", ""))

	// In order: later requests need what earlier requests created.
	for _, test := range []struct{ name, action, body, want string }{
		{"a pool before its creation", "DescribeUserPool", `{"UserPoolId":"us-east-1_One"}`, ""},
		{"a new pool", "CreateUserPool", `{"PoolName":"cognitokit-aaaa"}`, "one"},
		{"a new pool of another deployment", "CreateUserPool", `{"PoolName":"app-bbbb-prod"}`, "two"},
		{"a new pool of no deployment", "CreateUserPool", `{"PoolName":"cognitokit-cccc"}`, ""},
		{"a pool", "DescribeUserPool", `{"UserPoolId":"us-east-1_One"}`, "one"},
		{"another pool", "DeleteUserPool", `{"UserPoolId":"us-east-1_Two"}`, "two"},
		{"an adopted pool", "CreateUserPoolClient", `{"UserPoolId":"us-east-1_Adopted","ClientName":"aaaa"}`, "three"},
		{"the tags of a pool", "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Two"}`, "two"},
		{"a request without a pool", "ListUserPools", `{"MaxResults":10}`, ""},
		{"another ARN", "TagResource", `{"ResourceArn":"arn:aws:s3:::bucket"}`, ""},
		{"a domain by its mark", "DescribeUserPoolDomain", `{"Domain":"signin-bbbb"}`, "two"},
		{"a domain before its creation", "DescribeUserPoolDomain", `{"Domain":"login.example.com"}`, ""},
		{"a domain that the emulator rejects", "CreateUserPoolDomain", `{"Domain":"login.example.com","UserPoolId":"us-east-1_One","reject":""}`, "one"},
		{"a domain that was rejected", "DescribeUserPoolDomain", `{"Domain":"login.example.com"}`, ""},
		{"a new domain", "CreateUserPoolDomain", `{"Domain":"login.example.com","UserPoolId":"us-east-1_Adopted"}`, "three"},
		{"a domain", "DescribeUserPoolDomain", `{"Domain":"login.example.com"}`, "three"},
		{"a body that is not JSON", "CreateUserPool", `PoolName=aaaa`, ""},
		{"another action of STS", "", `Action=AssumeRole&Version=2011-06-15`, ""},
		{"an empty request", "", ``, ""},
	} {
		before := len(f.Unrouted())
		served := func() string {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.URL, strings.NewReader(test.body))
			require.NoError(t, err)
			if test.action != "" {
				request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+test.action)
			}
			answer, err := http.DefaultTransport.RoundTrip(request)
			require.NoError(t, err)
			defer answer.Body.Close()
			if test.want == "" {
				text, err := io.ReadAll(answer.Body)
				assert.NoError(t, err)
				assert.Contains(t, string(text), "belongs to no deployment", test.name)
				assert.Equal(t, http.StatusBadRequest, answer.StatusCode, test.name)
			}
			return answer.Header.Get("Made-By")
		}()
		assert.Equal(t, test.want, served, test.name)
		assert.Equal(t, test.want == "", len(f.Unrouted()) > before, "%s: recorded as unrouted", test.name)
	}
	ask := func() string {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.URL, strings.NewReader(`{"MaxResults":60}`))
		require.NoError(t, err)
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.ListUserPools")
		answer, err := http.DefaultTransport.RoundTrip(request)
		require.NoError(t, err)
		defer answer.Body.Close()
		return answer.Header.Get("Made-By")
	}
	f.RouteList(one)
	assert.Equal(t, "one", ask(), "the list of user pools")

	assert.Contains(t, f.Unrouted(), `AssumeRole of {PoolName: UserPoolID: ResourceARN: Domain: UserPool:{ID:}} belongs to no deployment`)

	// Every emulator returns the same caller, but a closed emulator does not respond.
	whoAmI := func() string {
		answer, err := http.Post(f.URL, "application/x-www-form-urlencoded", strings.NewReader("Action=GetCallerIdentity&Version=2011-06-15"))
		require.NoError(t, err)
		defer answer.Body.Close()
		return answer.Header.Get("Made-By")
	}
	assert.Contains(t, []string{"one", "two"}, whoAmI())
	f.Remove(one)
	assert.Empty(t, ask(), "the list of user pools of a closed emulator")
	for range 20 {
		assert.Equal(t, "two", whoAmI())
	}
}

func TestRouterReportsAClosedEmulator(t *testing.T) {
	t.Parallel()
	f, err := Start()
	require.NoError(t, err)
	defer f.Close()
	server := httptest.NewServer(http.NotFoundHandler())
	closed, err := url.Parse(server.URL)
	require.NoError(t, err)
	server.Close()
	f.Route("", closed)
	answer, err := http.Post(f.URL, "application/x-www-form-urlencoded", strings.NewReader("Action=GetCallerIdentity"))
	require.NoError(t, err)
	defer answer.Body.Close()
	assert.Equal(t, http.StatusBadRequest, answer.StatusCode)
	require.Len(t, f.Unrouted(), 1)
	assert.Contains(t, f.Unrouted()[0], "GetCallerIdentity: dial tcp")
}

func TestRouterRejectsProxyRequests(t *testing.T) {
	t.Parallel()
	f, err := Start()
	require.NoError(t, err)
	defer f.Close()
	address, err := url.Parse(f.URL)
	require.NoError(t, err)
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(address)}}
	for _, elsewhere := range []string{"https://cognito-idp.us-east-1.amazonaws.com/", "http://169.254.169.254/latest/meta-data/"} {
		answer, err := client.Get(elsewhere)
		if err == nil {
			assert.Equal(t, http.StatusBadRequest, answer.StatusCode)
			answer.Body.Close()
		}
	}
	assert.Equal(t, []string{
		"CONNECT cognito-idp.us-east-1.amazonaws.com:443: the provider may call the emulators only",
		"GET 169.254.169.254: the provider may call the emulators only",
	}, f.Unrouted())
}

// An emulator closes a connection without a response if a test injected such a fault. The provider must see that, too.
func TestRouterClosesConnectionsThatTheEmulatorCloses(t *testing.T) {
	t.Parallel()
	f, err := Start()
	require.NoError(t, err)
	defer f.Close()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	f.Route("aaaa", address)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.URL, strings.NewReader(`{"PoolName":"cognitokit-aaaa"}`))
	require.NoError(t, err)
	request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.CreateUserPool")
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err == nil {
		_ = answer.Body.Close()
	}
	require.ErrorIs(t, err, io.EOF)
	assert.Empty(t, f.Unrouted())
}
