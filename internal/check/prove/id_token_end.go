package prove

import (
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// IDTokenEnd is the check id-token-end.
var IDTokenEnd = check.Check{
	Name:  "id-token-end",
	Doc:   "ID and access tokens are valid from the time of issue, each for its own declared validity, also after a refresh.",
	Of:    check.OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		flow, err := session.Of(t).Flow(ctx)
		if err != nil {
			return nil, err
		}
		signedIn, err := flow.SignIn(ctx)
		if err != nil {
			return nil, err
		}
		access, id, _ := t.Lifetimes(client)
		findings := issueTimeFindings(signedIn, "sign-in", access, id)
		// Wait, so that a refreshed token with the iat of the sign-in is a finding.
		if err := session.Of(t).AdvanceTo(ctx, signedIn.Received.Add(min(access, id)/2)); err != nil {
			return nil, err
		}
		refreshed, err := flow.Refresh(ctx, signedIn, signedIn.Refresh)
		switch {
		case err != nil:
			return nil, err
		case refreshed.Fault != "":
			return findings, nil // refresh-token-end reports it
		}
		findings = append(findings, issueTimeFindings(refreshed, "refresh", access, id)...)
		return append(findings, unchangedClaimFindings(signedIn, refreshed)...), nil
	},
}

// issueTimeFindings compares the iat of tokens with the time of their response, and exp - iat
// with their lifetimes. of names the response.
func issueTimeFindings(t *session.Tokens, of string, access, id time.Duration) []report.Finding {
	var findings []report.Finding
	for _, token := range []struct {
		name, text, argument string
		life                 time.Duration
	}{{"access token", t.Access, "access_token", access}, {"ID token", t.ID, "id_token", id}} {
		if token.text == "" { // without the scope openid, the response contains no ID token
			continue
		}
		c, err := session.ReadClaims(token.text)
		if err != nil {
			findings = append(findings, check.Finding(check.FixNotCognito, "The %s of the %s cannot be read: %s.", token.name, of, err)...)
			continue
		}
		if life := time.Duration(c.ExpiresAt-c.IssuedAt) * time.Second; life != token.life {
			findings = append(findings, check.Finding(fmt.Sprintf("Declare %s = { %s }, and apply.", token.argument, check.ValidityArgument(token.life)),
				"The %s of the %s lives %s and must live %s.", token.name, of, check.InWords(life), check.InWords(token.life))...)
		}
		// OpenID Connect Core section 12.2: iat is the time of issue.
		if issued := time.Unix(int64(c.IssuedAt), 0); issued.Before(t.Requested.Truncate(time.Second)) || issued.After(t.Received) {
			findings = append(findings, check.Finding(check.FixNotCognito, "The iat of the %s of the %s is %s away from the time of issue.",
				token.name, of, check.InWords(issued.Sub(t.Received).Abs().Round(time.Second)))...)
		}
	}
	return findings
}

// unchangedClaimFindings compares the claims that a refresh must not change (OpenID Connect
// Core section 12.2).
func unchangedClaimFindings(signedIn, refreshed *session.Tokens) []report.Finding {
	var findings []report.Finding
	for _, token := range []struct{ name, before, after string }{
		{"access token", signedIn.Access, refreshed.Access}, {"ID token", signedIn.ID, refreshed.ID},
	} {
		before, errBefore := session.ReadClaims(token.before)
		after, errAfter := session.ReadClaims(token.after)
		if errBefore != nil || errAfter != nil {
			continue // absent, or reported above
		}
		if before.Subject != after.Subject {
			findings = append(findings, check.Finding(check.FixNotCognito, "The sub of the %s changes in a refresh and must not change.", token.name)...)
		}
		if before.AuthTime != after.AuthTime {
			findings = append(findings, check.Finding(check.FixNotCognito, "The auth_time of the %s changes in a refresh and must stay the time of the sign-in.", token.name)...)
		}
	}
	return findings
}
