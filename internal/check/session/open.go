package session

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// Open implements [check.Sessions]. All sessions of a pool sign in the same user.
func (o *Options) Open(pool *check.Target, users check.UserAPI) func(context.Context) []string {
	filled := o.withDefaults()
	user, deleteUser := filled.newTestUser(pool, users)
	for _, client := range pool.Clients {
		session := newSession(filled, client, user)
		session.Users = users
		client.Session = session
	}
	return deleteUser
}

// newTestUser returns the user of the options, or a temporary user, which is created when a
// check first requires it. deleteUser deletes the temporary user, also if the run was stopped,
// and returns the messages of failed deletions.
func (o *Options) newTestUser(t *check.Target, api check.UserAPI) (user *TestUser, deleteUser func(context.Context) []string) {
	var deletions []func(context.Context) error
	user = &TestUser{Temporary: o.User == nil}
	user.credentials = check.Memoize(func(ctx context.Context) (login.Credentials, error) {
		if o.User != nil {
			return *o.User, nil
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return login.Credentials{}, err
		}
		factor := secondFactor{options: o, target: t}
		if err := factor.choose(ctx); err != nil {
			return login.Credentials{}, err
		}
		created, remove, err := newTemporaryUser(ctx, api, pool, factor.attributes()...)
		if remove != nil {
			deletions = append(deletions, remove)
		}
		if err != nil {
			return created, err
		}
		user.oneTimeCode, err = factor.assign(ctx, created)
		return created, err
	})
	return user, func(ctx context.Context) (left []string) {
		for _, remove := range deletions {
			if err := remove(ctx); err != nil {
				left = append(left, err.Error())
			}
		}
		return left
	}
}
