package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAxis(t *testing.T) {
	a := axis{From: 100, Span: 200}
	for _, tt := range []struct {
		name    string
		seconds float64
		want    float64
	}{
		{"the left end", 100, gutter},
		{"the middle", 200, gutter + plot/2},
		{"a quarter", 150, gutter + plot/4},
		{"the right end", 300, gutter + plot},
		{"before the axis", -5, gutter},
		{"after the axis", 1e9, gutter + plot},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, a.x(tt.seconds)) })
	}
}

func TestBars(t *testing.T) {
	a := axis{From: 100, Span: 200}
	for _, tt := range []struct {
		name     string
		from, to float64
		want     []bar
	}{
		{"within", 150, 200, []bar{{X: gutter + plot/4, Width: plot / 4, Class: "token"}}},
		{"to the end", 200, 300, []bar{{X: gutter + plot/2, Width: plot / 2, Class: "token"}}},
		{"beyond the end", 200, 301, []bar{{X: gutter + plot/2, Width: plot / 2, Class: "token", Cut: true}}},
		{"from before", 0, 200, []bar{{X: gutter, Width: plot / 2, Class: "token"}}},
		{"all before", 0, 100, nil},
		{"all after", 300, 400, nil},
		{"empty", 150, 150, nil},
		{"end before start", 200, 150, nil},
	} {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, a.bars(tt.from, tt.to, "token")) })
	}
}

// span is the position of a bar, in seconds of its axis.
type span struct{ from, to float64 }

func spans(a axis, bars []bar, selected func(bar) bool) (spans []span) {
	seconds := func(x float64) float64 { return round((x-gutter)/plot*a.Span + a.From) }
	for _, b := range bars {
		if selected(b) {
			spans = append(spans, span{seconds(b.X), seconds(b.End())})
		}
	}
	return spans
}

func unused(b bar) bool { return b.Unused }
func inUse(b bar) bool  { return !b.Unused }

func TestRenewals(t *testing.T) {
	a := axis{Span: 296} // a second is one unit wide
	for _, tt := range []struct {
		name                    string
		interval, lifetime, end float64
		inUse, unused           []span
	}{
		{"each as long as the interval", 100, 100, 1000, []span{{0, 100}, {100, 200}, {200, 296}}, nil},
		{"longer than the interval", 100, 150, 1000, []span{{0, 100}, {100, 200}, {200, 296}}, []span{{100, 150}, {200, 250}}},
		{"the last outlives the session", 100, 130, 150, []span{{0, 100}, {100, 230}}, []span{{100, 130}}},
		{"no refresh at the end of the session", 100, 100, 100, []span{{0, 100}}, nil},
		{"the token of the sign-in outlives the session", 100, 130, 100, []span{{0, 130}}, nil},
		{"no refresh at all", 100, 100, 50, []span{{0, 100}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bars := a.renewals(tt.interval, tt.lifetime, tt.end, "access")
			assert.Equal(t, tt.inUse, spans(a, bars, inUse))
			assert.Equal(t, tt.unused, spans(a, bars, unused))
		})
	}
	t.Run("too many to draw separately", func(t *testing.T) {
		bars := a.renewals(minBarWidth-.01, 10, 148, "access")
		assert.Equal(t, []bar{{X: gutter, Width: 148, Class: "access", Many: true}}, bars)
	})
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		name string
		axis axis
		want []string
	}{
		{"a minute", axis{Span: 60}, []string{"0", "15 s", "30 s", "45 s", "1 min"}},
		{"three hours", axis{Span: 3 * hour}, []string{"0", "1 h", "2 h", "3 h"}},
		{"a month", axis{Span: 30 * day}, []string{"0", "10 d", "20 d", "30 d"}},
		{"ten years", axis{Span: 3650 * day}, []string{"0", "730 d", "1460 d", "2190 d", "2920 d", "3650 d"}},
		{"around a refresh", axis{From: hour - 30, Span: 120, Origin: hour}, []string{"−30 s", "0", "30 s", "1 min", "90 s"}},
		{"a second", axis{Span: 1}, []string{"0", "1 s"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var labels []string
			for _, tick := range tt.axis.ticks() {
				labels = append(labels, tick.Label)
			}
			assert.Equal(t, tt.want, labels)
		})
	}
}
