package report

import "fmt"

// timeline is the picture of a client's tokens: panels below each other, of which each
// magnifies a part of the one above it, for an hour and thirty days do not fit one axis.
type timeline struct {
	Width, Height float64
	Panels        []panel
	Events        []event
}

// panel is an axis with rows of bars.
type panel struct {
	Title string
	axis
	Top, Bottom float64 // of the rows
	TitleY      float64
	TickY       float64
	Ticks       []tick
	Rows        []row
	Marks       []mark
	Lens        *lens // what the panel magnifies of the one above
}

// row is a kind of token with its bars.
type row struct {
	Label string
	Y     float64
	Bars  []bar
	Note  string // at the right end of the row, where there are no bars
}

// place puts a row and its bars at a height.
func (r *row) place(y float64) {
	r.Y = y
	for i := range r.Bars {
		b := &r.Bars[i]
		b.Y, b.Height = y, barHeight
		if b.Unused {
			b.Y, b.Height = y+barHeight+.5, thinHeight
		}
	}
}

// mark is a moment: a line through the rows.
type mark struct {
	X     float64
	Class string
	Label string
	// Where the label is; beside the line if there is another label.
	LabelX, Y float64
}

// lens is the part of a panel that the next one magnifies, and the lines between them.
type lens struct {
	X, Width, Top, Height float64 // the part
	Points                string  // of the polygon from the part to the next panel
}

// event is what a live run saw, with its number in the picture.
type event struct {
	Number, Session int
	At              string
	Kind            Kind
}

// add puts a panel below the others, and a lens on the one above if it shows a part of it.
func (t *timeline) add(p panel) {
	p.TitleY = t.Height + 11
	p.Top = p.TitleY + 7
	for i := range p.Rows {
		p.Rows[i].place(p.Top + float64(i)*lineHeight)
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
