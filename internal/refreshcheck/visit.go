package refreshcheck

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// visit is what the live checks of one environment share: the person who signs in.
type visit struct {
	removals []func(context.Context) error
	left     []string
}

// newVisit gives each client of a target a session, all of the same person.
func newVisit(live *Live, t *Target, api People) *visit {
	v := &visit{}
	person := &guest{credentials: once(func(ctx context.Context) (login.Credentials, error) {
		if live.Person != nil {
			return *live.Person, nil
		}
		pool, err := t.Pool(ctx)
		if err != nil {
			return login.Credentials{}, err
		}
		made, remove, err := temporaryUser(ctx, api, pool)
		if remove != nil {
			v.removals = append(v.removals, remove)
		}
		return made, err
	})}
	for _, client := range t.Clients {
		client.Session = newSession(live, client, person)
	}
	return v
}

// end removes who was made, also when the run was stopped.
func (v *visit) end(ctx context.Context) {
	for _, remove := range v.removals {
		if err := remove(ctx); err != nil {
			v.left = append(v.left, err.Error())
		}
	}
	v.removals = nil
}
