package control

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/fault"
)

// injectedFault is a fault that still applies.
type injectedFault struct {
	ID       int    `json:"id"`
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
	f := injectedFault{ID: r.ID, Action: r.Action, Endpoint: r.Endpoint, Kind: string(r.Kind), Count: r.Count, All: r.All}
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
			return nil, badRequest(`%q is not a delay: write a duration up to 1m, such as "2s".`, *in.Delay).at("delay")
		}
	}
	added, err := a.Faults.Add(rule)
	if wrong, ok := errors.AsType[*fault.FieldError](err); ok {
		return nil, badRequest("%v.", wrong).at(wrong.Field)
	}
	return faultOf(added), err
}

func (a *API) deleteFault(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil || !a.Faults.Remove(id) {
		return nil, notFound("No fault has the id %q, or it has no requests left. GET %sfaults lists the faults.", r.PathValue("id"), Prefix)
	}
	return nil, nil
}

func (a *API) deleteFaults(r *http.Request) (any, error) {
	if err := rejectBody(r); err != nil {
		return nil, err
	}
	return deletedFaults{a.Faults.Clear()}, nil
}
