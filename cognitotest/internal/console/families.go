package console

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxFamilies is how many token families the page has.
const maxFamilies = 50

type familiesPage struct {
	Families []family
	Live     int // of all families
	Hidden   int // families that the page does not have
}

type family struct {
	userpool.FamilyHistory
	Client     string // its name, or its id if the client was deleted
	Pool       string
	RevokePath string // "" after the end
	Left       time.Duration
	Events     []familyEvent // the latest first
	Drawing    familyDrawing
}

type familyEvent struct {
	userpool.FamilyEvent
	Number int           // from 0, the oldest
	After  time.Duration // since the sign-in
	Token  string        // its name in the drawing, or ""
	Next   string        // the name of the token that the client received, or ""
}

func (c *Console) families(*http.Request) any {
	now, names := c.Store.Clock.Now(), c.names()
	histories := c.Store.FamilyHistories()
	slices.Reverse(histories)
	var p familiesPage
	for i, h := range histories {
		if h.State == userpool.FamilyLive {
			p.Live++
		}
		if i >= maxFamilies {
			p.Hidden++
			continue
		}
		p.Families = append(p.Families, familyOf(h, names, now))
	}
	return p
}

func familyOf(h userpool.FamilyHistory, names map[string]string, now time.Time) family {
	f := family{
		FamilyHistory: h, Client: cmp.Or(names[h.ClientID], h.ClientID), Pool: cmp.Or(names[h.PoolID], h.PoolID),
		Left: h.ExpiresAt.Sub(now), Drawing: familyDrawingOf(h, now),
	}
	if h.State == userpool.FamilyLive {
		f.RevokePath = "/_cognitotest/token-families/" + url.PathEscape(h.OriginJTI) + "/revoke"
	}
	tokens, begin := tokenNames(h), beginOf(h)
	for i, e := range slices.Backward(h.Events) {
		f.Events = append(f.Events, familyEvent{e, i, e.Time.Sub(begin), tokens[e.TokenID], tokens[e.SuccessorID]})
	}
	return f
}

// names returns the names of pools and app clients, by id.
func (c *Console) names() map[string]string {
	names := map[string]string{}
	for _, p := range c.Store.PoolOverviews() {
		names[p.ID] = p.Name
		for _, each := range p.Clients {
			names[each.ID] = each.Name
		}
	}
	return names
}
