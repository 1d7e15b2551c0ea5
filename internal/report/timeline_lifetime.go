package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// scale has the time spans that the timelines of a client share in all environments. With the same spans, a
// difference is visible.
type scale struct {
	session, first, grace, observed float64 // the spans of the panels in seconds
}

// interval returns the seconds between refreshes of an app that refreshes when its access or ID token expires.
func (l *Lifetime) interval() float64 {
	return float64(max(min(l.AccessTokenSeconds, l.IDTokenSeconds), 1))
}

// scaleOf returns the scale that fits all lifetimes.
func scaleOf(lifetimes []*Lifetime) scale {
	var s scale
	for _, l := range lifetimes {
		s.session = max(s.session, float64(l.RefreshTokenSeconds), l.interval())
		s.first = max(s.first, 3*l.interval())
		if l.Rotation {
			s.grace = max(s.grace, float64(l.RetryGracePeriodSeconds))
		}
		for _, e := range l.Observed {
			if at := e.at(); at > s.observed {
				s.observed = at
			}
		}
	}
	s.first = min(s.first, s.session)
	s.session *= 1.03 // room for the mark of the end
	s.observed = max(s.observed, 1)
	return s
}

// at returns the time of an event on an axis. A report can contain any number.
func (e Event) at() float64 {
	if math.IsNaN(e.AtSeconds) || math.IsInf(e.AtSeconds, 0) {
		return 0
	}
	return max(e.AtSeconds, 0)
}

// newTimeline draws a lifetime.
func newTimeline(l *Lifetime, s scale) timeline {
	var (
		t        = timeline{Width: timelineWidth}
		interval = l.interval()
		end      = float64(max(l.RefreshTokenSeconds, 0))
		refresh  = min(interval, end) // the time of the first refresh
		whole    = axis{Span: s.session}
		first    = axis{Span: s.first}
	)
	tokens := func(a axis) []row {
		return []row{
			{Label: "access", Bars: a.renewals(interval, float64(l.AccessTokenSeconds), end, "access")},
			{Label: "ID", Bars: a.renewals(interval, float64(l.IDTokenSeconds), end, "id")},
		}
	}
	t.add(panel{
		Title: l.title(), axis: whole, Rows: append(tokens(whole), row{Label: "refresh", Bars: l.refreshBars(whole)}),
		Marks: []mark{{X: whole.x(end), Class: "end"}},
	})
	if l.Rotation || 2*first.Span < whole.Span {
		t.add(panel{
			Title: "the first " + inWords(int(s.first)) + ", " + first.times(whole),
			axis:  first, Rows: append(tokens(first), l.addExpiry(l.chain(first))...), Marks: l.refreshes(first),
		})
	}
	if l.Rotation && l.RetryGracePeriodSeconds > 0 && interval < end {
		around := axis{From: refresh - s.grace/2, Span: 2 * s.grace, Origin: refresh}
		t.add(panel{
			Title: "the first refresh, grace " + inWords(l.RetryGracePeriodSeconds) + ", " + around.times(first),
			axis:  around, Rows: l.chain(around), Marks: []mark{{X: around.x(refresh), Class: "refresh"}},
		})
	}
	t.observed(l, axis{From: -.05 * s.observed, Span: 1.1 * s.observed})
	return t
}

// title returns the course of a session in one line.
func (l *Lifetime) title() string {
	if l.RefreshTokenSeconds <= int(l.interval()) {
		return "sign-in → no refresh → end after " + inWords(l.RefreshTokenSeconds)
	}
	every := strings.TrimPrefix(inWords(int(l.interval())), "1 ")
	return "sign-in → refresh every " + every + " → end after " + inWords(l.RefreshTokenSeconds)
}

