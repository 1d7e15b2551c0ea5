package console

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxUsers is how many users of a pool the page has.
const maxUsers = 200

type usersPage struct {
	Pools    []poolUsers
	Sessions []browserSession
}

type poolUsers struct {
	ID, Name string
	Users    []user
	Total    int
}

type user struct {
	Name, Email, Status string
	Enabled             bool
	Created             time.Time
	LiveFamilies        int
}

type browserSession struct {
	userpool.BrowserSession
	Pool    string
	Live    bool
	Device  string // such as Chrome 125 / macOS; "" if the pool does not track sessions
	EndPath string
}

func (c *Console) users(*http.Request) any {
	live := map[[2]string]int{}
	for _, h := range c.Store.FamilyHistories() {
		if h.State == userpool.FamilyLive {
			live[[2]string{h.PoolID, h.Username}]++
		}
	}
	var p usersPage
	for _, o := range c.Store.PoolOverviews() {
		users, err := c.Store.Users(o.ID)
		if err != nil { // the pool was deleted meanwhile
			continue
		}
		list := poolUsers{ID: o.ID, Name: o.Name, Total: len(users)}
		for _, u := range users[:min(len(users), maxUsers)] {
			email, _ := u.Attribute("email")
			list.Users = append(list.Users, user{u.Username, email, u.Status, u.Enabled, u.Created, live[[2]string{u.PoolID, u.Username}]})
		}
		p.Pools = append(p.Pools, list)
	}
	p.Sessions = c.browserSessions()
	return p
}

// browserSessions returns the sessions of browsers, the latest sign-in first.
func (c *Console) browserSessions() (list []browserSession) {
	now, names := c.Store.Clock.Now(), c.names()
	for _, b := range c.Store.BrowserSessions() {
		s := browserSession{
			BrowserSession: b, Pool: cmp.Or(names[b.PoolID], b.PoolID), Live: now.Before(b.ExpiresAt),
			EndPath: "/_cognitotest/browser-sessions/" + b.Handle(),
		}
		if b.Session != nil {
			s.Device = b.Session.Activity.Device
		}
		list = append(list, s)
	}
	slices.Reverse(list)
	return list
}
