package main

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

// poolEditor changes settings on the emulator with API calls.
type poolEditor struct {
	t *testing.T
	p *proof
}

// findClient returns the client with a key, or the first one if the key is "".
func (d *poolEditor) findClient(client string) (*declared.Environment, *declared.Client) {
	d.t.Helper()
	for i := range d.p.environments {
		e := &d.p.environments[i]
		for j := range e.Clients {
			if e.Clients[j].Key == client || client == "" {
				return e, &e.Clients[j]
			}
		}
	}
	d.t.Fatalf("the proof has no client %q", client)
	return nil, nil
}

// client changes settings of a client and keeps the others: UpdateUserPoolClient resets what a request omits.
func (d *poolEditor) client(key string, change func(*cognitoidentityprovider.UpdateUserPoolClientInput)) {
	d.t.Helper()
	e, c := d.findClient(key)
	api := d.p.api(e.Region)
	described, err := api.DescribeUserPoolClient(d.t.Context(), &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: &e.UserPoolID, ClientId: &c.ID})
	if err != nil {
		d.t.Fatal(err)
	}
	text, err := json.Marshal(described.UserPoolClient)
	if err != nil {
		d.t.Fatal(err)
	}
	input := &cognitoidentityprovider.UpdateUserPoolClientInput{}
	if err := json.Unmarshal(text, input); err != nil {
		d.t.Fatal(err)
	}
	change(input)
	if _, err := api.UpdateUserPoolClient(d.t.Context(), input); err != nil {
		d.t.Fatal(err)
	}
}

// pool returns the pool with a name, or the only pool if the name is "".
func (d *poolEditor) pool(name string) *declared.Environment {
	d.t.Helper()
	i := slices.IndexFunc(d.p.environments, func(e declared.Environment) bool { return name == "" || e.Name == name })
	if i < 0 {
		d.t.Fatalf("the proof has no pool %q", name)
	}
	return &d.p.environments[i]
}
