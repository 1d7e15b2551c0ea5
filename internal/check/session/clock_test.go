package session

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRetryRepeatsSlowAttempts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		errs     []error // of the attempts
		attempts int
		want     error
	}{
		{"success", []error{nil}, 1, nil},
		{"one slow attempt", []error{ErrSlow, nil}, 2, nil},
		{"another error", []error{errNoAnswer}, 1, errNoAnswer},
		{"another error after a slow attempt", []error{ErrSlow, errNoAnswer}, 2, errNoAnswer},
		{"three slow attempts", []error{ErrSlow, ErrSlow, ErrSlow, nil}, 3, ErrSlow},
	} {
		attempts := 0
		got, err := Retry(func() (int, error) {
			attempts++
			return attempts, tt.errs[attempts-1]
		})
		assert.Equal(t, tt.want, err, tt.name)
		assert.Equal(t, tt.attempts, attempts, tt.name)
		assert.Equal(t, attempts, got, tt.name)
	}
}

// movedSession returns a session whose clock starts at testTime, and the moves of the clock.
func movedSession() (*Session, *time.Time, *[]time.Duration) {
	now, moves := testTime, []time.Duration(nil)
	return &Session{Options: &Options{Now: func() time.Time { return now }, Advance: func(_ context.Context, d time.Duration) error {
		moves = append(moves, d)
		now = now.Add(d)
		return nil
	}}}, &now, &moves
}

func TestAdvanceToMovesTheClockForward(t *testing.T) {
	t.Parallel()
	s, _, moves := movedSession()
	require.NoError(t, s.AdvanceTo(t.Context(), testTime.Add(time.Minute)))
	require.NoError(t, s.AdvanceTo(t.Context(), testTime.Add(time.Minute)))
	require.NoError(t, s.AdvanceTo(t.Context(), testTime))
	assert.Equal(t, []time.Duration{time.Minute}, *moves)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	assert.ErrorIs(t, s.AdvanceTo(ctx, testTime), context.Canceled)
}

func TestRequestsAroundAnExpiry(t *testing.T) {
	t.Parallel()
	expiry := testTime.Add(time.Hour)
	for _, tt := range []struct {
		name string
		took time.Duration // the request
		err  error         // of the request
		want error         // of JustBefore
	}{
		{"in time", 999 * time.Millisecond, nil, nil},
		{"at the expiry", time.Second, nil, ErrSlow},
		{"after the expiry", 2 * time.Second, nil, ErrSlow},
		{"failed", 0, errNoAnswer, errNoAnswer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, now, _ := movedSession()
			var sent time.Time
			ask := func() error {
				sent = *now
				*now = now.Add(tt.took)
				return tt.err
			}
			assert.Equal(t, tt.want, s.JustBefore(t.Context(), expiry, ask))
			assert.Equal(t, expiry.Add(-time.Second), sent)

			s, now, _ = movedSession()
			assert.Equal(t, tt.err, s.JustAfter(t.Context(), expiry, ask))
			assert.Equal(t, expiry.Add(time.Second), sent)
		})
	}
}

func TestClockThatDoesNotMoveSendsNoRequest(t *testing.T) {
	t.Parallel()
	s, _, _ := movedSession()
	s.Options.Advance = func(context.Context, time.Duration) error { return errNoAnswer }
	ask := func() error {
		t.Error("a request at the wrong time")
		return nil
	}
	assert.Equal(t, errNoAnswer, s.JustBefore(t.Context(), testTime.Add(time.Hour), ask))
	assert.Equal(t, errNoAnswer, s.JustAfter(t.Context(), testTime.Add(time.Hour), ask))
}

func TestDefaultOptions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := (&Options{}).withDefaults()
		start := time.Now()
		assert.Equal(t, start, o.Now())
		require.NoError(t, o.Sleep(t.Context(), time.Minute))
		assert.Equal(t, time.Minute, time.Since(start))
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		assert.Equal(t, context.DeadlineExceeded, o.Sleep(ctx, time.Minute))
		assert.Equal(t, time.Minute+time.Second, time.Since(start))
		assert.NotNil(t, o.OpenBrowser)
	})
}

func TestOptionsReplaceDefaults(t *testing.T) {
	t.Parallel()
	e := newEndpoint(t)
	given := &Options{Now: func() time.Time { return testTime }, Sleep: func(context.Context, time.Duration) error { return errNoAnswer }, OpenBrowser: OpenForms}
	o := given.withDefaults()
	assert.Equal(t, testTime, o.Now())
	assert.Equal(t, errNoAnswer, o.Sleep(t.Context(), time.Hour))
	browser, err := o.OpenBrowser(t.Context(), nil, true)
	require.NoError(t, err)
	assert.NotEqual(t, e, browser)
}

func TestCodesOfAnAuthenticator(t *testing.T) {
	t.Parallel()
	s, now, moves := movedSession()
	a := &authenticator{options: s.Options, secret: "JBSWY3DPEHPK3PXP"}
	first, err := a.code(t.Context())
	require.NoError(t, err)
	assert.Empty(t, *moves, "the first code needs no move of the clock")
	second, err := a.code(t.Context())
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
	assert.Equal(t, []time.Duration{30 * time.Second}, *moves)
	*now = now.Add(30 * time.Second)
	_, err = a.code(t.Context())
	require.NoError(t, err)
	assert.Len(t, *moves, 1, "the clock has another code already")

	s.Options.Advance = func(context.Context, time.Duration) error { return errNoAnswer }
	code, err := a.code(t.Context())
	assert.Equal(t, errNoAnswer, err)
	assert.Empty(t, code)
	a.secret = "1!"
	_, err = a.code(t.Context())
	assert.Error(t, err)
}
