package fault

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Rules are the faults of one server, oldest first. They are safe for concurrent use.
type Rules struct {
	actions, endpoints []string

	mu     sync.Mutex
	rules  []Rule
	lastID int
	exists atomic.Bool // a server without faults takes no lock
}

// NewRules returns rules for a server with these actions and endpoints.
func NewRules(actions, endpoints []string) *Rules {
	return &Rules{actions: actions, endpoints: endpoints}
}

// Actions returns the actions that a rule may have.
func (r *Rules) Actions() []string { return r.actions }

// Endpoints returns the endpoints that a rule may have, sorted.
func (r *Rules) Endpoints() []string {
	return slices.Compact(slices.Sorted(slices.Values(r.endpoints))) // a path may have several methods
}

// Add adds a rule after the others, and returns it with its id. It rejects an invalid rule, and a rule
// that would apply to no request because an older one applies to all. The error is a [FieldError].
func (r *Rules) Add(rule Rule) (Rule, error) {
	if err := rule.validate(r.actions, r.endpoints); err != nil {
		return Rule{}, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.IndexFunc(r.rules, func(old Rule) bool { return old.All && old.appliesTo(rule.Action, rule.Endpoint) }); i >= 0 {
		field := "action"
		if rule.Action == "" {
			field = "endpoint"
		}
		return Rule{}, invalid(field, "all requests to %s have the fault %s: clear the faults before you add another", rule.Action+rule.Endpoint, r.rules[i].Kind)
	}
	r.lastID++
	rule.ID = r.lastID
	r.rules = append(r.rules, rule)
	r.exists.Store(true)
	return rule, nil
}

// Remove removes the rule with an id, and reports whether it was there.
func (r *Rules) Remove(id int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := len(r.rules)
	r.rules = slices.DeleteFunc(r.rules, func(rule Rule) bool { return rule.ID == id })
	r.exists.Store(len(r.rules) > 0)
	return len(r.rules) < before
}

// List returns the rules that still apply, with the number of requests that are left.
func (r *Rules) List() []Rule {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.rules)
}

// Clear removes all rules, and returns how many there were.
func (r *Rules) Clear() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.rules)
	r.rules = nil
	r.exists.Store(false)
	return n
}

// Exist reports whether there are rules.
func (r *Rules) Exist() bool { return r.exists.Load() }

// Take counts a request to an action or to an endpoint, the other of which is "", and returns
// the oldest rule for it. A rule that has no requests left is removed.
func (r *Rules) Take(action, endpoint string) (rule Rule, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.rules, func(rule Rule) bool { return rule.appliesTo(action, endpoint) })
	if i < 0 {
		return Rule{}, false
	}
	rule = r.rules[i]
	if rule.All {
		return rule, true
	}
	if r.rules[i].Count--; r.rules[i].Count == 0 {
		r.rules = slices.Delete(r.rules, i, i+1)
		r.exists.Store(len(r.rules) > 0)
	}
	return rule, true
}
