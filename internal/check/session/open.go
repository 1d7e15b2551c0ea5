package session

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// cleanup is what the live checks of one environment share: the person who signs in.
type cleanup struct {
	removals []func(context.Context) error
	left     []string
}

// Open implements [Sessions].
func (l *Options) Open(pool *check.Target, users check.UserAPI) func(context.Context) []string {
	v := openSessions(l.withDefaults(), pool, users)
	return func(ctx context.Context) []string {
		v.run(ctx)
		return v.left
	}
}

// openSessions gives each client of a target a session, all of the same person.
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

// run removes who was made, also when the run was stopped.
func (v *cleanup) run(ctx context.Context) {
	for _, remove := range v.removals {
		if err := remove(ctx); err != nil {
			v.left = append(v.left, err.Error())
		}
	}
	v.removals = nil
}
