package console

import (
	"strconv"
	"time"
)

// axis maps the time since its begin to the width of a drawing. A drawing uses percentages of its width,
// so that it has the same height and the same size of text at each width of the window.
type axis struct {
	length time.Duration
}

// tick is a labelled position of an axis.
type tick struct {
	X      string
	Anchor string // text-anchor
	Label  string
}

// maxTicks fits a drawing of 320 pixels.
const maxTicks = 5

// steps are the distances between two ticks.
var steps = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute,
	20 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 2 * 24 * time.Hour,
	5 * 24 * time.Hour, 10 * 24 * time.Hour, 30 * 24 * time.Hour, 60 * 24 * time.Hour, 120 * 24 * time.Hour, 365 * 24 * time.Hour, 730 * 24 * time.Hour,
}

// share returns the share of the axis that a duration takes, between 0 and 100.
func (a axis) share(d time.Duration) float64 {
	return 100 * min(1, max(0, float64(d)/float64(a.length)))
}

// at returns the position of a time.
func (a axis) at(d time.Duration) string { return percent(a.share(d)) }

func percent(share float64) string { return strconv.FormatFloat(share, 'f', 3, 64) + "%" }

// ticks returns the begin and each further tick of the axis.
func (a axis) ticks() (list []tick) {
	step := steps[len(steps)-1]
	for _, s := range steps {
		if a.length/s < maxTicks {
			step = s
			break
		}
	}
	for at := time.Duration(0); at <= a.length; at += step {
		t := tick{X: a.at(at), Anchor: "middle", Label: span(at)}
		switch share := a.share(at); {
		case at == 0:
			t.Anchor, t.Label = "start", "0"
		case share > 94:
			t.Anchor = "end"
		}
		list = append(list, t)
	}
	return list
}

// bar is a rectangle of a drawing. Y is in pixels.
type bar struct {
	Class    string
	X, Width string
	Y        int
}

// bar returns the bar of an interval. A short one is as wide as can be seen.
func (a axis) bar(class string, from, to time.Duration, y int) bar {
	begin := a.share(from)
	return bar{class, percent(begin), percent(min(100-begin, max(0.35, a.share(to)-begin))), y}
}
