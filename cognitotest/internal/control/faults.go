package control

import (
	"net/http"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
)

// injectedFault is a fault that still applies.
type injectedFault struct {
	Action   string `json:"action"`
	Endpoint string `json:"endpoint"`
	Kind     string `json:"kind"`
	Delay    string `json:"delay"`
	Count    int    `json:"count"` // how many requests are left
	All      bool   `json:"all"`
}

type faultList struct {
	Faults []injectedFault `json:"faults"`
}

type deletedFaults struct {
	Deleted int `json:"deleted"`
}

func faultOf(r fault.Rule) injectedFault {
	f := injectedFault{Action: r.Action, Endpoint: r.Endpoint, Kind: string(r.Kind), Count: r.Count, All: r.All}
	if r.Delay != 0 {
		f.Delay = r.Delay.String()
	}
	return f
}

func (a *API) faults(*http.Request) (any, error) {
	list := faultList{[]injectedFault{}}
	for _, r := range a.Faults.List() {
		list.Faults = append(list.Faults, faultOf(r))
	}
	return list, nil
}

func (a *API) addFault(r *http.Request) (any, error) {
	var in struct {
		Action   string  `json:"action"`
		Endpoint string  `json:"endpoint"`
		Kind     string  `json:"kind"`
		Delay    *string `json:"delay"`
		Count    int     `json:"count"`
		All      bool    `json:"all"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	rule := fault.Rule{Action: in.Action, Endpoint: in.Endpoint, Kind: fault.Kind(in.Kind), Count: in.Count, All: in.All}
	if in.Delay != nil {
		var err error
		if rule.Delay, err = time.ParseDuration(*in.Delay); err != nil {
			return nil, badRequest(`%q is not a delay: write a duration up to 1m, such as "2s".`, *in.Delay)
		}
	}
	if err := a.Faults.Add(rule); err != nil {
		return nil, badRequest("%v.", err)
	}
	return faultOf(rule), nil
}

func (a *API) deleteFaults(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	return deletedFaults{a.Faults.Clear()}, nil
}
