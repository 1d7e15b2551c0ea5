package refreshcheck

import (
	"context"
	"fmt"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockIDTokenEnd = Check{
	Name:  "id-token-end",
	Doc:   "ID and access tokens are valid from the time of issue, each for its own declared validity, also after a refresh.",
	Of:    OfClient,
	Live:  true,
	Clock: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		way, err := t.Session.way(ctx)
		if err != nil {
			return nil, err
		}
		signedIn, err := way.signIn(ctx)
		if err != nil {
			return nil, err
		}
		access, id, _ := t.lives(client)
		findings := signedIn.times("sign-in", access, id)
		// At this time, a refreshed token that keeps the first times is a finding.
		if err := t.Session.reach(ctx, signedIn.answered.Add(min(access, id)/2)); err != nil {
			return nil, err
		}
		refreshed, err := way.refresh(ctx, signedIn, signedIn.refresh)
		switch {
		case err != nil:
			return nil, err
		case refreshed.fault != "":
			return findings, nil // refresh-token-end reports it
		}
		findings = append(findings, refreshed.times("refresh", access, id)...)
		return append(findings, sameSignIn(signedIn, refreshed)...), nil
	},
}

// times compares iat of the tokens with the time of their response, and exp - iat with
// their validities. of names the request.
func (t *tokens) times(of string, access, id time.Duration) []report.Finding {
	var findings []report.Finding
	for _, token := range []struct {
		name, text, argument string
		life                 time.Duration
	}{{"access token", t.access, "access_token", access}, {"ID token", t.id, "id_token", id}} {
		if token.text == "" { // without openid there is no ID token
			continue
		}
		c, err := readClaims(token.text)
		if err != nil {
			findings = append(findings, one(notCognito, "The %s of the %s cannot be read: %s.", token.name, of, err)...)
			continue
		}
		if life := time.Duration(c.ExpiresAt-c.IssuedAt) * time.Second; life != token.life {
			findings = append(findings, one(fmt.Sprintf("Declare %s = { %s }, and apply.", token.argument, argument(token.life)),
				"The %s of the %s lives %s and must live %s.", token.name, of, inWords(life), inWords(token.life))...)
		}
		// OpenID Connect Core section 12.2: iat is the time of issue.
		if issued := time.Unix(int64(c.IssuedAt), 0); issued.Before(t.asked.Truncate(time.Second)) || issued.After(t.answered) {
			findings = append(findings, one(notCognito, "The iat of the %s of the %s is %s away from the time of issue.",
				token.name, of, inWords(issued.Sub(t.answered).Abs().Round(time.Second)))...)
		}
	}
	return findings
}

// sameSignIn compares the claims that a refresh must not change (OpenID Connect Core section 12.2).
func sameSignIn(signedIn, refreshed *tokens) []report.Finding {
	var findings []report.Finding
	for _, token := range []struct{ name, before, after string }{
		{"access token", signedIn.access, refreshed.access}, {"ID token", signedIn.id, refreshed.id},
	} {
		before, errBefore := readClaims(token.before)
		after, errAfter := readClaims(token.after)
		if errBefore != nil || errAfter != nil {
			continue // absent, or reported above
		}
		if before.Subject != after.Subject {
			findings = append(findings, one(notCognito, "The sub of the %s changes in a refresh and must not change.", token.name)...)
		}
		if before.AuthTime != after.AuthTime {
			findings = append(findings, one(notCognito, "The auth_time of the %s changes in a refresh and must stay the time of the sign-in.", token.name)...)
		}
	}
	return findings
}
