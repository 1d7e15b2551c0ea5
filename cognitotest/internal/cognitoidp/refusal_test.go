package cognitoidp_test

import "testing"

// request is one call of an action. The placeholders {pool}, {client} and
// {secret} stand for what the row's pool and client got.
type request struct{ action, body string }

// refusal is a rule of the service: a request that it must refuse, and with what.
type refusal struct {
	name string
	// source is where the rule is published, as in docs/fidelity.
	source    string
	pool      string // CreateUserPool; "" stands for a pool with nothing but a name
	client    string // CreateUserPoolClient; "": none
	given     []request
	request   request
	exception string // "" stands for InvalidParameterException
	message   string
}

func checkRefusals(t *testing.T, refusals []refusal) {
	t.Helper()
	s := start(t)
	for _, r := range refusals {
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
			s.refused(t, r.request.action, r.request.body, r.exception, r.message)
		})
	}
}
