package userpool

import (
	"encoding/base64"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// growthSize is the number of users and token families of a large store: COGNITOKIT_GROWTH, or 100,000.
func growthSize(b *testing.B) int {
	b.Helper()
	text, ok := os.LookupEnv("COGNITOKIT_GROWTH")
	if !ok {
		return 100_000
	}
	n, err := strconv.Atoi(text)
	require.NoError(b, err)
	return n
}

// maxGrowth is the limit of the time in a large store by the time in a small one. The operations take
// microseconds, and a search in a tree of a hundred times as many records makes more steps.
const maxGrowth = 2.5

// grown is a store with one pool, in which each user has signed in once.
type grown struct {
	*Store
	pool   string
	tokens []string // the first refresh tokens
	next   int      // the number of the next user that a benchmark creates
}

func grow(b *testing.B, users int) *grown {
	b.Helper()
	return growStore(b, NewStore("123456789012"), users)
}

func growStore(b *testing.B, s *Store, users int) *grown {
	b.Helper()
	g := &grown{Store: s, next: users}
	pool, err := g.CreatePool("us-east-1", Pool{Name: "orders", AliasAttributes: []string{"email"}, PoolSettings: PoolSettings{Tier: DefaultTier}})
	require.NoError(b, err)
	g.pool = pool.ID
	_, err = g.SetSessionConfiguration(g.pool, SessionConfiguration{Tracking: true, MaxPerUser: 5})
	require.NoError(b, err)
	_, err = g.CreateClient(g.pool, ClientSettings{Name: "web"}, "", false)
	require.NoError(b, err)
	for i := range users {
		g.addUser(b, i)
		g.signIn(b, i, &UserSession{Activity: Activity{Device: "Chrome 125 / macOS 15.0"}})
	}
	return g
}

// username returns a name that is not in the order of the numbers, as in a pool of real users.
func username(i int) string { return fmt.Sprintf("user-%08x", uint32(i)*2654435761) }

func (g *grown) addUser(b *testing.B, i int) {
	b.Helper()
	now := g.Clock.Now()
	_, err := g.AddUser(User{
		PoolID: g.pool, Username: username(i), Enabled: true, Status: StatusConfirmed, Created: now, Modified: now,
		Password: srp.Simulated([]byte("growth"), []byte(username(i))),
		Attributes: []Attribute{
			{"sub", NewUUID()}, {"email", fmt.Sprintf("user.%d@example.com", i)}, {"email_verified", "true"}, {"name", fmt.Sprint("User ", i)},
		},
	}, false)
	require.NoError(b, err)
}

func (g *grown) signIn(b *testing.B, i int, session *UserSession) string {
	b.Helper()
	u, err := g.User(g.pool, username(i))
	require.NoError(b, err)
	now := g.Clock.Now()
	t, err := g.StartSignIn(u, TokenFamily{
		OriginJTI: NewUUID(), PoolID: g.pool, ClientID: "web", Username: u.Username, Scopes: []string{"openid", "email"},
		AuthTime: now, ExpiresAt: now.Add(30*24*time.Hour + time.Duration(i)*time.Second), Session: session,
	})
	require.NoError(b, err)
	if len(g.tokens) < 1000 {
		g.tokens = append(g.tokens, t.ID)
	}
	return t.ID
}

// BenchmarkGrowth compares each method in a store of 1,000 users and token families with the same method
// in a large store. A ratio of 1 means that it costs the same. The calls alternate, so that the load of
// the machine is the same.
func BenchmarkGrowth(b *testing.B) {
	stores := []*grown{grow(b, 1000), grow(b, growthSize(b))}
	for _, g := range stores {
		for i := range g.next {
			g.StartBrowserSession(g.pool, username(i), "")
			g.StartChallenge(Challenge{PoolID: g.pool, ClientID: "web", Username: username(i), SecretBlock: []byte(username(i))}, time.Hour)
		}
	}
	find := func(f UserFilter) func(*grown, int) {
		return func(g *grown, _ int) {
			users, err := g.FindUsers(g.pool, f, "", 61)
			require.NoError(b, err)
			require.NotEmpty(b, users)
		}
	}
	for _, bb := range []struct {
		name string
		run  func(g *grown, i int)
	}{
		{"User by alias", func(g *grown, i int) {
			_, err := g.User(g.pool, fmt.Sprintf("user.%d@example.com", i%1000))
			require.NoError(b, err)
		}},
		{"User unknown", func(g *grown, _ int) {
			_, err := g.User(g.pool, "unknown@example.com")
			require.Error(b, err)
		}},
		{"AddUser", func(g *grown, _ int) { g.addUser(b, g.next); g.next++ }},
		{"UpdateAttributes", func(g *grown, i int) {
			_, _, err := g.UpdateAttributes(User{PoolID: g.pool, Username: username(i % 1000)}, []Attribute{{"family_name", fmt.Sprint("New ", i)}})
			require.NoError(b, err)
		}},
		{"DeleteUser and AddUser", func(g *grown, i int) {
			require.NoError(b, g.DeleteUser(g.pool, username(900+i%100)))
			g.addUser(b, 900+i%100)
		}},
		{"CountUsers", func(g *grown, _ int) { require.Positive(b, g.CountUsers(g.pool)) }},
		{"FindUsers all", find(UserFilter{})},
		{"FindUsers email", find(UserFilter{Attribute: "email", Value: "USER.7@example.com"})},
		{"FindUsers name prefix", find(UserFilter{Attribute: "name", Value: "User 7", Prefix: true})},
		{"FindUsers status", find(UserFilter{Attribute: "cognito:user_status", Value: StatusConfirmed})},
		{"StartSignIn with eviction", func(g *grown, _ int) { g.signIn(b, 1, &UserSession{}) }},
		{"SignOutUser", func(g *grown, i int) {
			_, err := g.SignOutUser(g.pool, username(100+i%100))
			require.NoError(b, err)
		}},
		{"RotateRefreshToken", func(g *grown, i int) {
			_, err := g.RotateRefreshToken(g.tokens[300+i%100], "web", time.Minute)
			require.NoError(b, err)
		}},
		{"FindSession", func(g *grown, _ int) {
			block := base64.StdEncoding.EncodeToString([]byte(username(7)))
			require.NotEmpty(b, g.FindSession("web", block, func(c Challenge) bool { return c.Username == username(7) }))
		}},
		{"EndBrowserSessionOf", func(g *grown, _ int) {
			require.True(b, g.EndBrowserSessionOf(g.StartBrowserSession(g.pool, username(7), "").Handle()))
		}},
		{"purge", func(g *grown, _ int) {
			g.purged = time.Time{}
			g.KeepMessage(Message{})
		}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var took [2][]time.Duration
			for i := 0; b.Loop(); i++ {
				for k, g := range stores {
					began := time.Now()
					bb.run(g, i)
					took[k] = append(took[k], time.Since(began))
				}
			}
			median := func(list []time.Duration) float64 {
				slices.Sort(list)
				return float64(list[len(list)/2].Nanoseconds()) / 1000
			}
			small, large := median(took[0]), median(took[1])
			b.ReportMetric(0, "ns/op") // the sum of both
			b.ReportMetric(small, "µs/small")
			b.ReportMetric(large, "µs/large")
			b.ReportMetric(large/small, "ratio")
			b.ReportMetric(maxGrowth, "ratio-max")
		})
	}
}

