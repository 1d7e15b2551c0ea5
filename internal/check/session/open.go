package session

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// cleanup removes what the live checks of one environment created.
type cleanup struct {
	removals []func(context.Context) error
	left     []string
}

// Open implements [check.Sessions].
func (l *Options) Open(pool *check.Target, users check.UserAPI) func(context.Context) []string {
	v := openSessions(l.withDefaults(), pool, users)
	return func(ctx context.Context) []string {
		v.run(ctx)
		return v.left
	}
}

// openSessions sets a session for each client of a pool. All sessions sign in the same user.
func openSessions(live *Options, t *check.Target, api check.UserAPI) *cleanup {
	v := &cleanup{}
	user := &TestUser{Temporary: live.User == nil}
	user.credentials = check.Memoize(func(ctx context.Context) (login.Credentials, error) {
		if live.User != nil {
			return *live.User, nil
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return login.Credentials{}, err
		}
		factor := secondFactor{live: live, target: t}
		if err := factor.choose(ctx); err != nil {
			return login.Credentials{}, err
		}
		made, remove, err := newTemporaryUser(ctx, api, pool, factor.attributes()...)
		if remove != nil {
			v.removals = append(v.removals, remove)
		}
		if err != nil {
			return made, err
		}
		user.oneTimeCode, err = factor.assign(ctx, made)
		return made, err
	})
	for _, client := range t.Clients {
		session := newSession(live, client, user)
		session.Users = api
		client.Session = session
	}
	return v
}

// run removes the temporary user, also if the run was stopped.
func (v *cleanup) run(ctx context.Context) {
	for _, remove := range v.removals {
		if err := remove(ctx); err != nil {
			v.left = append(v.left, err.Error())
		}
	}
	v.removals = nil
}
