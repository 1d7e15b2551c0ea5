package prove

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/live"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// MachineToken is the check machine-token.
var MachineToken = check.Check{
	Name: "machine-token",
	Doc:  "A machine client gets an access token with exactly the declared scopes and lifetime, and no token with a wrong secret.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(client.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials) || !aws.ToBool(client.AllowedOAuthFlowsUserPoolClient) {
			return nil, check.NotApplicable("the client is not a machine client")
		}
		addresses, err := t.Endpoints(ctx)
		if err != nil {
			return nil, err
		}
		if addresses.TokenEndpoint == "" {
			return nil, check.NotApplicable("the pool has no domain for the token endpoint")
		}
		app := &login.Client{HTTP: t.HTTP, TokenEndpoint: addresses.TokenEndpoint, ClientID: t.Client.ID, ClientSecret: aws.ToString(client.ClientSecret)}
		if declared := t.Client.Secret; declared != nil && *declared != "" {
			app.ClientSecret = string(*declared)
		}
		scopes := t.Client.Declared.AllowedOAuthScopes
		if scopes == nil {
			scopes = client.AllowedOAuthScopes
		}
		life, _, _ := t.Lifetimes(client)
		findings, err := machineTokenFindings(ctx, t, app, nil, scopes, life)
		if err != nil {
			return nil, err
		}
		if len(scopes) > 1 { // the service returns only the requested scope
			more, err := machineTokenFindings(ctx, t, app, scopes[:1], scopes[:1], life)
			if err != nil {
				return nil, err
			}
			findings = append(findings, more...)
		}
		app.ClientSecret = "not-the-secret"
		wrong, err := machineTokens(ctx, session.Of(t), app, nil)
		switch {
		case err != nil:
			return nil, err
		case wrong.Fault == "":
			findings = append(findings, check.Finding(check.FixNotCognito, "A wrong client secret gets an access token and must be rejected with invalid_client.")...)
		case wrong.ErrorCode != "invalid_client": // RFC 6749 section 5.2
			findings = append(findings, check.Finding(check.FixNotCognito, "The service does not reject a wrong client secret with invalid_client: %s", wrong.Fault)...)
		}
		return findings, nil
	},
}

// machineTokens requests a token with the client credentials grant.
func machineTokens(ctx context.Context, s *session.Session, app *login.Client, ask []string) (*session.Tokens, error) {
	response, err := app.ClientCredentials(ctx, ask...)
	if err != nil {
		return nil, err
	}
	return s.ReadTokens(response)
}

// machineTokenFindings requests the scopes ask, or no scope if ask is nil, and checks the
// response for the scopes want (developer guide, "Token endpoint", client_credentials, and
// "Understanding the access token").
func machineTokenFindings(ctx context.Context, t *check.Target, app *login.Client, ask, want []string, life time.Duration) ([]report.Finding, error) {
	got, err := machineTokens(ctx, session.Of(t), app, ask)
	if err != nil {
		return nil, err
	}
	if got.Fault != "" {
		return check.Finding(`Write application_type = "machine-to-machine" and scopes that resource_servers declare, and apply.`,
			"%s A machine client must get an access token with %s.", got.Fault, check.Enumerate(want)), nil
	}
	findings := live.FieldFindings(got, "client's credentials", []string{"access_token", "expires_in", "token_type"})
	findings = append(findings, live.ExpiresInFindings(got, "client's credentials", life)...)
	c, err := session.ReadClaims(got.Access)
	if err != nil {
		return append(findings, check.Finding(check.FixNotCognito, "The access token cannot be read: %s.", err)...), nil
	}
	for _, claim := range []struct{ name, got, want string }{
		{"scope", check.JoinSorted(c.Scopes()), check.JoinSorted(want)},
		{"token_use", c.Use, "access"},
		{"client_id", c.ClientID, t.Client.ID},
		{"sub", c.Subject, t.Client.ID},
		{"exp - iat", fmt.Sprint(int64(c.ExpiresAt - c.IssuedAt)), fmt.Sprint(int64(life.Seconds()))},
	} {
		if claim.got != claim.want {
			findings = append(findings, check.Finding("Apply the configuration again; a pre token generation trigger must not change this claim.",
				"The claim %s of the access token is %s and must be %s, when the request names %s.", claim.name, check.Quote(claim.got), check.Quote(claim.want), asked(ask))...)
		}
	}
	return findings, nil
}

// asked formats the requested scopes for a message.
func asked(scopes []string) string {
	if scopes == nil {
		return "no scope"
	}
	return strings.Join(scopes, " ")
}
