package refreshcheck

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var proofMachineToken = Check{
	Name: "machine-token",
	Doc:  "A machine client gets an access token with exactly the declared scopes and lifetime, and no token with a wrong secret.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(client.AllowedOAuthFlows, types.OAuthFlowTypeClientCredentials) || !aws.ToBool(client.AllowedOAuthFlowsUserPoolClient) {
			return nil, NotApplicable("the client is not a machine client")
		}
		addresses, err := t.Endpoints(ctx)
		if err != nil {
			return nil, err
		}
		if addresses.TokenEndpoint == "" {
			return nil, NotApplicable("the pool has no domain for the token endpoint")
		}
		app := &login.Client{HTTP: t.HTTP, TokenEndpoint: addresses.TokenEndpoint, ClientID: t.Client.ID, ClientSecret: aws.ToString(client.ClientSecret)}
		if declared := t.Client.Secret; declared != nil && *declared != "" {
			app.ClientSecret = string(*declared)
		}
		scopes := t.Client.Declared.AllowedOAuthScopes
		if scopes == nil {
			scopes = client.AllowedOAuthScopes
		}
		life, _, _ := t.lives(client)
		findings, err := t.machineToken(ctx, app, nil, scopes, life)
		if err != nil {
			return nil, err
		}
		if len(scopes) > 1 { // the service returns only the requested scope
			more, err := t.machineToken(ctx, app, scopes[:1], scopes[:1], life)
			if err != nil {
				return nil, err
			}
			findings = append(findings, more...)
		}
		app.ClientSecret = "not-the-secret"
		wrong, err := t.Session.machine(ctx, app, nil)
		switch {
		case err != nil:
			return nil, err
		case wrong.fault == "":
			findings = append(findings, one(notCognito, "A wrong client secret gets an access token and must be rejected with invalid_client.")...)
		case wrong.code != "invalid_client": // RFC 6749 section 5.2
			findings = append(findings, one(notCognito, "The service does not reject a wrong client secret with invalid_client: %s", wrong.fault)...)
		}
		return findings, nil
	},
}

// machine requests a token with the client credentials grant.
func (s *Session) machine(ctx context.Context, app *login.Client, ask []string) (*tokens, error) {
	response, err := app.ClientCredentials(ctx, ask...)
	if err != nil {
		return nil, err
	}
	return s.read(response)
}

// machineToken requests some scopes, or all scopes with nil, and compares the response
// (developer guide, "Token endpoint", client_credentials, and "Understanding the access
// token").
func (t *Target) machineToken(ctx context.Context, app *login.Client, ask, want []string, life time.Duration) ([]report.Finding, error) {
	got, err := t.Session.machine(ctx, app, ask)
	if err != nil {
		return nil, err
	}
	if got.fault != "" {
		return one(`Write application_type = "machine-to-machine" and scopes that resource_servers declare, and apply.`,
			"%s A machine client must get an access token with %s.", got.fault, enumerated(want)), nil
	}
	findings := got.differences("client's credentials", []string{"access_token", "expires_in", "token_type"})
	findings = append(findings, got.lifetime("client's credentials", life)...)
	c, err := readClaims(got.access)
	if err != nil {
		return append(findings, one(notCognito, "The access token cannot be read: %s.", err)...), nil
	}
	for _, claim := range []claim{
		{"scope", inOrder(c.scopes()), inOrder(want)},
		{"token_use", c.Use, "access"},
		{"client_id", c.ClientID, t.Client.ID},
		{"sub", c.Subject, t.Client.ID},
		{"exp - iat", fmt.Sprint(int64(c.ExpiresAt - c.IssuedAt)), fmt.Sprint(int64(life.Seconds()))},
	} {
		if claim.got != claim.want {
			findings = append(findings, one("Apply the configuration again; a pre token generation function must leave this claim alone.",
				"The claim %s of the access token is %s and must be %s, when the request names %s.", claim.name, shown(claim.got), shown(claim.want), asked(ask))...)
		}
	}
	return findings, nil
}

// asked returns the requested scopes as text.
func asked(scopes []string) string {
	if scopes == nil {
		return "no scope"
	}
	return strings.Join(scopes, " ")
}
