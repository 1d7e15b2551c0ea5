package control

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestlog"
)

// request is a request to the emulated service.
type request struct {
	Time        time.Time `json:"time"`
	Host        string    `json:"host"`
	Method      string    `json:"method"`
	Path        string    `json:"path"`
	Action      string    `json:"action"`
	UserPoolID  string    `json:"user_pool_id"`
	ClientID    string    `json:"client_id"`
	Status      int       `json:"status"`
	Error       string    `json:"error"`
	Description string    `json:"description"`
	Duration    float64   `json:"duration_seconds"`
	Fault       string    `json:"fault"`
}

type requestList struct {
	Requests []request `json:"requests"`
}

type deletedRequests struct {
	Deleted int `json:"deleted"`
}

// requestFilters are the parameters that select requests.
var requestFilters = []string{"action", "status", "since"}

// selectsRequest returns a function that reports whether the parameters select a request.
func selectsRequest(query url.Values) (func(requestlog.Request) bool, error) {
	status, err := strconv.Atoi(query.Get("status"))
	if query.Has("status") && err != nil {
		return nil, badRequest("%q is not a status. Write a number such as 400, or 0 for the requests without a response.", query.Get("status"))
	}
	since, err := time.Parse(time.RFC3339, query.Get("since"))
	if query.Has("since") && err != nil {
		return nil, badRequest(`%q is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`, query.Get("since"))
	}
	return func(r requestlog.Request) bool {
		return (!query.Has("action") || r.Action == query.Get("action")) &&
			(!query.Has("status") || r.Status == status) && !r.Time.Before(since)
	}, nil
}

func (a *API) requests(r *http.Request) (any, error) {
	selected, err := selectsRequest(r.URL.Query())
	if err != nil {
		return nil, err
	}
	list := requestList{[]request{}}
	for _, seen := range a.Requests.List() {
		if selected(seen) {
			list.Requests = append(list.Requests, request{
				Time: seen.Time, Host: seen.Host, Method: seen.Method, Path: seen.Path, Action: seen.Action, UserPoolID: seen.PoolID, ClientID: seen.ClientID,
				Status: seen.Status, Error: seen.Error, Description: seen.Description, Duration: seen.Duration.Seconds(), Fault: seen.Fault,
			})
		}
	}
	return list, nil
}

func (a *API) deleteRequests(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	return deletedRequests{a.Requests.Clear()}, nil
}
