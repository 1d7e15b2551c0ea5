package refreshcheck

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var proofAPISignIn = Check{
	Name: "api-sign-in",
	Doc:  "Each declared API flow with a password signs in, the other flows fail, and the API refreshes according to the rotation setting.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		if !signsIn(client) {
			return nil, noPerson
		}
		allowed := t.flows(client)
		if len(apiFlowsOf(allowed)) == 0 {
			return nil, NotApplicable("the client allows no API flow with a password")
		}
		if t.prove == nil {
			return nil, noProveAPI
		}
		person, err := t.Session.person.identify(ctx)
		if err != nil {
			return nil, err
		}
		app := t.Session.newAPIApp(client)
		var findings []report.Finding
		var signedIn *types.AuthenticationResultType
		for _, flow := range apiFlows {
			result, err := app.signIn(ctx, flow.name, person)
			refusal, _ := refusalOf(err)
			switch must := slices.Contains(allowed, flow.allowed); {
			case err != nil && refusal == "":
				return nil, err
			case must && refusal != "":
				findings = append(findings, one(fmt.Sprintf("Write %s into explicit_auth_flows, and apply.", flow.allowed),
					"A sign-in with %s fails and must return tokens: %s.", flow.name, refusal)...)
			case !must && refusal == "":
				findings = append(findings, one(fmt.Sprintf("Remove %s from explicit_auth_flows, and apply.", flow.allowed),
					"A sign-in with %s returns tokens and must be rejected, because the client does not allow it.", flow.name)...)
			case must:
				signedIn = result
			}
		}
		if signedIn == nil {
			return findings, nil
		}
		access, _, _ := t.lives(client)
		findings = append(findings, resultOf("a sign-in", signedIn, true, access)...)
		// Developer guide, "Understanding the access token": the only scope of the API.
		findings = append(findings, t.claimsOf(ofAPI(signedIn), client, []string{userScope}, "response to a sign-in")...)
		for _, look := range []func() ([]report.Finding, error){
			func() ([]report.Finding, error) { return wrongHash(ctx, app, person, apiFlowsOf(allowed)[0].name) },
			func() ([]report.Finding, error) { return t.apiRefresh(ctx, app, client, signedIn) },
		} {
			more, err := look()
			if err != nil {
				return nil, err
			}
			findings = append(findings, more...)
		}
		return findings, nil
	},
}

// resultOf compares the fields of an AuthenticationResult (API reference,
// AuthenticationResultType). refreshToken reports whether it must have a refresh token.
func resultOf(answer string, r *types.AuthenticationResultType, refreshToken bool, access time.Duration) []report.Finding {
	var got []string
	for _, field := range []struct {
		name  string
		there bool
	}{
		{"AccessToken", r.AccessToken != nil}, {"ExpiresIn", r.ExpiresIn != 0}, {"IdToken", r.IdToken != nil},
		{"RefreshToken", r.RefreshToken != nil}, {"TokenType", r.TokenType != nil},
	} {
		if field.there {
			got = append(got, field.name)
		}
	}
	want := []string{"AccessToken", "ExpiresIn", "IdToken", "TokenType"}
	if refreshToken {
		want = []string{"AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType"}
	}
	var findings []report.Finding
	if !slices.Equal(got, want) {
		findings = one(fixOfRotation(refreshToken), "The response to %s has %s and must have %s.", answer, enumerated(got), enumerated(want))
	}
	if r.ExpiresIn != 0 && time.Duration(r.ExpiresIn)*time.Second != access {
		findings = append(findings, one("Declare access_token = { "+argument(access)+" }, and apply.",
			"The ExpiresIn of the response to %s is %d and must be %d.", answer, r.ExpiresIn, int(access.Seconds()))...)
	}
	return findings
}

func fixOfRotation(on bool) string {
	return fmt.Sprintf("Write refresh = { rotation = %t }, and apply.", on)
}

// wrongHash signs in at a confidential client with the hash of another secret.
func wrongHash(ctx context.Context, app *apiApp, person login.Credentials, flow types.AuthFlowType) ([]report.Finding, error) {
	if app.secret == "" {
		return nil, nil
	}
	other := *app
	other.secret = "not-the-secret"
	_, err := other.signIn(ctx, flow, person)
	switch refusal, _ := refusalOf(err); {
	case err == nil:
		return one(notCognito, "A sign-in with the hash of a wrong client secret returns tokens and must be rejected."), nil
	case refusal == "":
		return nil, err
	}
	return nil, nil
}

// apiRefresh refreshes with both calls of the API. InitiateAuth requires its own
// flow, which rotation excludes (developer guide, "Refresh tokens").
func (t *Target) apiRefresh(ctx context.Context, app *apiApp, client *types.UserPoolClientType, signedIn *types.AuthenticationResultType) ([]report.Finding, error) {
	first := ofAPI(signedIn)
	if first.refresh == "" {
		return nil, nil // resultOf reports the missing refresh token
	}
	on, _ := t.rotates(client)
	access, _, _ := t.lives(client)
	must := !on && slices.Contains(t.flows(client), allowRefresh)
	var findings []report.Finding
	result, err := app.refreshAuth(ctx, first.refresh, first.access)
	switch refusal, _ := refusalOf(err); {
	case err != nil && refusal == "":
		return nil, err
	case must && refusal != "":
		findings = one("Write refresh = { rotation = false }, which allows the flow, and apply.", "A refresh with InitiateAuth fails and must return tokens: %s.", refusal)
	case must:
		findings = resultOf("a refresh with InitiateAuth", result, false, access)
	case refusal == "":
		findings = one(fixOfRotation(on), "A refresh with InitiateAuth returns tokens and must be rejected, because the client does not allow it.")
	}
	// An app of this client can refresh only with the API.
	if declared := t.Client.Declared.RefreshToken; declared != nil && !on && !must && unable(client) == noCodeGrant {
		return append(findings, one("Write ALLOW_REFRESH_TOKEN_AUTH into explicit_auth_flows, or declare refresh = { rotation = true }, and apply.",
			"The configuration declares refresh tokens that live %s, and no call accepts them: the client neither allows ALLOW_REFRESH_TOKEN_AUTH nor rotates, and has no code grant.", inWords(*declared))...), nil
	}
	if !on {
		return findings, nil
	}
	result, err = app.getTokens(ctx, first.refresh)
	switch refusal, _ := refusalOf(err); {
	case err != nil && refusal == "":
		return nil, err
	case refusal != "":
		return append(findings, one(fixOfRotation(true), "A refresh with GetTokensFromRefreshToken fails and must return tokens: %s.", refusal)...), nil
	}
	findings = append(findings, resultOf("a refresh with GetTokensFromRefreshToken", result, true, access)...)
	if ofAPI(result).refresh == first.refresh {
		findings = append(findings, one(notCognito, "The response to a refresh has the refresh token of the request and must have a new one.")...)
	}
	return findings, nil
}
