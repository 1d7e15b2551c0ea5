package cognitotest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The benchmarks of this file compare a small emulator with a large one: a ratio of 1 means that a
// request costs the same in both. The requests alternate, so that the load of the machine is the
// same. COGNITOKIT_GROWTH is the number of users and token families of the large emulator.
const (
	fewUsers  = 1_000
	manyUsers = 100_000
	fewPools  = 10
	manyPools = 1_000
)

func growthSize(b *testing.B) int {
	b.Helper()
	if text := os.Getenv("COGNITOKIT_GROWTH"); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(b, err)
		return n
	}
	return manyUsers
}

// grown is an emulator with one pool, in which each user has signed in once.
type grown struct {
	*Server
	client  userpool.Client
	refresh string // a refresh token of the user 0
	names   int    // of the users that a benchmark has created
}

func growUsers(b *testing.B, users int) *grown {
	b.Helper()
	g := &grown{Server: NewServer()}
	b.Cleanup(g.Close)
	pool, err := g.store.CreatePool("us-east-1", userpool.Pool{Name: "orders", AliasAttributes: []string{"email"}, PoolSettings: userpool.PoolSettings{Tier: "ESSENTIALS"}})
	require.NoError(b, err)
	_, err = g.store.SetSessionConfiguration(pool.ID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: 5})
	require.NoError(b, err)
	_, err = g.store.CreateDomain(userpool.Domain{Name: "orders", PoolID: pool.ID, ManagedLoginVersion: 1})
	require.NoError(b, err)
	g.client, err = g.store.CreateClient(pool.ID, userpool.ClientSettings{
		Name: "web", OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{"https://app.example.com/callback"}, SupportedIdentityProviders: []string{"COGNITO"},
		ExplicitAuthFlows: []string{"ALLOW_USER_SRP_AUTH"}, Rotation: &userpool.Rotation{Enabled: true, Grace: time.Minute},
	}, "", false)
	require.NoError(b, err)
	for i := range users {
		g.signIn(b, g.addUser(b, i), i)
	}
	if users == 0 {
		return g
	}
	issuer := &token.Issuer{Store: g.store}
	user, err := g.store.User(pool.ID, username(0))
	require.NoError(b, err)
	set, err := issuer.SignIn(token.SignIn{Client: g.client, User: user, Scopes: []string{"openid"}, AuthTime: g.Now()})
	require.NoError(b, err)
	g.refresh = set.Refresh
	return g
}

// username returns a name that is not in the order of the numbers, as in a pool of real users.
func username(i int) string { return fmt.Sprintf("user-%08x", uint32(i)*2654435761) }

func email(i int) string { return fmt.Sprintf("user.%d@example.com", i) }

func (g *grown) addUser(b *testing.B, i int) userpool.User {
	b.Helper()
	now := g.Now()
	u, err := g.store.AddUser(userpool.User{
		PoolID: g.client.PoolID, Username: username(i), Enabled: true, Status: userpool.StatusConfirmed, Created: now, Modified: now,
		Password: srp.Simulated([]byte("growth"), []byte(username(i))),
		Attributes: []userpool.Attribute{
			{Name: "sub", Value: userpool.NewUUID()}, {Name: "email", Value: email(i)}, {Name: "email_verified", Value: "true"},
			{Name: "name", Value: fmt.Sprint("User ", i)},
		},
	}, false)
	require.NoError(b, err)
	return u
}

func (g *grown) signIn(b *testing.B, u userpool.User, i int) {
	b.Helper()
	now := g.Now()
	_, err := g.store.StartSignIn(u, userpool.TokenFamily{
		OriginJTI: userpool.NewUUID(), PoolID: u.PoolID, ClientID: g.client.ID, Username: u.Username, Scopes: []string{"openid", "email"},
		AuthTime: now, ExpiresAt: now.Add(30*24*time.Hour + time.Duration(i)*time.Second), Session: &userpool.UserSession{Activity: userpool.Activity{Device: "Chrome 125 / macOS 15.0"}},
	})
	require.NoError(b, err)
}

func (g *grown) do(b *testing.B, action, body string) {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+action)
	r.Header.Set("X-Amz-Date", time.Now().UTC().Format("20060102T150405Z"))
	r.Header.Set("Authorization", signature)
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	require.Equal(b, http.StatusOK, w.Code, w.Body.String())
}

// growth measures an operation on a small and on a large subject.
type growth struct{ small, large []time.Duration }

func (g *growth) measure(small, large func()) {
	timed := func(f func()) time.Duration {
		began := time.Now()
		f()
		return time.Since(began)
	}
	g.small, g.large = append(g.small, timed(small)), append(g.large, timed(large))
}

