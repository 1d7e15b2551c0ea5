package environment

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Plan has the user pools and app clients that a plan of Terraform or OpenTofu declares.
//
// A plan contains no ids. [Plan.Applied] reads them from the state after the apply.
type Plan struct {
	resources []resource
}

// The resource types that this package reads. The resource aws_cognito_managed_user_pool_client manages a
// client that another AWS service created.
const (
	typePool          = "aws_cognito_user_pool"
	typeClient        = "aws_cognito_user_pool_client"
	typeManagedClient = "aws_cognito_managed_user_pool_client"
	typeDomain        = "aws_cognito_user_pool_domain"
	typeProvider      = "aws_cognito_identity_provider"
)

// ReadPlan reads the output of `terraform show -json PLAN`.
//
// It rejects text that is not a plan, an incomplete plan, and a plan with neither a user pool nor an app
// client. The error has one line.
func ReadPlan(plan []byte) (*Plan, error) {
	var form struct {
		PlannedValues *values `json:"planned_values"`
		Configuration struct {
			RootModule moduleConfiguration `json:"root_module"`
		}
		Errored bool
	}
	var shape struct {
		PlannedValues *json.RawMessage `json:"planned_values"`
	}
	// The same command also prints states, which have no planned values.
	if err := json.Unmarshal(trimmed(plan), &shape); err != nil || shape.PlannedValues == nil {
		return nil, errors.New("the plan is not the JSON of a plan. Write it with `terraform plan -out plan.tfplan`, then `terraform show -json plan.tfplan`")
	}
	if err := json.Unmarshal(trimmed(plan), &form); err != nil {
		return nil, fmt.Errorf("the plan cannot be read: %s", strings.TrimPrefix(typeError(err), "environment."))
	}
	if form.Errored {
		return nil, errors.New("the plan is incomplete, because planning failed. Fix the error of `terraform plan` first")
	}
	p := &Plan{}
	for _, r := range form.PlannedValues.all() {
		if r.Mode != managedMode || !slices.Contains([]string{typePool, typeClient, typeManagedClient, typeDomain, typeProvider}, r.Type) {
			continue
		}
		r.resolved = form.Configuration.RootModule.resolved(&r)
		p.resources = append(p.resources, r)
	}
	if len(p.ofType(typePool)) == 0 && len(p.clients()) == 0 {
		return nil, errors.New("the plan declares no user pool and no app client. Use a configuration with aws_cognito_user_pool or aws_cognito_user_pool_client")
	}
	return p, nil
}

// ofType returns the resources of a type.
func (p *Plan) ofType(kind string) []resource {
	return slices.DeleteFunc(slices.Clone(p.resources), func(r resource) bool { return r.Type != kind })
}

func (p *Plan) clients() []resource {
	return append(p.ofType(typeClient), p.ofType(typeManagedClient)...)
}

// Applied joins the plan with the state after its apply, which is the output of
// `terraform show -json`, by the addresses of the resources. It returns an environment for
// each user pool of the plan, and for each other pool that a client of the plan belongs to,
// sorted by name. The caller sets Source and Production.
//
// Ids, client secrets and domains come from the state. Every declared setting comes from
// the plan. A setting of an app client comes from the state if the configuration refers to
// a resource and the plan does not know the value: Terraform fails an apply that sets
// such an attribute to another value than the configuration. A setting that the
// configuration omits is not declared. The limit of user sessions comes from the outputs.
//
// The error has one line, and names the resource.
func (p *Plan) Applied(state []byte) ([]Environment, error) {
	var form struct {
		Values *struct {
			values
			Outputs map[string]planOutput `json:"outputs"`
		}
	}
	if err := json.Unmarshal(trimmed(state), &form); err != nil {
		return nil, errors.New("the state is not the JSON of a state. Write it with `terraform show -json`")
	}
	if form.Values == nil {
		return nil, errors.New("the state is empty. Apply the plan first")
	}
	join := joined{plan: p, outputs: form.Values.Outputs, state: map[string]resource{}, environments: map[string]*Environment{}}
	for _, r := range form.Values.all() {
		join.state[r.Address] = r
		join.all = append(join.all, r)
	}
	for _, step := range []func() error{join.pools, join.domains, join.providers, join.clients, join.sessionLimits} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return join.sorted(), nil
}

// joined is the result of joining a plan with a state.
type joined struct {
	plan         *Plan
	outputs      map[string]planOutput
	state        map[string]resource // by address
	all          []resource          // all resources of the state
	environments map[string]*Environment
}

// applied returns the resource in the state that has the address of a planned resource.
func (j *joined) applied(r *resource) (resource, error) {
	applied, ok := j.state[r.Address]
	if !ok {
		return applied, fmt.Errorf("%s: the state does not have the resource of the plan. Apply the plan first", r.Address)
	}
	return applied, nil
}

