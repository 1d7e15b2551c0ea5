package fault

import (
	"errors"
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

// mustAdd adds a valid rule.
func mustAdd(t *testing.T, rules *Rules, rule Rule) Rule {
	t.Helper()
	added, err := rules.Add(rule)
	require.NoError(t, err)
	return added
}

// Each error says what to write, and names the field.
func TestInvalidRulesAreRejected(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		rule  Rule
		field string
		want  string
	}{
		{"neither action nor endpoint", Rule{Kind: Throttle, Count: 1}, "action", "the fault has no action and no endpoint: write one of them, such as the action InitiateAuth or the endpoint /oauth2/token"},
		{"both", Rule{Action: "GetUser", Endpoint: "/login", Kind: Throttle, Count: 1}, "endpoint", "the fault has the action GetUser and the endpoint /login: write one fault for each"},
		{"unknown action", Rule{Action: "InitiateAuht", Kind: Throttle, Count: 1}, "action", `"InitiateAuht" is not an action of the emulator: the nearest is InitiateAuth`},
		{"action in lower case", Rule{Action: "getuser", Kind: Throttle, Count: 1}, "action", `"getuser" is not an action of the emulator: the nearest is GetUser`},
		{"unknown endpoint", Rule{Endpoint: "/oauth/token", Kind: Throttle, Count: 1}, "endpoint", `"/oauth/token" is not an endpoint of the emulator: the nearest is /oauth2/token`},
		{"endpoint without a slash", Rule{Endpoint: "login", Kind: Throttle, Count: 1}, "endpoint", `"login" is not an endpoint of the emulator: the nearest is /login`},
		{"endpoint with a trailing slash", Rule{Endpoint: "/login/", Kind: Throttle, Count: 1}, "endpoint", `"/login/" is not an endpoint of the emulator: the nearest is /login`},
		{"no kind", Rule{Action: "GetUser", Count: 1}, "kind", `"" is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after`},
		{"unknown kind", Rule{Action: "GetUser", Kind: "slow", Count: 1}, "kind", `"slow" is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after`},
		{"delay of another kind", Rule{Action: "GetUser", Kind: CutAfter, Delay: time.Second, Count: 1}, "delay", "the kind cut-after has no delay: remove the delay, or write the kind delay"},
		{"no delay", Rule{Action: "GetUser", Kind: Delay, Count: 1}, "delay", "0s is not a delay: write a duration up to 1m, such as 2s"},
		{"negative delay", Rule{Action: "GetUser", Kind: Delay, Delay: -time.Second, Count: 1}, "delay", "-1s is not a delay: write a duration up to 1m, such as 2s"},
		{"long delay", Rule{Action: "GetUser", Kind: Delay, Delay: time.Minute + 1, Count: 1}, "delay", "1m0.000000001s is not a delay: write a duration up to 1m, such as 2s"},
		{"count 0", Rule{Action: "GetUser", Kind: Throttle}, "count", "0 is not a count: write how many requests fail, from 1, or that all do"},
		{"negative count", Rule{Action: "GetUser", Kind: Throttle, Count: -1}, "count", "-1 is not a count: write how many requests fail, from 1, or that all do"},
		{"count and all", Rule{Action: "GetUser", Kind: Throttle, Count: 3, All: true}, "count", "the fault has the count 3 and applies to all requests: write one of them"},
		{"negative count and all", Rule{Action: "GetUser", Kind: Throttle, Count: -1, All: true}, "count", "the fault has the count -1 and applies to all requests: write one of them"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules := newRules()
			_, err := rules.Add(tt.rule)
			assert.EqualError(t, err, tt.want)
			wrong, ok := errors.AsType[*FieldError](err)
			assert.True(t, ok)
			assert.Equal(t, tt.field, wrong.Field)
			assert.Empty(t, rules.List())
			assert.False(t, rules.Exist())
		})
	}
}

func TestRuleAppliesToItsCountOfRequests(t *testing.T) {
	t.Parallel()
	rules := newRules()
	mustAdd(t, rules, Rule{Action: "GetUser", Kind: Throttle, Count: 2})
	for left := 1; left >= 0; left-- {
		_, ok := rules.Take("InitiateAuth", "")
		assert.False(t, ok, "another action")
		_, ok = rules.Take("", "/login")
		assert.False(t, ok, "an endpoint")
		taken, ok := rules.Take("GetUser", "")
		assert.True(t, ok)
		assert.Equal(t, Throttle, taken.Kind)
		if left > 0 {
			assert.Equal(t, []Rule{{ID: 1, Action: "GetUser", Kind: Throttle, Count: left}}, rules.List())
		}
	}
	assert.False(t, rules.Exist())
	_, ok := rules.Take("GetUser", "")
	assert.False(t, ok)
}

func TestOldestRuleApplies(t *testing.T) {
	t.Parallel()
	rules := newRules()
	mustAdd(t, rules, Rule{Endpoint: "/oauth2/token", Kind: CutBefore, Count: 1})
	mustAdd(t, rules, Rule{Endpoint: "/oauth2/token", Kind: Throttle, All: true})
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
	mustAdd(t, rules, Rule{Endpoint: "/oauth2/token", Kind: Throttle, All: true})
	_, err := rules.Add(Rule{Endpoint: "/oauth2/token", Kind: CutAfter, Count: 1})
	assert.EqualError(t, err, "all requests to /oauth2/token have the fault throttle: clear the faults before you add another")
	wrong, ok := errors.AsType[*FieldError](err)
	assert.True(t, ok)
	assert.Equal(t, "endpoint", wrong.Field)
	assert.Len(t, rules.List(), 1)
	mustAdd(t, rules, Rule{Endpoint: "/login", Kind: CutAfter, Count: 1})
	rules.Clear()
	mustAdd(t, rules, Rule{Endpoint: "/oauth2/token", Kind: CutAfter, Count: 1})
}

// An id names one rule, also among equal ones, and no later rule gets it.
func TestRemoveRemovesOneRule(t *testing.T) {
	t.Parallel()
	rules := newRules()
	rule := Rule{Action: "GetUser", Kind: Throttle, Count: 1}
	first, second := mustAdd(t, rules, rule), mustAdd(t, rules, rule)
	assert.NotEqual(t, first.ID, second.ID)
	assert.True(t, rules.Remove(first.ID))
	assert.Equal(t, []Rule{second}, rules.List())
	for _, id := range []int{first.ID, 0, -1, 99} {
		assert.False(t, rules.Remove(id))
	}
	assert.True(t, rules.Exist())
	assert.True(t, rules.Remove(second.ID))
	assert.False(t, rules.Exist())
	assert.Greater(t, mustAdd(t, rules, rule).ID, second.ID)
}

// A request without an action and without an endpoint, such as one to STS, matches no rule.
func TestRequestWithoutTargetHasNoFault(t *testing.T) {
	t.Parallel()
	rules := newRules()
	mustAdd(t, rules, Rule{Action: "GetUser", Kind: Throttle, All: true})
	_, ok := rules.Take("", "")
	assert.False(t, ok)
}

func TestConcurrentRequestsTakeExactlyTheCount(t *testing.T) {
	t.Parallel()
	rules := newRules()
	mustAdd(t, rules, Rule{Action: "GetUser", Kind: Throttle, Count: 100})
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
