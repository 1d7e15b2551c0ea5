package report

import "fmt"

// timeline is the picture of a client's tokens. It consists of panels below each other. Each panel magnifies a
// part of the panel above, because an hour is not visible on an axis of thirty days.
type timeline struct {
	Width, Height float64
	Panels        []panel
	Events        []event
}

// panel is an axis with rows of bars.
type panel struct {
	Title string
	axis
	Top, Bottom float64 // edges of the rows
	TitleY      float64
	TickY       float64
	Ticks       []tick
	Rows        []row
	Marks       []mark
	Lens        *lens // the part of the panel above that this panel magnifies
}

// row has the bars of one kind of token.
type row struct {
	Label string
	Y     float64
	Bars  []bar
	Note  string // a text at the right end of the row
}

// setY sets the vertical position of a row and its bars.
func (r *row) setY(y float64) {
	r.Y = y
	for i := range r.Bars {
		b := &r.Bars[i]
		b.Y, b.Height = y, barHeight
		if b.Unused {
			b.Y, b.Height = y+barHeight+.5, thinHeight
		}
	}
}

// mark is a vertical line at a time.
type mark struct {
	X     float64
	Class string
	Label string
	// The position of the label: on the line, or to the right of the previous label.
	LabelX, Y float64
}

// lens is the part of a panel that the next one magnifies, and the lines between them.
type lens struct {
	X, Width, Top, Height float64 // the magnified part
	Points                string  // points of the polygon from the magnified part to the next panel
}

// event is an event that a live run observed, with its number in the picture.
type event struct {
	Number, Session int
	At              string
	Kind            Kind
}

// add adds a panel below the others. If it shows a part of the panel above, add also sets the lens.
func (t *timeline) add(p panel) {
	p.TitleY = t.Height + 11
	p.Top = p.TitleY + 7
	for i := range p.Rows {
		p.Rows[i].setY(p.Top + float64(i)*lineHeight)
	}
	p.Bottom = p.Top + float64(len(p.Rows))*lineHeight
	p.TickY = p.Bottom + 12
	p.Ticks = p.ticks()
	if n := len(t.Panels); n > 0 && p.Span < t.Panels[n-1].Span {
		above := t.Panels[n-1]
		left, right := above.x(p.From), above.x(p.From+p.Span)
		p.Lens = &lens{
			X: left, Width: round(right - left), Top: above.Top - 2, Height: above.Bottom - above.Top + 4,
			Points: fmt.Sprintf("%g,%g %g,%g %g,%g %g,%g", left, above.Bottom+2, right, above.Bottom+2, gutter+plot, p.Top-2, gutter, p.Top-2),
		}
	}
	t.Height = p.TickY + 18
	t.Panels = append(t.Panels, p)
}
