package console

import (
	"fmt"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxRows is how many refresh tokens a drawing has.
const maxRows = 12

// familyDrawing shows to scale which refresh token of a family was valid when, and what happened to it.
type familyDrawing struct {
	Scale  string     // which part of the lifetime is drawn
	Hidden int        // earlier refresh tokens that are not drawn
	Rows   []tokenRow // the newest refresh token first
	Links  []successor
	Marks  []mark
	Ticks  []tick
	NowX   string // "" if the time is not on the axis
	EndX   string // "" for a live family, or if the end is not on the axis
	End    string // what ended the family

	AxisY, Height int
}

// tokenRow is a refresh token.
type tokenRow struct {
	Name   string
	Label  string
	LabelY int
	Bars   []bar
}

// successor is the line from a refresh token to the token that a client received for it.
type successor struct {
	X          string
	FromY, ToY int
}

// mark is a refresh that replaced no token.
type mark struct {
	Class string // refreshed, reused or rejected
	X     string
	Y     int
	Title string
}

// beginOf returns the time of the sign-in. An earlier version of the emulator did not record when it
// issued the tokens.
func beginOf(h userpool.FamilyHistory) time.Time {
	if h.Issued.IsZero() {
		return h.AuthTime
	}
	return h.Issued
}

// tokenNames returns T1, T2 and so on for the ids of the refresh tokens.
func tokenNames(h userpool.FamilyHistory) map[string]string {
	names := map[string]string{}
	for i, t := range h.Tokens {
		names[t.ID] = fmt.Sprintf("T%d", i+1)
	}
	return names
}

// endOf returns when the family ended or will end.
func endOf(h userpool.FamilyHistory) time.Time {
	if h.Revoked && !h.Ended.IsZero() && h.Ended.Before(h.ExpiresAt) {
		return h.Ended
	}
	return h.ExpiresAt
}

// familyAxis returns the axis of a drawing: the whole lifetime or, if everything so far happened in a
// tenth of it, its begin.
func familyAxis(h userpool.FamilyHistory, now time.Time) (a axis, scale string) {
	begin, life := beginOf(h), h.ExpiresAt.Sub(beginOf(h))
	latest := begin
	for _, e := range h.Events {
		if e.Time.After(latest) && (e.Event != userpool.EventRejected || e.Time.Before(endOf(h))) { // a later rejection is in the list
			latest = e.Time
		}
	}
	for _, t := range h.Tokens {
		if until := h.UsableUntil(t); !t.ReplacedAt.IsZero() && until.After(latest) {
			latest = until
		}
	}
	if h.State == userpool.FamilyLive && now.After(latest) {
		latest = now
	}
	if length := max(latest.Sub(begin)*5/4, 10*time.Second); length < life/10 {
		return axis{length}, fmt.Sprintf("The first %s of %s", span(length), span(life))
	}
	return axis{max(life.Round(time.Minute), time.Second)}, "The whole lifetime: " + span(life)
}

func familyDrawingOf(h userpool.FamilyHistory, now time.Time) familyDrawing {
	a, scale := familyAxis(h, now)
	d := familyDrawing{Scale: scale, Ticks: a.ticks(), Hidden: max(0, len(h.Tokens)-maxRows)}
	begin, end := beginOf(h), endOf(h)
	rows, names := map[string]int{}, tokenNames(h)
	for _, t := range slices.Backward(h.Tokens[d.Hidden:]) {
		rows[t.ID] = len(d.Rows)
		d.Rows = append(d.Rows, tokenRowOf(a, h, t, names[t.ID], len(d.Rows)*rowHeight, now))
	}
	for _, t := range h.Tokens[d.Hidden:] {
		if from, drawn := rows[t.Replaces]; drawn {
			d.Links = append(d.Links, successor{a.at(t.Issued.Sub(begin)), from*rowHeight + barDepth + barHeight, rows[t.ID]*rowHeight + barDepth})
		}
	}
	for _, e := range h.Events {
		row, drawn := rows[e.TokenID]
		if e.Event == userpool.EventRotated || !drawn || e.Time.Sub(begin) > a.length {
			continue
		}
		d.Marks = append(d.Marks, mark{e.Event, a.at(e.Time.Sub(begin)), row*rowHeight + barDepth + barHeight/2, eventText(e.Event) + " after " + span(e.Time.Sub(begin))})
	}
	if now.Before(end) && now.Sub(begin) <= a.length {
		d.NowX = a.at(now.Sub(begin))
	}
	if h.State != userpool.FamilyLive && end.Sub(begin) <= a.length {
		d.EndX, d.End = a.at(end.Sub(begin)), eventText(h.State)
	}
	d.AxisY = len(d.Rows) * rowHeight
	d.Height = d.AxisY + axisHeight
	return d
}

// barHeight is the height of a bar in pixels, as in the templates.
const barHeight = 8

func tokenRowOf(a axis, h userpool.FamilyHistory, t userpool.RefreshToken, name string, y int, now time.Time) tokenRow {
	begin, end := beginOf(h), endOf(h)
	from, until := t.Issued, h.UsableUntil(t)
	if from.IsZero() {
		from = begin
	}
	if until.After(end) {
		until = end
	}
	row := tokenRow{Name: name, LabelY: y + labelDepth}
	add := func(class string, from, to time.Time) {
		if to.After(from) && from.Sub(begin) <= a.length {
			row.Bars = append(row.Bars, a.bar(class, from.Sub(begin), to.Sub(begin), y+barDepth))
		}
	}
	ended := h.State != userpool.FamilyLive
	switch {
	case !t.ReplacedAt.IsZero():
		add("token", from, t.ReplacedAt)
		add("grace", t.ReplacedAt, until)
		switch {
		case !until.After(t.ReplacedAt):
			row.Label = "replaced"
		case now.Before(until):
			row.Label = "in its grace period for " + span(until.Sub(now))
		default:
			row.Label = "replaced, grace period ended"
		}
	case ended:
		add("token", from, end)
		row.Label = "ended with the sign-in"
	default:
		add("token", from, now)
		add("ahead", now, until)
		row.Label = "valid for " + span(until.Sub(now))
	}
	return row
}
