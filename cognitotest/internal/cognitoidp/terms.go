package cognitoidp

import (
	"cmp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type termsRequest struct {
	UserPoolID string `json:"UserPoolId"`
	ClientID   string `json:"ClientId"`
	TermsID    string `json:"TermsId"`
	TermsName  string
	Links      map[string]string
	MaxResults int
	NextToken  string
}

// termsDescription is the TermsDescriptionType of the API.
type termsDescription struct {
	TermsID          string `json:"TermsId"`
	TermsName        string
	Enforcement      string
	CreationDate     float64
	LastModifiedDate float64
}

// terms is the TermsType of the API.
type terms struct {
	termsDescription
	UserPoolID  string `json:"UserPoolId"`
	ClientID    string `json:"ClientId"`
	TermsSource string
	Links       map[string]string
}

// The only values of these members (API_CreateTerms).
const (
	termsEnforcement = "NONE"
	termsSource      = "LINK"
)

func termsDescriptionOf(t userpool.Terms) termsDescription {
	return termsDescription{
		TermsID: t.ID, TermsName: t.Name, Enforcement: termsEnforcement, CreationDate: epoch(t.Created), LastModifiedDate: epoch(t.Modified),
	}
}

func termsResponse(poolID string, t userpool.Terms, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := terms{termsDescription: termsDescriptionOf(t), UserPoolID: poolID, ClientID: t.ClientID, TermsSource: termsSource, Links: t.Links}
	if wire.Links == nil {
		wire.Links = map[string]string{}
	}
	return map[string]any{"Terms": wire}, nil
}

func createTerms(c *call, in termsRequest) (any, error) {
	t, err := c.Store.CreateTerms(in.UserPoolID, userpool.Terms{ClientID: in.ClientID, Name: in.TermsName, Links: in.Links})
	return termsResponse(in.UserPoolID, t, err)
}

// updateTerms keeps the members that a request omits: unspecified.
func updateTerms(c *call, in termsRequest) (any, error) {
	t, err := c.Store.UpdateTerms(in.UserPoolID, in.TermsID, func(t *userpool.Terms) {
		t.Name = cmp.Or(in.TermsName, t.Name)
		if in.Links != nil {
			t.Links = in.Links
		}
	})
	return termsResponse(in.UserPoolID, t, err)
}

func describeTerms(c *call, in termsRequest) (any, error) {
	t, err := c.Store.Terms(in.UserPoolID, in.TermsID)
	return termsResponse(in.UserPoolID, t, err)
}

func describeTermsByClient(c *call, in termsRequest) (any, error) {
	t, err := c.Store.ClientTerms(in.UserPoolID, in.ClientID, in.TermsName)
	return termsResponse(in.UserPoolID, t, err)
}

func deleteTerms(c *call, in termsRequest) (any, error) {
	return none{}, c.Store.DeleteTerms(in.UserPoolID, in.TermsID)
}

func listTerms(c *call, in termsRequest) (any, error) {
	all, err := c.Store.AllTerms(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	all, next, err := page(c, all, func(t userpool.Terms) string { return t.ID }, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	wire := []termsDescription{}
	for _, t := range all {
		wire = append(wire, termsDescriptionOf(t))
	}
	return struct {
		Terms     []termsDescription
		NextToken string `json:",omitempty"`
	}{wire, next}, nil
}

var termsActions = []action{
	on("CreateTerms", createTerms),
	on("UpdateTerms", updateTerms),
	on("DescribeTerms", describeTerms),
	on("DescribeTermsByClient", describeTermsByClient),
	on("DeleteTerms", deleteTerms),
	on("ListTerms", listTerms),
}
