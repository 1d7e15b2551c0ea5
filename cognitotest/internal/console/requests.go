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
}

type request struct {
	requestlog.Request
	Client   string // its name, its id, or ""
	Pages    []explanation
	Rejected bool
}

func (c *Console) requests(*http.Request) any {
	names, all := c.names(), c.Requests.List()
	p := requestsPage{Hidden: max(0, len(all)-maxRequests), Faults: c.Faults.List()}
	for i := len(all) - 1; i >= p.Hidden; i-- {
		r := request{
			Request: all[i], Client: cmp.Or(names[all[i].ClientID], all[i].ClientID),
			Pages: explain(all[i]), Rejected: all[i].Status == 0 || all[i].Status >= http.StatusBadRequest || all[i].Error != "",
		}
		p.Requests = append(p.Requests, r)
	}
	return p
}
