package prove

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// limitedService is a fakeService that limits the sessions of its user while session tracking is on.
type limitedService struct {
	*fakeService

	configured []check.SessionConfiguration
	errs       []error // of the first configurations
	unordered  bool    // evicts the oldest session, not the least recently used one
	evicts     int     // the sessions that a sign-in beyond the limit ends
	lower      int     // by how much the service has a lower limit
	stop       func()  // called when tracking is on
	sessions   []*fakeSignIn
	times      []time.Time // of the uses of a session while tracking is on
}

func newLimitedService(t *testing.T, limit int) *limitedService {
	t.Helper()
	s := &limitedService{fakeService: newFakeService(t), evicts: 1}
	s.other, s.deployed.SessionLimit = nil, &limit
	s.used = func(signIn *fakeSignIn) {
		if len(s.configured) != 1 || signIn.ended {
			return
		}
		s.times = append(s.times, s.now)
		i := slices.Index(s.sessions, signIn)
		switch {
		case i >= 0 && s.unordered:
			return
		case i >= 0:
			s.sessions = slices.Delete(s.sessions, i, i+1)
		case len(s.sessions) >= s.configured[0].TokenSession.MaxPerUser-s.lower:
			for _, evicted := range s.sessions[:s.evicts] {
				evicted.ended = true
			}
			s.sessions = s.sessions[s.evicts:]
		}
		s.sessions = append(s.sessions, signIn)
	}
	return s
}

func (s *limitedService) SetUserPoolSessionConfiguration(ctx context.Context, userPoolID string, configuration check.SessionConfiguration) error {
	if err := s.request(); err != nil {
		return err
	}
	assert.NoError(s.t, ctx.Err())
	if len(s.configured) > 0 {
		s.assertCleanup(ctx)
	}
	assert.Equal(s.t, "eu-west-1_Ab12Cd34E", userPoolID)
	s.configured = append(s.configured, configuration)
	if s.stop != nil {
		s.stop()
	}
	if len(s.errs) == 0 {
		return nil
	}
	err := s.errs[0]
	s.errs = s.errs[1:]
	return err
}

// trackingOf returns a session configuration.
func trackingOf(state string, limit int) (c check.SessionConfiguration) {
	c.UserSessionTracking, c.TokenSession.MaxPerUser = state, limit
	return c
}

func (s *limitedService) check(ctx context.Context, edit func(*check.Options, *check.Connection)) report.Result {
	s.t.Helper()
	return s.checkUntil(ctx, SessionLimit, func(o *check.Options, c *check.Connection) {
		c.API.(fakeAPI).Tracking = trackingOf("DISABLED", 20)
		c.Prove = s
		if edit != nil {
			edit(o, c)
		}
	})
}

