package cognitoidp_test

import "testing"

// request is a request to an action. The placeholders {pool}, {client} and {secret} in its body stand for
// the values of the rule's pool and client.
type request struct{ action, body string }

// rule is a rule of the service: a request that it rejects, and the expected error.
type rule struct {
	name      string
	source    string    // as in docs/fidelity
	pool      string    // the body of CreateUserPool; "": a pool with only a name
	client    string    // the body of CreateUserPoolClient; "": no client
	given     []request // must succeed before request
	request   request
	exception string // "": InvalidParameterException
	message   string
}

// checkRules runs each rule in a subtest with a pool of its own.
func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	s := start(t)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			if r.pool == "" {
				r.pool = `{"PoolName":"rules"}`
			}
			s.pool(t, r.pool)
			if r.client != "" {
				s.client(t, r.client)
			}
			for _, g := range r.given {
				s.ok(t, g.action, g.body)
			}
			if r.exception == "" {
				r.exception = "InvalidParameterException"
			}
			s.fails(t, r.request.action, r.request.body, r.exception, r.message)
		})
	}
}