// BenchmarkGrowthMemory reports the bytes on the heap for each user, for each token family without its
// refresh token, and for each refresh token. It measures once, for any number of iterations.
func BenchmarkGrowthMemory(b *testing.B) {
	heap := func() float64 {
		runtime.GC()
		runtime.GC() // the first one only empties pools
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	n, g := growthSize(b), grow(b, 0)
	g.tokens = make([]string, 1000) // so that signIn keeps none
	empty := heap()
	for i := range n {
		g.addUser(b, i)
	}
	users := heap()
	var last string
	for i := range n {
		last = g.signIn(b, i, nil)
	}
	families := heap()
	for range n {
		next, err := g.RotateRefreshToken(last, "web", time.Minute)
		require.NoError(b, err)
		last = next.ID
	}
	token := (heap() - families) / float64(n)
	b.ReportMetric((users-empty)/float64(n), "B/user")
	b.ReportMetric((families-users)/float64(n)-token, "B/family")
	b.ReportMetric(token, "B/token")
	b.ReportMetric((users-empty)/float64(n)/1024, "user-ratio")
	b.ReportMetric(1, "user-ratio-max")
	b.ReportMetric(((families-users)/float64(n)-token)/400, "family-ratio")
	b.ReportMetric(1, "family-ratio-max")
	runtime.KeepAlive(g)
}