func TestSessionLimit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		limit   int
		sets    int // the calls that change the pool: none, the limit, or the limit and the restoration
		change  func(*limitedService)
		outcome report.Outcome
		want    string
	}{
		{"correct", 3, 2, nil, report.Passed, ""},
		{"correct, one session", 1, 2, nil, report.Passed, ""},
		{"correct, without rotation", 2, 2, func(s *limitedService) { withoutRotation(s.fakeService) }, report.Passed, ""},
		{"correct, without a grace period", 2, 2, func(s *limitedService) { s.grace, *s.client.RefreshTokenRotation.RetryGracePeriodSeconds = 0, 0 }, report.Passed, ""},
		{"correct, with the API", 3, 2, func(s *limitedService) { withoutLoginPages(s.fakeService) }, report.Passed, ""},
		{"no limit is declared", 3, 0, func(s *limitedService) { s.deployed.SessionLimit = nil }, report.NotApplicable, "the outputs declare no limit of user sessions"},
		{"a machine client", 3, 0, func(s *limitedService) { machineClient(s.fakeService) }, report.NotApplicable, string(check.MachineClient)},
		{"a client that cannot refresh", 3, 0, func(s *limitedService) { s.refreshLife = 0 }, report.NotApplicable, string(session.NotRefreshed)},
		{"the limit is rejected", 3, 1, func(s *limitedService) {
			s.errs = []error{&smithy.GenericAPIError{Code: "FeatureUnavailableInTierException", Message: "no tracking"}}
		}, report.Failed, "The limit of 3 sessions per user cannot be set: the service returns FeatureUnavailableInTierException: no tracking."},
		{"no limit", 3, 2, func(s *limitedService) { s.evicts = 0 }, report.Failed, "The refresh token of the least recently used session returns tokens after 4 sign-ins and must be rejected: the limit is 3."},
		{"the oldest session ends", 3, 2, func(s *limitedService) { s.unordered = true }, report.Failed, "The refresh token of session 1 of 4 is rejected, and only the least recently used session, 2, must end: "},
		{"two sessions end", 3, 2, func(s *limitedService) { s.evicts = 2 }, report.Failed, "The refresh token of session 3 of 4 is rejected, and only the least recently used session, 2, must end: "},
		{"a lower limit", 3, 2, func(s *limitedService) { s.lower = 1 }, report.Failed, "The refresh token of session 1 of 3 is rejected, and the limit is 3: "},
		{"another error", 3, 2, func(s *limitedService) { s.rejectionCode = "invalid_request" }, report.Failed, "The service does not reject the refresh token of an evicted session with invalid_grant: "},
		{"the request fails", 3, 1, func(s *limitedService) { s.errs = []error{checktest.ErrNoResponse} }, report.Unchecked, "no response"},
		{"the configuration is not restored", 3, 2, func(s *limitedService) { s.errs = []error{nil, checktest.ErrNoResponse} }, report.Unchecked, "the session tracking of the pool was not restored: no response"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newLimitedService(t, tt.limit)
			if tt.change != nil {
				tt.change(s)
			}
			got := s.check(t.Context(), nil)
			assert.Equal(t, tt.outcome, got.Outcome, got)
			if tt.outcome == report.Failed {
				require.NotEmpty(t, got.Findings)
				assert.Contains(t, got.Findings[0].Message, tt.want)
				assert.NotEmpty(t, got.Findings[0].Fix)
			} else {
				assert.Equal(t, tt.want, got.Reason)
			}
			both := []check.SessionConfiguration{trackingOf("ENABLED", tt.limit), trackingOf("DISABLED", 20)}
			assert.Equal(t, both[:tt.sets], append([]check.SessionConfiguration{}, s.configured...))
		})
	}
}

// TestSessionsHaveAnOrder requires a second between two uses, because sessions of the same second have none.
func TestSessionsHaveAnOrder(t *testing.T) {
	t.Parallel()
	s := newLimitedService(t, 3)
	require.Equal(t, report.Passed, s.check(t.Context(), nil).Outcome)
	require.Greater(t, len(s.times), 5)
	for i := range 4 { // three sign-ins, a use, and one more sign-in
		assert.Equal(t, time.Second, s.times[i+1].Sub(s.times[i]))
	}
}

// A run that stops during the sign-ins restores the session tracking.
func TestSessionLimitRestoresAfterAStop(t *testing.T) {
	t.Parallel()
	s := newLimitedService(t, 3)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s.stop = stop
	got := s.check(ctx, nil)
	assert.Equal(t, report.Unchecked, got.Outcome, got)
	assert.Equal(t, []check.SessionConfiguration{trackingOf("ENABLED", 3), trackingOf("DISABLED", 20)}, s.configured)
}

func TestSessionLimitRequiresATemporaryUserAndTheCallsOfProve(t *testing.T) {
	t.Parallel()
	for reason, edit := range map[string]func(*check.Options, *check.Connection){
		string(check.NoProveAPI):                                             withoutProveAPI,
		"the check requires a temporary user":                                withPermanentUser,
		"the check requires a clock that can be moved: use cognitokit prove": func(o *check.Options, _ *check.Connection) { o.Live.(*session.Options).Advance = nil },
	} {
		s := newLimitedService(t, 3)
		got := s.check(t.Context(), edit)
		assert.Equal(t, report.NotApplicable, got.Outcome, reason)
		assert.Equal(t, reason, got.Reason)
		assert.Empty(t, s.configured)
	}
}
