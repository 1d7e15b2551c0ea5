package cognitotest_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The test is not parallel, because it counts the goroutines of the process.
func TestCloseFreesAllResources(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	before := runtime.NumGoroutine()

	s := cognitotest.NewServer()
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	signIn(t, browser(t, s.Client()), e.authorizeURL())
	idle, err := net.Dial("tcp", strings.TrimPrefix(s.ProxyURL, "http://")) // an idle tunnel
	require.NoError(t, err)
	defer idle.Close()
	_, err = idle.Write([]byte("CONNECT sts.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com:443\r\n\r\n"))
	require.NoError(t, err)
	_, err = idle.Read(make([]byte, 12))
	require.NoError(t, err)
	assert.FileExists(t, s.CAFile)
	assert.Greater(t, runtime.NumGoroutine(), before)

	s.Close()
	assert.NoFileExists(t, s.CAFile)
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
	assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, time.Minute, 10*time.Millisecond, // Eventually itself has one
		"goroutines: %d before", before)
	for _, address := range []string{s.URL, s.ProxyURL} {
		_, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
		assert.Error(t, err, "the server no longer listens")
	}
	_, err = s.Client().Get(e.domain + "/login")
	assert.Error(t, err)
	s.Close() // a second time
}

func (e environment) authorizeURL() string {
	return e.domain + "/oauth2/authorize?response_type=code&client_id=" + e.clientID
}

func TestStartRejectsInvalidNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		config cognitotest.Config
		want   string
	}{
		{cognitotest.Config{Region: "mars"}, `cognitotest: "mars" is not the name of an AWS region: write one such as us-east-1`},
		{cognitotest.Config{AccountID: "12"}, `cognitotest: "12" is not an AWS account id: write its 12 digits`},
		{cognitotest.Config{MaxRequestQuotas: map[string]int{"UserList": 60}}, `cognitotest: "UserList" is not an API category with an adjustable quota: write one such as UserAuthentication`},
		{cognitotest.Config{MaxRequestQuotas: map[string]int{"Coffee": 60}}, `cognitotest: "Coffee" is not an API category with an adjustable quota: write one such as UserAuthentication`},
		{cognitotest.Config{MaxRequestQuotas: map[string]int{"UserCreation": 49}}, `cognitotest: 49 is less than the default quota of UserCreation: write 50 or more`},
	} {
		s, err := cognitotest.Start(tt.config)
		assert.EqualError(t, err, tt.want)
		assert.Nil(t, s)
	}
}

func TestStartRejectsAddresses(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	port := taken.Addr().String()
	tests := []struct {
		name, address, want string
	}{
		{"all interfaces", "0.0.0.0:0", "cognitotest: 0.0.0.0:0 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"all interfaces, short", ":8080", "cognitotest: :8080 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"another host", "192.0.2.1:80", "cognitotest: 192.0.2.1:80 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"a name", "localhost.example.com:80", "cognitotest: localhost.example.com:80 is not a loopback address: use 127.0.0.1, [::1] or localhost"},
		{"no port", "127.0.0.1", `cognitotest: "127.0.0.1" is not a HOST:PORT address: write one such as 127.0.0.1:9229`},
		{"taken port", port, "cognitotest: cannot listen on " + port + ": "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, config := range []cognitotest.Config{{Listen: tt.address}, {ProxyListen: tt.address}} {
				s, err := cognitotest.Start(config)
				require.Error(t, err)
				assert.Nil(t, s)
				assert.True(t, strings.HasPrefix(err.Error(), tt.want), err)
			}
		})
	}
}

// The server opens the plain endpoint before the proxy, so it must close it if the proxy fails.
func TestFailedStartFreesItsPort(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := free.Addr().String()
	require.NoError(t, free.Close())
	_, err = cognitotest.Start(cognitotest.Config{Listen: address, ProxyListen: "0.0.0.0:0"})
	require.Error(t, err)
	s, err := cognitotest.Start(cognitotest.Config{Listen: address})
	require.NoError(t, err)
	defer s.Close()
	assert.Equal(t, "http://"+address, s.URL)
}

func TestNewServerListensOnLoopback(t *testing.T) {
	t.Parallel()
	s := start(t)
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+$`, s.URL)
	assert.Regexp(t, `^http://127\.0\.0\.1:\d+$`, s.ProxyURL)
	assert.NotEqual(t, s.URL, s.ProxyURL)
	content, err := os.ReadFile(s.CAFile)
	require.NoError(t, err)
	assert.Equal(t, string(s.CertificatePEM()), string(content))
	assert.True(t, strings.HasPrefix(string(content), "-----BEGIN CERTIFICATE-----\n"))
	assert.NotContains(t, string(content), "PRIVATE")
}

// Two servers share no pools, domains, keys or clock.
func TestServersAreIndependent(t *testing.T) {
	t.Parallel()
	one, other := start(t), start(t)
	a, b := newEnvironment(t, one, types.FeatureTypeDisabled), newEnvironment(t, other, types.FeatureTypeDisabled)
	assert.NotEqual(t, a.poolID, b.poolID)
	signIn(t, browser(t, one.Client()), a.authorizeURL())
	response, _ := fetch(t, browser(t, other.Client()), http.MethodGet, a.authorizeURL(), nil)
	assert.Equal(t, b.domain+"/error?error=Client+does+not+exist", response.Header.Get("Location"))

	one.Advance(48 * time.Hour)
	assert.WithinDuration(t, time.Now().Add(48*time.Hour), one.Now(), time.Minute)
	assert.WithinDuration(t, time.Now(), other.Now(), time.Minute)
	one.Advance(-time.Hour)
	assert.WithinDuration(t, time.Now().Add(48*time.Hour), one.Now(), time.Minute, "the clock does not go back")
	assert.Equal(t, time.UTC, one.Now().Location())

	one.Close()
	_, err := api(other, "us-east-1").DescribeUserPool(context.Background(), describe(b.poolID))
	assert.NoError(t, err, "the other server still works")
	_, err = (&http.Client{Transport: &http.Transport{Proxy: one.Client().Transport.(*http.Transport).Proxy}}).Get(a.domain)
	assert.Error(t, err)
}
