package report

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func draw(l *Lifetime) timeline { return newTimeline(l, scaleOf([]*Lifetime{l})) }

func titles(t timeline) (titles []string) {
	for _, p := range t.Panels {
		titles = append(titles, p.Title)
	}
	return titles
}

func TestPanels(t *testing.T) {
	observed := []Event{{Kind: Issued, Session: 1}}
	for _, tt := range []struct {
		name     string
		lifetime Lifetime
		want     []string
	}{
		{"an hour in thirty days", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 30 * day},
			[]string{"sign-in → refresh every hour → end after 30 days", "the first 3 hours, ×247"}},
		{"the ID token expires first", Lifetime{AccessTokenSeconds: day, IDTokenSeconds: 300, RefreshTokenSeconds: day},
			[]string{"sign-in → refresh every 5 minutes → end after 1 day", "the first 15 minutes, ×99"}},
		{"one axis is enough", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 4 * hour},
			[]string{"sign-in → refresh every hour → end after 4 hours"}},
		{"no refresh", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: hour},
			[]string{"sign-in → no refresh → end after 1 hour"}},
		{"rotation with grace", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 30 * day, Rotation: true, RetryGracePeriodSeconds: 60},
			[]string{"sign-in → refresh every hour → end after 30 days", "the first 3 hours, ×247", "the first refresh, grace 1 minute, ×90"}},
		{"rotation without grace", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 30 * day, Rotation: true},
			[]string{"sign-in → refresh every hour → end after 30 days", "the first 3 hours, ×247"}},
		{"a live run", Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: hour, Observed: observed},
			[]string{"sign-in → no refresh → end after 1 hour", "observed in the live run"}},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, titles(draw(&tt.lifetime))) })
	}
}

func TestOneScaleForAllEnvironments(t *testing.T) {
	long := &Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 30 * day}
	short := &Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 3 * day}
	s := scaleOf([]*Lifetime{long, short})
	width := func(l *Lifetime) float64 { return newTimeline(l, s).Panels[0].Rows[2].Bars[0].Width }
	assert.InDelta(t, 10, width(long)/width(short), .01)
}

func TestChain(t *testing.T) {
	l := &Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 2*hour + 30, Rotation: true, RetryGracePeriodSeconds: 60}
	a := axis{Span: 3 * hour}
	chain := l.chain(a)
	require.Len(t, chain, 3)
	all := func(bar) bool { return true }
	within := func(want []span, got []span) {
		t.Helper()
		require.Len(t, got, len(want))
		for i := range want { // round changes the position by less than half a second here
			assert.InDelta(t, want[i].from, got[i].from, .5)
			assert.InDelta(t, want[i].to, got[i].to, .5)
		}
	}
	within([]span{{0, hour}, {hour, hour + 60}}, spans(a, chain[0].Bars, all))
	within([]span{{hour, 2 * hour}, {2 * hour, 2*hour + 30}}, spans(a, chain[1].Bars, all)) // no grace after the end
	within([]span{{2 * hour, 2*hour + 30}}, spans(a, chain[2].Bars, all))                   // the inherited end
	assert.Equal(t, "grace", chain[0].Bars[1].Class)

	l.Rotation = false
	assert.Len(t, l.chain(a), 1)
}

func TestLens(t *testing.T) {
	panels := draw(&Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: 12 * hour}).Panels
	require.Len(t, panels, 2)
	assert.Nil(t, panels[0].Lens)
	assert.Equal(t, gutter, panels[1].Lens.X)
	assert.InDelta(t, plot*3/12/1.03, panels[1].Lens.Width, .01)
	assert.Greater(t, panels[1].Top, panels[0].TickY)
}

func TestObserved(t *testing.T) {
	l := &Lifetime{AccessTokenSeconds: hour, IDTokenSeconds: hour, RefreshTokenSeconds: hour, Observed: []Event{
		{AtSeconds: 9, Kind: Rotated, Session: 1}, {AtSeconds: 0, Kind: Issued, Session: 2},
		{AtSeconds: 0, Kind: Issued, Session: 1}, {AtSeconds: math.NaN(), Kind: Revoked, Session: 2},
	}}
	drawn := draw(l)
	assert.Equal(t, []event{{1, 1, "0 s", Issued}, {2, 1, "9 s", Rotated}, {3, 2, "0 s", Issued}, {4, 2, "0 s", Revoked}}, drawn.Events)
	p := drawn.Panels[1]
	require.Len(t, p.Rows, 2)
	require.Len(t, p.Marks, 4)
	assert.Equal(t, p.x(9), p.Marks[1].X)
	assert.Equal(t, p.Marks[2].X, p.Marks[3].X)
	assert.Greater(t, p.Marks[3].LabelX, p.Marks[2].LabelX, "two numbers must not overlap")
}
