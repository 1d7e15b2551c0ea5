package fault

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func newRules() *Rules {
	return NewRules([]string{"GetUser", "InitiateAuth", "RevokeToken"}, []string{"/login", "/oauth2/revoke", "/oauth2/token"})
}

// Each error says what to write.
func TestInvalidRulesAreRejected(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		rule Rule
		want string
	}{
		{"neither action nor endpoint", Rule{Kind: Throttle, Count: 1}, "the fault has no action and no endpoint: write one of them, such as the action InitiateAuth or the endpoint /oauth2/token"},
		{"both", Rule{Action: "GetUser", Endpoint: "/login", Kind: Throttle, Count: 1}, "the fault has the action GetUser and the endpoint /login: write one fault for each"},
		{"unknown action", Rule{Action: "InitiateAuht", Kind: Throttle, Count: 1}, `"InitiateAuht" is not an action of the emulator: the nearest is InitiateAuth`},
		{"action in lower case", Rule{Action: "getuser", Kind: Throttle, Count: 1}, `"getuser" is not an action of the emulator: the nearest is GetUser`},
		{"unknown endpoint", Rule{Endpoint: "/oauth/token", Kind: Throttle, Count: 1}, `"/oauth/token" is not an endpoint of the emulator: the nearest is /oauth2/token`},
		{"endpoint without a slash", Rule{Endpoint: "login", Kind: Throttle, Count: 1}, `"login" is not an endpoint of the emulator: the nearest is /login`},
		{"endpoint with a trailing slash", Rule{Endpoint: "/login/", Kind: Throttle, Count: 1}, `"/login/" is not an endpoint of the emulator: the nearest is /login`},
		{"no kind", Rule{Action: "GetUser", Count: 1}, `"" is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after`},
		{"unknown kind", Rule{Action: "GetUser", Kind: "slow", Count: 1}, `"slow" is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after`},
		{"delay of another kind", Rule{Action: "GetUser", Kind: CutAfter, Delay: time.Second, Count: 1}, "the kind cut-after has no delay: remove the delay, or write the kind delay"},
		{"no delay", Rule{Action: "GetUser", Kind: Delay, Count: 1}, "0s is not a delay: write a duration up to 1m, such as 2s"},
		{"negative delay", Rule{Action: "GetUser", Kind: Delay, Delay: -time.Second, Count: 1}, "-1s is not a delay: write a duration up to 1m, such as 2s"},
		{"long delay", Rule{Action: "GetUser", Kind: Delay, Delay: time.Minute + 1, Count: 1}, "1m0.000000001s is not a delay: write a duration up to 1m, such as 2s"},
		{"count 0", Rule{Action: "GetUser", Kind: Throttle}, "0 is not a count: write how many requests fail, from 1, or that all do"},
		{"negative count", Rule{Action: "GetUser", Kind: Throttle, Count: -1}, "-1 is not a count: write how many requests fail, from 1, or that all do"},
		{"count and all", Rule{Action: "GetUser", Kind: Throttle, Count: 3, All: true}, "the fault has the count 3 and applies to all requests: write one of them"},
		{"negative count and all", Rule{Action: "GetUser", Kind: Throttle, Count: -1, All: true}, "the fault has the count -1 and applies to all requests: write one of them"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules := newRules()
			assert.EqualError(t, rules.Add(tt.rule), tt.want)
			assert.Empty(t, rules.List())
			assert.False(t, rules.Exist())
		})
	}
}

func TestRuleAppliesToItsCountOfRequests(t *testing.T) {
	t.Parallel()
	rules := newRules()
	require.NoError(t, rules.Add(Rule{Action: "GetUser", Kind: Throttle, Count: 2}))
	for left := 1; left >= 0; left-- {
		_, ok := rules.Take("InitiateAuth", "")
		assert.False(t, ok, "another action")
		_, ok = rules.Take("", "/login")
		assert.False(t, ok, "an endpoint")
		taken, ok := rules.Take("GetUser", "")
		assert.True(t, ok)
		assert.Equal(t, Throttle, taken.Kind)
		if left > 0 {
			assert.Equal(t, []Rule{{Action: "GetUser", Kind: Throttle, Count: left}}, rules.List())
		}
	}
	assert.False(t, rules.Exist())
	_, ok := rules.Take("GetUser", "")
	assert.False(t, ok)
}

func TestOldestRuleApplies(t *testing.T) {
	t.Parallel()
	rules := newRules()
	require.NoError(t, rules.Add(Rule{Endpoint: "/oauth2/token", Kind: CutBefore, Count: 1}))
	require.NoError(t, rules.Add(Rule{Endpoint: "/oauth2/token", Kind: Throttle, All: true}))
	for _, want := range []Kind{CutBefore, Throttle, Throttle} {
		taken, ok := rules.Take("", "/oauth2/token")
		assert.True(t, ok)
		assert.Equal(t, want, taken.Kind)
	}
	assert.Equal(t, 1, rules.Clear())
	assert.Zero(t, rules.Clear())
	_, ok := rules.Take("", "/oauth2/token")
	assert.False(t, ok, "cleared")
	assert.False(t, rules.Exist())
}

func TestRuleAfterOneForAllRequestsIsRejected(t *testing.T) {
	t.Parallel()
	rules := newRules()
	require.NoError(t, rules.Add(Rule{Endpoint: "/oauth2/token", Kind: Throttle, All: true}))
	assert.EqualError(t, rules.Add(Rule{Endpoint: "/oauth2/token", Kind: CutAfter, Count: 1}), "all requests to /oauth2/token have the fault throttle: clear the faults before you add another")
	assert.Len(t, rules.List(), 1)
	require.NoError(t, rules.Add(Rule{Endpoint: "/login", Kind: CutAfter, Count: 1}), "another endpoint")
	rules.Clear()
	require.NoError(t, rules.Add(Rule{Endpoint: "/oauth2/token", Kind: CutAfter, Count: 1}))
}

// A request without an action and without an endpoint, such as one to STS, matches no rule.
func TestRequestWithoutTargetHasNoFault(t *testing.T) {
	t.Parallel()
	rules := newRules()
	require.NoError(t, rules.Add(Rule{Action: "GetUser", Kind: Throttle, All: true}))
	_, ok := rules.Take("", "")
	assert.False(t, ok)
}

func TestConcurrentRequestsTakeExactlyTheCount(t *testing.T) {
	t.Parallel()
	rules := newRules()
	require.NoError(t, rules.Add(Rule{Action: "GetUser", Kind: Throttle, Count: 100}))
	var taken atomic.Int64
	var running sync.WaitGroup
	for range 16 {
		running.Go(func() {
			for range 50 {
				if _, ok := rules.Take("GetUser", ""); ok {
					taken.Add(1)
				}
				rules.List()
			}
		})
	}
	running.Wait()
	assert.EqualValues(t, 100, taken.Load())
}
