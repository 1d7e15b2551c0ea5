package cognitoidp

import (
	"encoding/json"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type tokenValidityUnits struct {
	AccessToken  string `json:",omitempty"`
	IDToken      string `json:"IdToken,omitempty"`
	RefreshToken string `json:",omitempty"`
}

type refreshTokenRotation struct {
	Feature                 string
	RetryGracePeriodSeconds int
}

// clientSettings has the members that requests and responses share. Validities have no unit of their
// own: TokenValidityUnits has it. AuthSessionValidity is in minutes.
type clientSettings struct {
	ClientName                               string `json:",omitempty"`
	RefreshTokenValidity                     int
	AccessTokenValidity                      int `json:",omitempty"`
	IDTokenValidity                          int `json:"IdTokenValidity,omitempty"`
	TokenValidityUnits                       tokenValidityUnits
	AuthSessionValidity                      int
	ReadAttributes                           []string              `json:",omitempty"`
	WriteAttributes                          []string              `json:",omitempty"`
	ExplicitAuthFlows                        []string              `json:",omitempty"`
	SupportedIdentityProviders               []string              `json:",omitempty"`
	CallbackURLs                             []string              `json:",omitempty"`
	LogoutURLs                               []string              `json:",omitempty"`
	DefaultRedirectURI                       string                `json:",omitempty"`
	AllowedOAuthFlows                        []string              `json:",omitempty"`
	AllowedOAuthScopes                       []string              `json:",omitempty"`
	PreventUserExistenceErrors               string                `json:",omitempty"`
	RefreshTokenRotation                     *refreshTokenRotation `json:",omitempty"`
	AnalyticsConfiguration                   json.RawMessage       `json:",omitempty"`
	AllowedOAuthFlowsUserPoolClient          bool
	EnableTokenRevocation                    *bool
	EnablePropagateAdditionalUserContextData bool
}

type userPoolClientRequest struct {
	clientSettings
	UserPoolID     string `json:"UserPoolId"`
	ClientID       string `json:"ClientId"` // absent in CreateUserPoolClient
	GenerateSecret bool
	ClientSecret   string
}

func (s clientSettings) record() userpool.ClientSettings {
	r := userpool.ClientSettings{
		Name:                           s.ClientName,
		AccessTokenValidity:            userpool.Validity{Value: s.AccessTokenValidity, Unit: s.TokenValidityUnits.AccessToken},
		IDTokenValidity:                userpool.Validity{Value: s.IDTokenValidity, Unit: s.TokenValidityUnits.IDToken},
		RefreshTokenValidity:           userpool.Validity{Value: s.RefreshTokenValidity, Unit: s.TokenValidityUnits.RefreshToken},
		AuthSessionValidity:            s.AuthSessionValidity,
		ReadAttributes:                 s.ReadAttributes,
		WriteAttributes:                s.WriteAttributes,
		ExplicitAuthFlows:              s.ExplicitAuthFlows,
		SupportedIdentityProviders:     s.SupportedIdentityProviders,
		CallbackURLs:                   s.CallbackURLs,
		LogoutURLs:                     s.LogoutURLs,
		DefaultRedirectURI:             s.DefaultRedirectURI,
		AllowedOAuthFlows:              s.AllowedOAuthFlows,
		AllowedOAuthScopes:             s.AllowedOAuthScopes,
		OAuthEnabled:                   s.AllowedOAuthFlowsUserPoolClient,
		PreventUserExistenceErrors:     s.PreventUserExistenceErrors,
		EnableTokenRevocation:          valueOr(s.EnableTokenRevocation, true),
		PropagateAdditionalUserContext: s.EnablePropagateAdditionalUserContextData,
		Analytics:                      s.AnalyticsConfiguration,
	}
	if r.AuthSessionValidity == 0 {
		r.AuthSessionValidity = userpool.DefaultAuthSessionMinutes
	}
	if rotation := s.RefreshTokenRotation; rotation != nil {
		r.Rotation = &userpool.Rotation{
			Enabled: rotation.Feature == "ENABLED",
			Grace:   time.Duration(rotation.RetryGracePeriodSeconds) * time.Second,
		}
	}
	return r
}

// clientDescription is the UserPoolClientType of the API.
type clientDescription struct {
	clientSettings
	UserPoolID       string `json:"UserPoolId"`
	ClientID         string `json:"ClientId"`
	ClientSecret     string `json:",omitempty"`
	CreationDate     float64
	LastModifiedDate float64
	ClientType       string
}

// clientTypeOf returns how a client was created (API_UserPoolClientType).
func clientTypeOf(c userpool.Client) string {
	if c.Registered {
		return "DCR"
	}
	return "REGULAR"
}

func clientOf(c userpool.Client) clientDescription {
	d := clientDescription{
		UserPoolID: c.PoolID, ClientID: c.ID, ClientSecret: c.Secret(), CreationDate: epoch(c.Created), LastModifiedDate: epoch(c.Modified),
		ClientType: clientTypeOf(c),
		clientSettings: clientSettings{
			ClientName:           c.Name,
			RefreshTokenValidity: c.RefreshTokenValidity.Value,
			AccessTokenValidity:  c.AccessTokenValidity.Value,
			IDTokenValidity:      c.IDTokenValidity.Value,
			TokenValidityUnits: tokenValidityUnits{
				c.AccessTokenValidity.Unit, c.IDTokenValidity.Unit, c.RefreshTokenValidity.Unit,
			},
			AuthSessionValidity:                      c.AuthSessionValidity,
			ReadAttributes:                           c.ReadAttributes,
			WriteAttributes:                          c.WriteAttributes,
			ExplicitAuthFlows:                        c.ExplicitAuthFlows,
			SupportedIdentityProviders:               c.SupportedIdentityProviders,
			CallbackURLs:                             c.CallbackURLs,
			LogoutURLs:                               c.LogoutURLs,
			DefaultRedirectURI:                       c.DefaultRedirectURI,
			AllowedOAuthFlows:                        c.AllowedOAuthFlows,
			AllowedOAuthScopes:                       c.AllowedOAuthScopes,
			PreventUserExistenceErrors:               c.PreventUserExistenceErrors,
			AnalyticsConfiguration:                   analyticsOf(c.Analytics),
			AllowedOAuthFlowsUserPoolClient:          c.OAuthEnabled,
			EnableTokenRevocation:                    &c.EnableTokenRevocation,
			EnablePropagateAdditionalUserContextData: c.PropagateAdditionalUserContext,
		},
	}
	if d.RefreshTokenValidity == 0 {
		d.RefreshTokenValidity = userpool.DefaultRefreshTokenDays
	}
	if c.Rotation != nil {
		feature := "DISABLED"
		if c.Rotation.Enabled {
			feature = "ENABLED"
		}
		d.RefreshTokenRotation = &refreshTokenRotation{feature, int(c.Rotation.Grace.Seconds())}
	}
	return d
}

func clientResponse(client userpool.Client, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"UserPoolClient": clientOf(client)}, nil
}