// refreshBars returns the refresh tokens in one row. With rotation, a new refresh token is valid for the
// remaining time of the token that it replaces (API reference, RefreshTokenRotationType), so all of them
// expire at the same time.
func (l *Lifetime) refreshBars(a axis) []bar {
	end := float64(l.RefreshTokenSeconds)
	if l.Rotation {
		if a.length(l.interval()) < minBarWidth {
			return many(a.bars(0, end, "token"))
		}
		var bars []bar
		for at := 0.0; at < end; at += l.interval() {
			bars = append(bars, a.bars(at, min(at+l.interval(), end), "token")...)
		}
		return bars
	}
	return a.bars(0, end, "token")
}

// chain returns the rows of the refresh tokens. With rotation, each of the first three refresh tokens has its
// own row, with its grace period. Without rotation, there is one row.
func (l *Lifetime) chain(a axis) []row {
	if !l.Rotation || a.length(l.interval()) < minBarWidth {
		return []row{{Label: "refresh", Bars: l.refreshBars(a)}}
	}
	const maxRows = 3
	var rows []row
	end, grace := float64(l.RefreshTokenSeconds), float64(l.RetryGracePeriodSeconds)
	for at := 0.0; at < min(end, a.From+a.Span) && len(rows) < maxRows; at += l.interval() {
		replaced := at + l.interval()
		bars := a.bars(at, min(replaced, end), "token")
		bars = append(bars, a.bars(replaced, min(replaced+grace, end), "grace")...)
		rows = append(rows, row{Label: fmt.Sprintf("refresh %d", len(rows)+1), Bars: bars})
	}
	return rows
}

// addExpiry adds a note to the first row of a chain: when all of its tokens expire. It adds none if the note
// would overlap the bars.
func (l *Lifetime) addExpiry(chain []row) []row {
	const room = 175
	if len(chain) == 0 { // the lifetime of the refresh token is 0
		return nil
	}
	if bars := chain[0].Bars; l.Rotation && len(bars) > 0 && gutter+plot-bars[len(bars)-1].End() > room {
		chain[0].Note = "all end " + inWords(l.RefreshTokenSeconds) + " after the sign-in"
	}
	return chain
}

// refreshes returns marks at the times at which an app refreshes, and at the end of the session.
func (l *Lifetime) refreshes(a axis) []mark {
	if a.length(l.interval()) < minBarWidth {
		return nil
	}
	var marks []mark
	for at := l.interval(); at < min(float64(l.RefreshTokenSeconds), a.Span); at += l.interval() {
		marks = append(marks, mark{X: a.x(at), Class: "refresh"})
	}
	if end := float64(l.RefreshTokenSeconds); end <= a.Span {
		marks = append(marks, mark{X: a.x(end), Class: "end"})
	}
	return marks
}

// observed adds the events that a live run observed: a row for each sign-in, and a number for each event. The
// list below the picture explains the numbers.
func (t *timeline) observed(l *Lifetime, a axis) {
	if len(l.Observed) == 0 {
		return
	}
	events := slices.Clone(l.Observed)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.Session, b.Session), cmp.Compare(a.at(), b.at())) })
	p := panel{Title: "observed in the live run", axis: a}
	for i, e := range events {
		if i == 0 || e.Session != events[i-1].Session {
			p.Rows = append(p.Rows, row{Label: fmt.Sprintf("sign-in %d", e.Session)})
		}
		t.Events = append(t.Events, event{i + 1, e.Session, decimal(e.at()) + " s", e.Kind})
	}
	t.add(p)
	added := &t.Panels[len(t.Panels)-1]
	added.Lens = nil // the live run is another session, not a part of the panel above
	const labelWidth = 12
	current, free := -1, 0.0
	for i, e := range events {
		if i == 0 || e.Session != events[i-1].Session {
			current++
			free = 0
		}
		x := a.x(e.at())
		labelX := max(x, free)
		free = labelX + labelWidth
		added.Marks = append(added.Marks, mark{X: x, Class: "event", Label: fmt.Sprint(i + 1), LabelX: labelX, Y: added.Rows[current].Y})
	}
}