// pools creates an environment for each planned pool.
func (j *joined) pools() error {
	for _, r := range j.plan.ofType(typePool) {
		applied, err := j.applied(&r)
		if err != nil {
			return err
		}
		id, err := applied.required("id")
		if err != nil {
			return err
		}
		e, err := j.environment(id, applied.Address)
		if err != nil {
			return err
		}
		if e.Declared, err = declaredPool(&r); err != nil {
			return err
		}
	}
	return nil
}

// environment returns the environment of a pool's id, and creates it if necessary.
func (j *joined) environment(id, address string) (*Environment, error) {
	if e, ok := j.environments[id]; ok {
		return e, nil
	}
	region := regionOf(id)
	if region == "" {
		return nil, fmt.Errorf("%s.id: %q is not the id of a user pool, such as eu-west-1_Ab12Cd34E", address, id)
	}
	e := &Environment{UserPoolID: id, Region: region}
	j.environments[id] = e
	return e, nil
}

// environmentOf returns the environment of the pool that a resource in the state belongs to.
func (j *joined) environmentOf(applied *resource) (*Environment, error) {
	id, err := applied.required("user_pool_id")
	if err != nil {
		return nil, err
	}
	return j.environment(id, applied.Address)
}

// domains sets the addresses of the login pages. A custom domain has precedence over a
// prefix domain (developer guide, "Configuring a user pool domain").
func (j *joined) domains() error {
	for _, r := range j.plan.ofType(typeDomain) {
		applied, err := j.applied(&r)
		if err != nil {
			return err
		}
		e, err := j.environmentOf(&applied)
		if err != nil {
			return err
		}
		domain, err := applied.required("domain")
		if err != nil {
			return err
		}
		certificate, err := applied.text("certificate_arn")
		if err != nil {
			return err
		}
		version, err := r.number("managed_login_version")
		if err != nil {
			return err
		}
		custom := certificate != nil && *certificate != ""
		if e.Endpoints.LoginBaseURL != "" && !custom {
			continue
		}
		e.Endpoints.LoginBaseURL = "https://" + domain + ".auth." + e.Region + ".amazoncognito.com"
		if custom {
			e.Endpoints.LoginBaseURL = "https://" + domain
		}
		e.Declared.ManagedLoginVersion = version
	}
	return nil
}

// providers adds the identity providers of the plan to their environments.
func (j *joined) providers() error {
	for _, r := range j.plan.ofType(typeProvider) {
		applied, err := j.applied(&r)
		if err != nil {
			return err
		}
		e, err := j.environmentOf(&applied)
		if err != nil {
			return err
		}
		name, err := applied.required("provider_name")
		if err != nil {
			return err
		}
		kind, err := r.text("provider_type")
		if err != nil {
			return err
		}
		declared := IdentityProvider{Name: name}
		if kind != nil {
			declared.Type = *kind
		}
		e.IdentityProviders = append(e.IdentityProviders, declared)
	}
	return nil
}

// clients adds each planned client to the environment of its pool.
func (j *joined) clients() error {
	members := map[*Environment][]resource{} // in the order of Clients
	for _, r := range j.plan.clients() {
		applied, err := j.applied(&r)
		if err != nil {
			return err
		}
		e, err := j.environmentOf(&applied)
		if err != nil {
			return err
		}
		id, err := applied.required("id")
		if err != nil {
			return err
		}
		secret, err := applied.text("client_secret")
		if err != nil {
			return err
		}
		r.applied = applied.Values
		c := Client{ID: id}
		if c.Declared, err = declaredClient(&r); err != nil {
			return err
		}
		switch {
		case secret != nil:
			c.Secret = new(Secret(*secret))
		case applied.has("client_secret"):
			c.Secret = new(Secret(""))
		}
		e.Clients, members[e] = append(e.Clients, c), append(members[e], r)
	}
	for e, resources := range members {
		keys := distinct(resources, clientNames)
		for i := range e.Clients {
			e.Clients[i].Key = keys[i]
		}
		slices.SortFunc(e.Clients, func(a, b Client) int { return strings.Compare(a.Key, b.Key) })
	}
	return nil
}

// sorted sets the names of the environments, and sorts the environments and their providers.
func (j *joined) sorted() []Environment {
	var pools []resource
	named := map[string]bool{}
	for _, r := range j.all {
		if r.Type != typePool {
			continue
		}
		id, err := r.required("id")
		if err != nil || j.environments[id] == nil || named[id] {
			continue
		}
		named[id] = true
		pools = append(pools, r)
	}
	names := distinct(pools, poolNames)
	for i := range pools {
		id, _ := pools[i].required("id") // j.pools has checked the id
		j.environments[id].Name = names[i]
	}
	var all []Environment
	for id, e := range j.environments {
		if e.Name == "" { // the state does not have the pool, for example because a variable has its id
			e.Name = id
		}
		slices.SortFunc(e.IdentityProviders, func(a, b IdentityProvider) int { return strings.Compare(a.Name, b.Name) })
		all = append(all, *e)
	}
	slices.SortFunc(all, func(a, b Environment) int { return strings.Compare(a.Name, b.Name) })
	return all
}