func createUserPoolClient(c *call, in userPoolClientRequest) (any, error) {
	return clientResponse(c.Store.CreateClient(in.UserPoolID, in.record(), in.ClientSecret, in.GenerateSecret))
}

func updateUserPoolClient(c *call, in userPoolClientRequest) (any, error) {
	return clientResponse(c.Store.UpdateClient(in.UserPoolID, in.ClientID, in.record()))
}

func describeUserPoolClient(c *call, in userPoolClientRequest) (any, error) {
	return clientResponse(c.Store.Client(in.UserPoolID, in.ClientID))
}

func deleteUserPoolClient(c *call, in userPoolClientRequest) (any, error) {
	return none{}, c.Store.DeleteClient(in.UserPoolID, in.ClientID)
}

func listUserPoolClients(c *call, in struct {
	UserPoolID string `json:"UserPoolId"`
	ClientType string
	MaxResults int
	NextToken  string
}) (any, error) {
	clients, err := c.Store.Clients(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	clients, next, err := page(c, clients, func(client userpool.Client) string { return client.ID }, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	listed := []map[string]string{}
	for _, client := range clients {
		if in.ClientType != "" && in.ClientType != clientTypeOf(client) {
			continue // from a page that is already cut: it can be short or empty (API_ListUserPoolClients)
		}
		listed = append(listed, map[string]string{"ClientId": client.ID, "UserPoolId": client.PoolID, "ClientName": client.Name})
	}
	return struct {
		UserPoolClients []map[string]string
		NextToken       string `json:",omitempty"`
	}{listed, next}, nil
}

var userPoolClientActions = []action{
	on("CreateUserPoolClient", createUserPoolClient),
	on("UpdateUserPoolClient", updateUserPoolClient),
	on("DescribeUserPoolClient", describeUserPoolClient),
	on("DeleteUserPoolClient", deleteUserPoolClient),
	on("ListUserPoolClients", listUserPoolClients),
}
