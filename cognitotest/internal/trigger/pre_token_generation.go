package trigger

import (
	"context"
	"encoding/json"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sources of the pre token generation trigger.
const (
	TokensHostedAuth           = "TokenGeneration_HostedAuth"
	TokensAuthentication       = "TokenGeneration_Authentication"
	TokensNewPasswordChallenge = "TokenGeneration_NewPasswordChallenge"
	TokensAuthenticateDevice   = "TokenGeneration_AuthenticateDevice"
	TokensRefresh              = "TokenGeneration_RefreshTokens"
	TokensClientCredentials    = "TokenGeneration_ClientCredentials"
)

// GroupConfiguration are the groups and roles of a user's tokens.
type GroupConfiguration struct {
	Groups        []string `json:"groupsToOverride"`
	Roles         []string `json:"iamRolesToOverride"`
	PreferredRole Text     `json:"preferredRole"`
}

// PreTokenGenerationRequest is the request of a pre token generation event. Only the events
// of versions 2 and 3 have scopes.
type PreTokenGenerationRequest struct {
	UserAttributes map[string]string  `json:"userAttributes"`
	Groups         GroupConfiguration `json:"groupConfiguration"`
	Scopes         []string           `json:"scopes,omitempty"`
	ClientMetadata map[string]string  `json:"clientMetadata,omitempty"`
}

// ClaimChanges are a function's changes to one token. The values are JSON as received.
type ClaimChanges struct {
	Add      map[string]json.RawMessage `json:"claimsToAddOrOverride"`
	Suppress []string                   `json:"claimsToSuppress"`
}

// TokenChanges are a function's changes to the tokens of one response.
type TokenChanges struct {
	ID, Access       ClaimChanges
	ScopesToAdd      []string
	ScopesToSuppress []string
	// Groups replaces the groups of the user in both tokens. nil leaves them unchanged.
	Groups *GroupConfiguration
}

// groupOverride distinguishes an absent member from an empty one. An absent member leaves the
// groups unchanged (unspecified). A member that is null or empty suppresses them (documented).
type groupOverride struct{ set *GroupConfiguration }

func (g *groupOverride) UnmarshalJSON(text []byte) error {
	g.set = &GroupConfiguration{}
	return json.Unmarshal(text, g.set)
}

// The responses by event version. A function that changes nothing returns null.
type (
	claimsOverrideDetails struct {
		Add      map[string]string `json:"claimsToAddOrOverride"` // version 1 has no other values
		Suppress []string          `json:"claimsToSuppress"`
		Groups   groupOverride     `json:"groupOverrideDetails"`
	}
	claimsAndScopeOverrideDetails struct {
		ID     ClaimChanges `json:"idTokenGeneration"`
		Access struct {
			ClaimChanges
			ScopesToAdd      []string `json:"scopesToAdd"`
			ScopesToSuppress []string `json:"scopesToSuppress"`
		} `json:"accessTokenGeneration"`
		Groups groupOverride `json:"groupOverrideDetails"`
	}
)

// PreTokenGeneration runs the pre token generation trigger, which may change the tokens
// (developer guide, "Pre token generation Lambda trigger"). Only version 3 runs for the
// client credentials grant.
func (i *Invoker) PreTokenGeneration(ctx context.Context, c Call, request PreTokenGenerationRequest) (TokenChanges, error) {
	_, version := c.Pool.Triggers.Function(userpool.TriggerPreTokenGeneration)
	if version == "1" {
		request.Scopes = nil
	}
	c.Request = request
	switch {
	case c.Source == TokensClientCredentials && version != "3":
		return TokenChanges{}, nil
	case version == "1":
		return i.preTokenV1(ctx, c)
	}
	return i.preTokenV2(ctx, c)
}

func (i *Invoker) preTokenV1(ctx context.Context, c Call) (TokenChanges, error) {
	var response struct {
		Details *claimsOverrideDetails `json:"claimsOverrideDetails"`
	}
	if _, err := i.Run(ctx, c, &response); err != nil || response.Details == nil {
		return TokenChanges{}, err
	}
	d := response.Details
	changes := TokenChanges{ID: ClaimChanges{Add: map[string]json.RawMessage{}, Suppress: d.Suppress}, Groups: d.Groups.set}
	for name, value := range d.Add {
		changes.ID.Add[name], _ = json.Marshal(value) // strings always encode
	}
	return changes, nil
}

func (i *Invoker) preTokenV2(ctx context.Context, c Call) (TokenChanges, error) {
	var response struct {
		Details *claimsAndScopeOverrideDetails `json:"claimsAndScopeOverrideDetails"`
	}
	if _, err := i.Run(ctx, c, &response); err != nil || response.Details == nil {
		return TokenChanges{}, err
	}
	d := response.Details
	return TokenChanges{
		ID: d.ID, Access: d.Access.ClaimChanges, ScopesToAdd: d.Access.ScopesToAdd, ScopesToSuppress: d.Access.ScopesToSuppress, Groups: d.Groups.set,
	}, nil
}
