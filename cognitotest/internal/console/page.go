package console

import (
	"bytes"
	"net/http"
	"time"
)

// page is the data of a page's layout.
type page struct {
	Title string
	Entry string // see [view]
	Views []link
	Clock clock
	Body  any
	Now   time.Time
}

type link struct {
	Path, Title string
	Current     bool
}

// clock is the emulator's clock.
type clock struct {
	Now   time.Time
	Ahead time.Duration
}

func (c *Console) page(w http.ResponseWriter, r *http.Request, v view) {
	p := page{Title: v.title, Entry: v.entry, Clock: clock{c.Store.Clock.Now(), c.Store.Clock.Ahead()}, Body: v.data(c, r)}
	p.Now = p.Clock.Now
	for _, other := range views {
		p.Views = append(p.Views, link{Prefix + other.path, other.title, other.path == v.path})
	}
	var html bytes.Buffer
	for _, name := range []string{"head.html", v.name, "foot.html"} {
		if err := templates.ExecuteTemplate(&html, name, p); err != nil {
			panic("console: " + err.Error()) // a test renders each page
		}
	}
	send(w, "text/html; charset=utf-8", html.Bytes())
}
