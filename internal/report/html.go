package report

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"time"
)

//go:embed page.html.tmpl
var pageTemplate string

//go:embed timeline.svg.tmpl
var timelineTemplate string

//go:embed page.css
var pageStyle string

var htmlPage = template.Must(template.Must(template.New("page").Funcs(template.FuncMap{
	"page":  page,
	"style": func() template.CSS { return template.CSS(pageStyle) }, // a file of this package, not input
	"time":  func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") },
	"sum":   func(a, b float64) float64 { return round(a + b) },
}).Parse(pageTemplate)).New("timeline").Parse(timelineTemplate))

// htmlReport is the data of the page's template.
type htmlReport struct {
	*Report
	Summary string
	Verdict string
	Clean   bool
	// Findings has an entry for each finding, each check that could not run, and each user that is left.
	Findings []htmlFinding
	Matrix   []htmlRow
	Clients  []htmlClient
	Limits   []proofLimit
	Times    string // of the proofs
}

// htmlFinding is a finding, or another sentence that requires a user's attention.
type htmlFinding struct {
	Subject  string // ENVIRONMENT / CLIENT
	Outcome  Outcome
	Badge    string
	Check    string // "": the sentence is about no check
	Message  string
	Fix      string
	Accepted *Acceptance
}

// htmlRow is a row of the matrix: a check with its cell in each environment.
type htmlRow struct {
	Check
	Cells []cell
}

// htmlClient is the client with a key, in each environment that has it.
type htmlClient struct {
	Key       string
	Same      bool // the token lifetimes are equal in all environments
	Timelines []htmlTimeline
}

type htmlTimeline struct {
	Number      int // of the timeline on the page, from 1
	Environment *Environment
	Client      *Client
	Sentence    string
	timeline
}

// writeHTML writes a page that loads nothing: it contains its style and pictures, and no script.
func writeHTML(w io.Writer, r *Report, _ WriteOptions) error {
	view := htmlReport{Report: r, Summary: r.summary(), Clients: htmlClients(r), Limits: r.limits(), Times: r.times()}
	switch r.Status() {
	case StatusClean:
		view.Verdict, view.Clean = "Clean", true
	case StatusFindings:
		view.Verdict = "Findings"
	default:
		view.Verdict = "Could not check everything"
	}
	view.Findings = htmlFindings(r)
	for _, c := range r.Checks {
		row := htmlRow{Check: c}
		for i := range r.Environments {
			row.Cells = append(row.Cells, r.Environments[i].cell(c.Name))
		}
		view.Matrix = append(view.Matrix, row)
	}
	out := bufio.NewWriter(w)
	if err := htmlPage.Lookup("page").Execute(out, view); err != nil {
		return err
	}
	return out.Flush()
}

// htmlFindings returns the findings of a report in its order, by environment.
func htmlFindings(r *Report) []htmlFinding {
	var all []htmlFinding
	for i := range r.Environments {
		e := &r.Environments[i]
		for at, result := range e.results() {
			if worse(result.Outcome, Passed) <= 0 {
				continue
			}
			entry := htmlFinding{Subject: at.heading(), Outcome: result.Outcome, Badge: words[result.Outcome], Check: result.Check}
			if result.Reason != "" {
				entry.Message = result.Reason
				all = append(all, entry)
			}
			for _, f := range result.Findings {
				entry.Message, entry.Fix, entry.Accepted, entry.Outcome = f.Message, f.Fix, f.Accepted, Failed
				if f.Accepted != nil {
					entry.Outcome = Accepted
				}
				entry.Badge = words[entry.Outcome]
				all = append(all, entry)
			}
		}
		for _, left := range e.Left {
			all = append(all, htmlFinding{Subject: e.Name, Outcome: Unchecked, Badge: "not removed", Message: left})
		}
	}
	return all
}

// heading returns ENVIRONMENT or ENVIRONMENT / CLIENT.
func (s subject) heading() string {
	if s.Client == nil {
		return s.Environment.Name
	}
	return s.Environment.Name + " / " + s.Client.Key
}

// htmlClients returns the clients that sign users in, by key, in the order of the report. The timelines of a
// key have the same scale.
func htmlClients(r *Report) []htmlClient {
	var clients []htmlClient
	lifetimes := map[string][]*Lifetime{}
	for i := range r.Environments {
		e := &r.Environments[i]
		for j := range e.Clients {
			c := &e.Clients[j]
			if c.Lifetime == nil {
				continue
			}
			if lifetimes[c.Key] == nil {
				clients = append(clients, htmlClient{Key: c.Key})
			}
			lifetimes[c.Key] = append(lifetimes[c.Key], c.Lifetime)
			at := slices.IndexFunc(clients, func(h htmlClient) bool { return h.Key == c.Key })
			clients[at].Timelines = append(clients[at].Timelines, htmlTimeline{Environment: e, Client: c, Sentence: c.Lifetime.sentence()})
		}
	}
	number := 0
	for i := range clients {
		c := &clients[i]
		scale := scaleOf(lifetimes[c.Key])
		c.Same = true
		for j := range c.Timelines {
			number++
			c.Timelines[j].Number = number
			c.Timelines[j].timeline = newTimeline(c.Timelines[j].Client.Lifetime, scale)
			c.Same = c.Same && c.Timelines[j].Sentence == c.Timelines[0].Sentence
		}
	}
	return clients
}
