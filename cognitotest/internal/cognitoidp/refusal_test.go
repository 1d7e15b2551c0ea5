package cognitoidp_test

import "testing"

// request is one call of an action. The placeholders {pool}, {client} and {secret} stand for the
// values of the row's pool and client.
type request struct{ action, body string }

// rule is a rule of the service: a request that it rejects, and the error.
type rule struct {
	name string
	// source of the rule, as in docs/fidelity
	source    string
	pool      string // CreateUserPool; "": a pool with only a name
	client    string // CreateUserPoolClient; "": none
	given     []request
	request   request
	exception string // "": InvalidParameterException
	message   string
}

func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	s := start(t)
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			if r.pool == "" {
				r.pool = `{"PoolName":"refusals"}`
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
