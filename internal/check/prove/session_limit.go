package prove

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// SessionLimit is the check session-limit.
var SessionLimit = check.Check{
	Name:  "session-limit",
	Doc:   "With the declared limit of user sessions, one more sign-in ends the least recently used session and no other.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) (findings []report.Finding, err error) {
		limit := t.Environment.SessionLimit
		if limit == nil {
			return nil, check.NotApplicable("the outputs declare no limit of user sessions")
		}
		flow, err := flowOfTemporaryUser(ctx, session.Of(t))
		if err != nil {
			return nil, err
		}
		// A client that cannot refresh has no token to try.
		signedIn, err := flow.SignIn(ctx)
		if err != nil {
			return nil, err
		}
		switch refreshed, err := flow.Refresh(ctx, signedIn, signedIn.Refresh); {
		case err != nil:
			return nil, err
		case refreshed.Fault != "":
			return nil, session.NotRefreshed
		}
		before, err := t.Tracking(ctx)
		if err != nil {
			return nil, err
		}
		declared := check.SessionConfiguration{UserSessionTracking: "ENABLED"}
		declared.TokenSession.MaxPerUser = *limit
		err = t.Prove.SetUserPoolSessionConfiguration(ctx, t.Environment.UserPoolID, declared)
		if rejection, _ := session.RejectionOf(err); rejection != "" {
			return check.Finding(`Write user_pool_tier = "ESSENTIALS" or "PLUS", and a max_sessions_per_user that the service accepts.`,
				"The limit of %d sessions per user cannot be set: %s.", *limit, rejection), nil
		} else if err != nil {
			return nil, err
		}
		// The other checks have more sign-ins of the same user than the limit.
		defer func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), session.CleanupTimeout)
			defer cancel()
			if left := t.Prove.SetUserPoolSessionConfiguration(ctx, t.Environment.UserPoolID, before); left != nil {
				err = fmt.Errorf("the session tracking of the pool was not restored: %s", check.Reason(left))
			}
		}()
		return sessionLimitFindings(ctx, session.Of(t), flow, *limit)
	},
}

// sessionLimitFindings signs in up to the limit, uses the oldest session, signs in once more, and
// refreshes each session.
func sessionLimitFindings(ctx context.Context, s *session.Session, flow session.Flow, limit int) ([]report.Finding, error) {
	var sessions []*session.Tokens
	signIn := func() error {
		// Sessions of the same second have no order.
		if err := s.AdvanceTo(ctx, s.Options.Now().Add(time.Second)); err != nil {
			return err
		}
		signedIn, err := flow.SignIn(ctx)
		sessions = append(sessions, signedIn)
		return err
	}
	for range limit {
		if err := signIn(); err != nil {
			return nil, err
		}
	}
	if err := s.AdvanceTo(ctx, s.Options.Now().Add(time.Second)); err != nil {
		return nil, err
	}
	used, err := flow.Refresh(ctx, sessions[0], sessions[0].Refresh)
	if err != nil {
		return nil, err
	}
	if used.Fault != "" {
		return check.Finding(check.FixNotCognito, "The refresh token of session 1 of %d is rejected, and the limit is %d: %s", limit, limit, used.Fault), nil
	}
	sessions[0].Refresh = cmp.Or(used.Refresh, sessions[0].Refresh)
	if err := signIn(); err != nil {
		return nil, err
	}
	evicted := min(1, limit-1) // the second one, because the first was used after it
	var findings []report.Finding
	for i, of := range sessions {
		got, err := flow.Refresh(ctx, of, of.Refresh)
		switch {
		case err != nil:
			return nil, err
		case i == evicted && got.Fault == "":
			findings = append(findings, check.Finding(check.FixNotCognito, "The refresh token of the least recently used session returns tokens after %d sign-ins and must be rejected: the limit is %d.", limit+1, limit)...)
		case i == evicted && got.ErrorCode != flow.ErrorCode():
			findings = append(findings, check.Finding(check.FixNotCognito, "The service does not reject the refresh token of an evicted session with %s: %s", flow.ErrorCode(), got.Fault)...)
		case i != evicted && got.Fault != "":
			findings = append(findings, check.Finding(check.FixNotCognito, "The refresh token of session %d of %d is rejected, and only the least recently used session, %d, must end: %s", i+1, limit+1, evicted+1, got.Fault)...)
		}
	}
	return findings, nil
}