// report reports the times at a quantile, such as 0.5 for the median.
func (g *growth) report(b *testing.B, quantile float64) {
	b.Helper()
	at := func(list []time.Duration) time.Duration {
		sorted := slices.Sorted(slices.Values(list))
		return sorted[min(int(quantile*float64(len(sorted))), len(sorted)-1)]
	}
	b.ReportMetric(0, "ns/op") // the sum of both
	b.ReportMetric(float64(at(g.small).Nanoseconds())/1000, "µs/small")
	b.ReportMetric(float64(at(g.large).Nanoseconds())/1000, "µs/large")
	b.ReportMetric(float64(at(g.large))/float64(at(g.small)), "ratio")
	b.ReportMetric(1.3, "ratio-max")
}

// BenchmarkGrowthUsers measures requests in a pool of many users and token families.
func BenchmarkGrowthUsers(b *testing.B) {
	small, large := growUsers(b, fewUsers), growUsers(b, growthSize(b))
	pool := func(g *grown) string { return fmt.Sprintf(`"UserPoolId":%q`, g.client.PoolID) }
	action := func(name, parameters string) func(*grown, int) {
		return func(g *grown, _ int) { g.do(b, name, "{"+pool(g)+parameters+"}") }
	}
	for _, bb := range []struct {
		name     string
		quantile float64
		run      func(g *grown, i int)
	}{
		{"AdminGetUser by alias", 0.5, action("AdminGetUser", `,"Username":"user.7@example.com"`)},
		{"ListUsers", 0.5, action("ListUsers", `,"Limit":5`)},
		{"ListUsers email", 0.5, action("ListUsers", `,"Limit":5,"Filter":"email = \"user.7@example.com\""`)},
		{"ListUsers name prefix", 0.5, action("ListUsers", `,"Limit":5,"Filter":"name ^= \"User 7\""`)},
		{"ListUsers status", 0.5, action("ListUsers", `,"Limit":5,"Filter":"cognito:user_status = \"CONFIRMED\""`)},
		{"DescribeUserPool", 0.5, action("DescribeUserPool", "")},
		{"AdminCreateUser", 0.5, func(g *grown, _ int) {
			g.names++
			g.do(b, "AdminCreateUser", fmt.Sprintf(`{%s,"Username":"created-%d","UserAttributes":[{"Name":"email","Value":"created.%d@example.com"}],"MessageAction":"SUPPRESS"}`, pool(g), g.names, g.names))
		}},
		{"refresh p99", 0.99, func(g *grown, _ int) {
			w := httptest.NewRecorder()
			g.handler.ServeHTTP(w, refreshGrantRequest(g.client, g.refresh))
			require.Equal(b, http.StatusOK, w.Code, w.Body.String())
		}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var measured growth
			for i := 0; b.Loop(); i++ {
				measured.measure(func() { bb.run(small, i) }, func() { bb.run(large, i) })
			}
			measured.report(b, bb.quantile)
		})
	}
}

// BenchmarkGrowthPools measures requests that find a pool or a client among many pools.
func BenchmarkGrowthPools(b *testing.B) {
	grow := func(pools int) (*Server, userpool.Pool, userpool.Client) {
		s := NewServer()
		b.Cleanup(s.Close)
		var last userpool.Pool
		var client userpool.Client
		for i := range pools {
			var err error
			last, err = s.store.CreatePool("us-east-1", userpool.Pool{Name: fmt.Sprint("tenant-", i)})
			require.NoError(b, err)
			_, err = s.store.CreateDomain(userpool.Domain{Name: fmt.Sprint("tenant-", i), PoolID: last.ID})
			require.NoError(b, err)
			client, err = s.store.CreateClient(last.ID, userpool.ClientSettings{Name: "web"}, "", false)
			require.NoError(b, err)
		}
		return s, last, client
	}
	small, smallPool, smallClient := grow(fewPools)
	large, largePool, largeClient := grow(manyPools - 1)
	for _, name := range []string{"ListUserPools", "DescribeUserPool", "UpdateUserPool"} {
		b.Run(name, func(b *testing.B) {
			run := func(s *Server, p userpool.Pool) {
				body := fmt.Sprintf(`{"UserPoolId":%q}`, p.ID)
				if name == "ListUserPools" {
					body = `{"MaxResults":5}`
				}
				(&grown{Server: s}).do(b, name, body)
			}
			var measured growth
			for b.Loop() {
				measured.measure(func() { run(small, smallPool) }, func() { run(large, largePool) })
			}
			measured.report(b, 0.5)
		})
	}
	b.Run("FindClient", func(b *testing.B) { // of InitiateAuth and of all other requests that have a client id and no pool id
		run := func(s *Server, c userpool.Client) {
			got, err := s.store.FindClient("us-east-1", c.ID)
			require.NoError(b, err)
			require.Equal(b, c.PoolID, got.PoolID)
		}
		var measured growth
		for b.Loop() {
			measured.measure(func() { run(small, smallClient) }, func() { run(large, largeClient) })
		}
		measured.report(b, 0.5)
	})
}
