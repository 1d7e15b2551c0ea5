package console

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// lifetimeDrawing shows to scale how long the tokens of an app client are valid after a sign-in.
type lifetimeDrawing struct {
	Title string
	Rows  []lifetimeRow
	Ticks []tick
	// AxisY is where the axis is, and Height the height of the drawing, in pixels.
	AxisY, Height int
}

type lifetimeRow struct {
	Label  string
	LabelY int
	Bars   []bar
}

// The heights of a row of a drawing: its label, and its bar, in pixels.
const (
	rowHeight  = 30
	labelDepth = 12
	barDepth   = 17
	axisHeight = 20
)

// lifetimes returns the drawings of a client: the whole lifetime and, if the access token would be too
// short to be seen in it, its begin.
func lifetimes(c userpool.Client) []lifetimeDrawing {
	access, id, refresh := c.AccessTokenLifetime(), c.IDTokenLifetime(), c.RefreshTokenLifetime()
	whole := max(access, id, refresh)
	list := []lifetimeDrawing{lifetimeDrawingOf(c, whole, "The whole sign-in: "+span(whole))}
	if begin := max(access, id) * 5 / 4; begin < whole/5 {
		list = append(list, lifetimeDrawingOf(c, begin, "Its start: "+span(begin)))
	}
	return list
}

func lifetimeDrawingOf(c userpool.Client, length time.Duration, title string) lifetimeDrawing {
	a := axis{length}
	d := lifetimeDrawing{Title: title, Ticks: a.ticks()}
	add := func(label, class string, lifetime time.Duration) *lifetimeRow {
		y := len(d.Rows) * rowHeight
		d.Rows = append(d.Rows, lifetimeRow{label + " " + span(lifetime), y + labelDepth, []bar{a.bar(class, 0, lifetime, y+barDepth)}})
		return &d.Rows[len(d.Rows)-1]
	}
	add("Access token", "access", c.AccessTokenLifetime())
	add("ID token", "id", c.IDTokenLifetime())
	row := add("Refresh token", "refresh", c.RefreshTokenLifetime())
	if first := c.AccessTokenLifetime(); c.Rotates() && first < c.RefreshTokenLifetime() && c.Rotation.Grace > 0 {
		row.Label += ", rotates, grace period " + span(c.Rotation.Grace)
		row.Bars = append(row.Bars, a.bar("grace", first, min(first+c.Rotation.Grace, c.RefreshTokenLifetime()), row.Bars[0].Y))
	} else if c.Rotates() {
		row.Label += ", rotates"
	}
	d.AxisY = len(d.Rows) * rowHeight
	d.Height = d.AxisY + axisHeight
	return d
}
