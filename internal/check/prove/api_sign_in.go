package prove

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/live"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// APISignIn is the check api-sign-in.
var APISignIn = check.Check{
	Name: "api-sign-in",
	Doc:  "Each declared API flow with a password signs in, the other flows fail, and the API refreshes according to the rotation setting.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !check.SignsInUsers(client) {
			return nil, check.MachineClient
		}
		allowed := t.AuthFlows(client)
		if len(session.PasswordFlowsOf(allowed)) == 0 {
			return nil, check.NotApplicable("the client allows no API flow with a password")
		}
		if t.Prove == nil {
			return nil, check.NoProveAPI
		}
		user, err := session.Of(t).User.Credentials(ctx)
		if err != nil {
			return nil, err
		}
		app := session.Of(t).NewAPIClient(client)
		var findings []report.Finding
		var signedIn *types.AuthenticationResultType
		for _, flow := range session.PasswordFlows {
			result, err := app.SignIn(ctx, flow.Name, user)
			rejection, _ := session.RejectionOf(err)
			switch must := slices.Contains(allowed, flow.Allowed); {
			case err != nil && rejection == "":
				return nil, err
			case must && rejection != "":
				findings = append(findings, check.Finding(fmt.Sprintf("Add %s to explicit_auth_flows, and apply.", flow.Allowed),
					"A sign-in with %s fails and must return tokens: %s.", flow.Name, rejection)...)
			case !must && rejection == "":
				findings = append(findings, check.Finding(fmt.Sprintf("Remove %s from explicit_auth_flows, and apply.", flow.Allowed),
					"A sign-in with %s returns tokens and must be rejected, because the client does not allow it.", flow.Name)...)
			case must:
				signedIn = result
			}
		}
		if signedIn == nil {
			return findings, nil
		}
		access, _, _ := t.Lifetimes(client)
		findings = append(findings, resultFindings("a sign-in", signedIn, true, access)...)
		// Developer guide, "Understanding the access token": the only scope of the API.
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		findings = append(findings, live.ClaimFindings(t, pool, session.TokensOf(signedIn), client, []string{session.UserScope}, "response to a sign-in")...)
		for _, examine := range []func() ([]report.Finding, error){
			func() ([]report.Finding, error) {
				return wrongHashFindings(ctx, app, user, session.PasswordFlowsOf(allowed)[0].Name)
			},
			func() ([]report.Finding, error) { return refreshFindings(ctx, t, app, client, signedIn) },
		} {
			more, err := examine()
			if err != nil {
				return nil, err
			}
			findings = append(findings, more...)
		}
		return findings, nil
	},
}

// resultFindings compares the fields of an AuthenticationResult (API reference,
// AuthenticationResultType). refreshToken reports whether it must have a refresh token.
func resultFindings(answer string, r *types.AuthenticationResultType, refreshToken bool, access time.Duration) []report.Finding {
	var got []string
	for _, field := range []struct {
		name    string
		present bool
	}{
		{"AccessToken", r.AccessToken != nil}, {"ExpiresIn", r.ExpiresIn != 0}, {"IdToken", r.IdToken != nil},
		{"RefreshToken", r.RefreshToken != nil}, {"TokenType", r.TokenType != nil},
	} {
		if field.present {
			got = append(got, field.name)
		}
	}
	want := []string{"AccessToken", "ExpiresIn", "IdToken", "TokenType"}
	if refreshToken {
		want = []string{"AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType"}
	}
	var findings []report.Finding
	if !slices.Equal(got, want) {
		findings = check.Finding(fixOfRotation(refreshToken), "The response to %s has %s and must have %s.", answer, check.Enumerate(got), check.Enumerate(want))
	}
	if r.ExpiresIn != 0 && time.Duration(r.ExpiresIn)*time.Second != access {
		findings = append(findings, check.Finding("Declare access_token = { "+check.ValidityArgument(access)+" }, and apply.",
			"The ExpiresIn of the response to %s is %d and must be %d.", answer, r.ExpiresIn, int(access.Seconds()))...)
	}
	return findings
}

func fixOfRotation(on bool) string {
	return fmt.Sprintf("Write refresh = { rotation = %t }, and apply.", on)
}

// wrongHashFindings signs in at a confidential client with the hash of a wrong secret.
func wrongHashFindings(ctx context.Context, app *session.APIClient, user login.Credentials, flow types.AuthFlowType) ([]report.Finding, error) {
	if app.Secret == "" {
		return nil, nil
	}
	other := *app
	other.Secret = "not-the-secret"
	_, err := other.SignIn(ctx, flow, user)
	switch rejection, _ := session.RejectionOf(err); {
	case err == nil:
		return check.Finding(check.FixNotCognito, "A sign-in with the hash of a wrong client secret returns tokens and must be rejected."), nil
	case rejection == "":
		return nil, err
	}
	return nil, nil
}

// refreshFindings refreshes with both API calls. InitiateAuth requires its own auth flow,
// which rotation excludes (developer guide, "Refresh tokens").
func refreshFindings(ctx context.Context, t *check.Target, app *session.APIClient, client *types.UserPoolClientType, signedIn *types.AuthenticationResultType) ([]report.Finding, error) {
	first := session.TokensOf(signedIn)
	if first.Refresh == "" {
		return nil, nil // resultFindings reports the missing refresh token
	}
	on, _ := t.Rotation(client)
	access, _, _ := t.Lifetimes(client)
	must := !on && slices.Contains(t.AuthFlows(client), check.AllowRefresh)
	var findings []report.Finding
	result, err := app.RefreshWithInitiateAuth(ctx, first.Refresh, first.Access)
	switch rejection, _ := session.RejectionOf(err); {
	case err != nil && rejection == "":
		return nil, err
	case must && rejection != "":
		findings = check.Finding("Write refresh = { rotation = false }, which allows the flow, and apply.", "A refresh with InitiateAuth fails and must return tokens: %s.", rejection)
	case must:
		findings = resultFindings("a refresh with InitiateAuth", result, false, access)
	case rejection == "":
		findings = check.Finding(fixOfRotation(on), "A refresh with InitiateAuth returns tokens and must be rejected, because the client does not allow it.")
	}
	// An app of this client can refresh only with the API.
	if declared := t.Client.Declared.RefreshToken; declared != nil && !on && !must && session.CannotSignIn(client) == session.NoCodeGrant {
		return append(findings, check.Finding("Add ALLOW_REFRESH_TOKEN_AUTH to explicit_auth_flows, or declare refresh = { rotation = true }, and apply.",
			"The configuration declares refresh tokens that live %s, and no call accepts them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant.", check.InWords(*declared))...), nil
	}
	if !on {
		return findings, nil
	}
	result, err = app.RefreshWithGetTokens(ctx, first.Refresh)
	switch rejection, _ := session.RejectionOf(err); {
	case err != nil && rejection == "":
		return nil, err
	case rejection != "":
		return append(findings, check.Finding(fixOfRotation(true), "A refresh with GetTokensFromRefreshToken fails and must return tokens: %s.", rejection)...), nil
	}
	findings = append(findings, resultFindings("a refresh with GetTokensFromRefreshToken", result, true, access)...)
	if session.TokensOf(result).Refresh == first.Refresh {
		findings = append(findings, check.Finding(check.FixNotCognito, "The response to a refresh has the refresh token of the request and must have a new one.")...)
	}
	return findings, nil
}
