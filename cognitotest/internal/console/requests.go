package console

import (
	"cmp"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

// maxRequests is how many requests the page has.
const maxRequests = 100

type requestsPage struct {
	Requests []request
	Hidden   int
	Faults   []fault.Rule
	Form     faultForm
}

// faultForm has what the form of a new fault offers.
type faultForm struct {
	Kinds              []kind
	Actions, Endpoints []string
}

// kind is a kind of fault in words.
type kind struct {
	Name fault.Kind
	Text string
}

var kinds = []kind{
	{fault.Throttle, "rejected with status 400 or 429"},
	{fault.InternalError, "rejected with status 500"},
	{fault.Delay, "a late response"},
	{fault.CutBefore, "no response, before the request takes effect"},
	{fault.CutAfter, "no response, after the request took effect"},
}

type request struct {
	requestlog.Request
	Client   string // its name, its id, or ""
	Pages    []explanation
	Rejected bool
}

func (c *Console) requests(*http.Request) any {
	names, all := c.names(), c.Requests.List()
	p := requestsPage{Hidden: max(0, len(all)-maxRequests), Faults: c.Faults.List(), Form: faultForm{kinds, c.Faults.Actions(), c.Faults.Endpoints()}}
	for i := len(all) - 1; i >= p.Hidden; i-- {
		r := request{
			Request: all[i], Client: cmp.Or(names[all[i].ClientID], all[i].ClientID),
			Pages: explain(all[i]), Rejected: all[i].Status == 0 || all[i].Status >= http.StatusBadRequest || all[i].Error != "",
		}
		p.Requests = append(p.Requests, r)
	}
	return p
}
