package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// The sizes of the timeline, in units of its viewBox. It is as wide as the screen of a phone, so that its text
// is readable there.
const (
	timelineWidth = 360.0
	gutter        = 52.0  // for the names of the rows
	plot          = 296.0 // for the bars
	lineHeight    = 15.0
	barHeight     = 9.0
	thinHeight    = 2.5 // the height of a token that is valid but replaced
	minBarWidth   = 3.0 // narrower bars are drawn as one
)

// axis is a linear scale of time.
type axis struct {
	From   float64 // the time at its left end, in seconds since the sign-in
	Span   float64 // its length in seconds, more than 0
	Origin float64 // the time that is 0 on its ticks
}

// x returns the position of a time. A time beyond the axis is at its end.
func (a axis) x(seconds float64) float64 {
	return round(gutter + plot*min(max((seconds-a.From)/a.Span, 0), 1))
}

// length returns the width of a duration.
func (a axis) length(seconds float64) float64 { return seconds / a.Span * plot }

// bar is the validity of a token, or a part of it.
type bar struct {
	X, Y, Width, Height float64 // row.setY sets Y and Height
	Class               string  // the kind of token, a class of page.css
	Unused              bool    // valid, but replaced: a thin bar below
	Many                bool    // represents more tokens than can be drawn
	Cut                 bool    // the bar continues beyond the axis
}

// End returns the position of the bar's end.
func (b bar) End() float64 { return round(b.X + b.Width) }

// bars returns the bar from one time to another, or no bar if it is not on the axis.
func (a axis) bars(from, to float64, class string) []bar {
	if to <= from || to <= a.From || from >= a.From+a.Span {
		return nil
	}
	x := a.x(from)
	return []bar{{X: x, Width: round(a.x(to) - x), Class: class, Cut: to > a.From+a.Span}}
}

// renewals returns the bars of tokens that replace each other. A token is in use until the next
// one replaces it, and stays valid until it expires. The last token is issued before the end
// of the session.
func (a axis) renewals(interval, lifetime, end float64, class string) []bar {
	if a.length(interval) < minBarWidth {
		return many(a.bars(0, end, class))
	}
	var bars []bar
	for at := 0.0; at < min(end, a.From+a.Span); at += interval {
		inUse := at + interval
		if inUse >= end {
			inUse = at + lifetime
		}
		for _, b := range a.bars(inUse, at+lifetime, class) {
			b.Unused = true
			bars = append(bars, b)
		}
		bars = append(bars, a.bars(at, inUse, class)...)
	}
	return bars
}

// many sets Many of bars.
func many(bars []bar) []bar {
	for i := range bars {
		bars[i].Many = true
	}
	return bars
}

// tick is a mark of an axis with its time.
type tick struct {
	X     float64
	Label string
}

// ticks returns at most six ticks, at multiples of a round step.
func (a axis) ticks() []tick {
	step := tickStep(a.Span / 5)
	var ticks []tick
	for n := math.Ceil((a.From - a.Origin) / step); n*step <= a.From-a.Origin+a.Span && len(ticks) < 6; n++ {
		ticks = append(ticks, tick{a.x(a.Origin + n*step), duration.Short(inSeconds(n * step))})
	}
	return ticks
}

// tickStep returns the smallest round step that is not less than a duration in seconds.
func tickStep(shortest float64) float64 {
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	for _, step := range []float64{
		1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
		hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day, 10 * day, 20 * day, 30 * day, 60 * day, 100 * day, 200 * day, 365 * day,
	} {
		if step >= shortest {
			return step
		}
	}
	return math.Ceil(shortest/(365*day)) * 365 * day
}

// times returns the magnification of an axis relative to another: "×300".
func (a axis) times(of axis) string {
	factor := of.Span / a.Span
	if factor >= 10 {
		return fmt.Sprintf("×%.0f", factor)
	}
	return "×" + decimal(factor)
}

// decimal formats a number with at most one decimal.
func decimal(number float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", number), ".0")
}

// round rounds to a hundredth, which is more precise than a screen.
func round(x float64) float64 { return math.Round(x*100) / 100 }
