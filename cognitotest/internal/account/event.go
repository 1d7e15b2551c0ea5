package account

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// recordEvent adds an event to the history of a user, if the pool has threat protection.
func (s *Service) recordEvent(ctx context.Context, u userpool.User, kind, response string) {
	s.Store.RecordAuthEvent(u.PoolID, userpool.AuthEvent{Username: u.Username, Type: kind, Response: response, Activity: activity.FromContext(ctx)})
}

// finishEvent ends an event that another request began: a sign-up with its confirmation, and a
// forgotten password with the new one. In the example of the developer guide ("Exporting threat
// protection user activity logs") a sign-up is in progress. The rest is unspecified.
func (s *Service) finishEvent(ctx context.Context, u userpool.User, kind string, err error) {
	s.Store.FinishAuthEvent(u.PoolID, userpool.AuthEvent{Username: u.Username, Type: kind, Response: passOrFail(err), Activity: activity.FromContext(ctx)})
}

// passOrFail returns the response of an event that has ended.
func passOrFail(err error) string {
	if err != nil {
		return userpool.EventFail
	}
	return userpool.EventPass
}

// ChangePassword replaces the password of a user who has signed in.
func (s *Service) ChangePassword(ctx context.Context, u userpool.User, previous, proposed string) error {
	_, err := s.Store.ChangePassword(u, previous, proposed)
	s.recordEvent(ctx, u, userpool.EventPasswordChange, passOrFail(err))
	return err
}
