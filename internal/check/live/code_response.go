package live

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// CodeResponse is the check code-response.
var CodeResponse = check.Check{
	Name: "code-response",
	Doc:  "The response to an authorization code has exactly the promised fields, including a refresh token.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		first, err := session.Of(t).First(ctx)
		if errors.As(err, new(session.SignInError)) {
			return nil, session.NotSignedIn
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
		findings := FieldFindings(first, "code", want)
		// Developer guide, "Refresh tokens": a refresh token is encrypted. RFC 7516 section 3.1: an encrypted token has five parts.
		if first.Refresh != "" && strings.Count(first.Refresh, ".") != 4 {
			findings = append(findings, check.Finding(check.FixNotCognito, "The refresh token has %d parts and must have the five parts of an encrypted token.", strings.Count(first.Refresh, ".")+1)...)
		}
		return findings, nil
	},
}

// responseFields returns the fields of every response of the token endpoint to a client. An ID
// token requires the scope openid (developer guide, "The token issuer endpoint").
func responseFields(c *types.UserPoolClientType) []string {
	fields := []string{"access_token", "expires_in", "token_type"}
	if slices.Contains(c.AllowedOAuthScopes, "openid") {
		fields = append(fields, "id_token")
	}
	return fields
}

// FieldFindings compares the fields of a response with the required ones. to names the
// request: a code, a refresh token or client credentials.
func FieldFindings(t *session.Tokens, to string, want []string) []report.Finding {
	if t.Fault != "" {
		return check.Finding(check.FixReapply, "%s It must return 200 with %s for a %s.", t.Fault, check.JoinSorted(want), to)
	}
	got := slices.Sorted(maps.Keys(t.Fields))
	var findings []report.Finding
	if names := check.JoinSorted(want); strings.Join(got, " ") != strings.ReplaceAll(names, ", ", " ") {
		findings = check.Finding(fixOfFields(to, got, want), "The response to a %s has %s and must have %s.", to, strings.Join(got, ", "), names)
	}
	var kind string
	if raw, ok := t.Fields["token_type"]; ok && (session.DecodeField(raw, &kind) != nil || !strings.EqualFold(kind, "Bearer")) { // RFC 6749 section 5.1
		findings = append(findings, check.Finding(check.FixNotCognito, "The token_type of the response to a %s is %s and must be \"Bearer\".", to, check.Quote(kind))...)
	}
	return findings
}

// fixOfFields returns the fix for a missing or additional field: the setting that controls
// whether the response contains the field.
func fixOfFields(to string, got, want []string) string {
	differs := func(field string) bool { return slices.Contains(got, field) != slices.Contains(want, field) }
	switch {
	case differs("id_token"):
		return "Add the scope openid to scopes for an ID token, or remove it, and apply."
	case differs("refresh_token") && to != "code":
		return "Write refresh = { rotation = true } for a new refresh token with each refresh, or rotation = false to keep the first, and apply."
	}
	return check.FixNotCognito
}
