package refreshcheck

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const reapply = "Apply the configuration again."

var liveCodeResponse = Check{
	Name: "code-response",
	Doc:  "The response to a code has exactly the fields that the app is promised, and a refresh token among them.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		first, err := t.Session.First(ctx)
		if errors.As(err, new(signInError)) {
			return nil, notSignedIn
		}
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		want := t.Client.Declared.CodeResponseFields
		if want == nil {
			want = append(responseFields(client), "refresh_token")
		}
		findings := first.differences("code", want)
		// Developer guide, "Refresh tokens": it is encrypted; RFC 7516 section 3.1 for the parts.
		if first.refresh != "" && strings.Count(first.refresh, ".") != 4 {
			findings = append(findings, one(notCognito, "The refresh token has %d parts and must have the five of an encrypted token.", strings.Count(first.refresh, ".")+1)...)
		}
		return findings, nil
	},
}

// responseFields are those of every response of the token endpoint to a client: an ID token
// takes the openid scope (developer guide, "The token issuer endpoint").
func responseFields(c *types.UserPoolClientType) []string {
	fields := []string{"access_token", "expires_in", "token_type"}
	if slices.Contains(c.AllowedOAuthScopes, "openid") {
		fields = append(fields, "id_token")
	}
	return fields
}

// differences are what a response has that it must not have, and the other way round. to
// is what it answers: a code or a refresh token.
func (t *tokens) differences(to string, want []string) []report.Finding {
	if t.fault != "" {
		return one(reapply, "%s It must answer 200 with %s to a %s.", t.fault, inOrder(want), to)
	}
	got := slices.Sorted(maps.Keys(t.fields))
	var findings []report.Finding
	if names := inOrder(want); strings.Join(got, " ") != strings.ReplaceAll(names, ", ", " ") {
		findings = one(fixOfFields(to, got, want), "The response to a %s has %s and must have %s.", to, strings.Join(got, ", "), names)
	}
	var kind string
	if raw, ok := t.fields["token_type"]; ok && (decode(raw, &kind) != nil || !strings.EqualFold(kind, "Bearer")) { // RFC 6749 section 5.1
		findings = append(findings, one(notCognito, "The token_type of the response to a %s is %s and must be \"Bearer\".", to, shown(kind))...)
	}
	return findings
}

// fixOfFields is what decides about the field that is missing or too many.
func fixOfFields(to string, got, want []string) string {
	differs := func(field string) bool { return slices.Contains(got, field) != slices.Contains(want, field) }
	switch {
	case differs("id_token"):
		return "Write the scope openid into scopes for an ID token, or take it out, and apply."
	case differs("refresh_token") && to != "code":
		return "Write refresh = { rotation = true } for a new refresh token with each refresh, or false for one that stays, and apply."
	}
	return notCognito
}

// inOrder joins sorted names.
func inOrder(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}
