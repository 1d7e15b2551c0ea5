package prove

import (
	"context"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/live"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// tokenFindings exchanges a code and compares the claims, then refreshes if the client can, and
// compares the claims again.
func (s *samlSignIn) tokenFindings(ctx context.Context, callback *login.Callback) ([]report.Finding, error) {
	response, err := s.app.Exchange(ctx, callback.Code, callback.CodeVerifier)
	if err != nil {
		return nil, err
	}
	first, findings, err := s.read(response, callback, "response to a code")
	if err != nil {
		return nil, err
	}
	rotates, _ := check.DeployedRotation(s.client)
	if first.Refresh == "" || !rotates && !slices.Contains(s.t.AuthFlows(s.client), check.AllowRefresh) {
		return findings, nil
	}
	if response, err = s.app.Refresh(ctx, first.Refresh); err != nil {
		return nil, err
	}
	_, more, err := s.read(response, nil, "response to a refresh token")
	return append(findings, more...), err
}

// read reads a response of the token endpoint and compares the claims of its tokens. callback is nil
// for a refresh. of names the response.
func (s *samlSignIn) read(response *login.Response, callback *login.Callback, of string) (*session.Tokens, []report.Finding, error) {
	got, err := session.Of(s.t).ReadTokens(response)
	if err != nil {
		return nil, nil, err
	}
	if got.Fault != "" {
		return got, check.Finding(fixSAML, "The %s of a user of the SAML provider %s has no tokens: %s", of, *s.provider.ProviderName, got.Fault), nil
	}
	got.Callback = callback
	findings := live.ClaimFindings(s.t, s.pool, got, s.client, s.client.AllowedOAuthScopes, of)
	if c, err := session.ReadClaims(got.Access); err == nil && c.Username != s.username() {
		findings = append(findings, check.Finding(check.FixNotCognito, "The claim username of the access token of the %s is %s and must be %s.", of, check.Quote(c.Username), check.Quote(s.username()))...)
	}
	if got.ID == "" || changesClaims(s.pool) {
		return got, findings, nil
	}
	return got, append(findings, attributeFindings(s.provider, s.client, s.sent, got.ID, of)...), nil
}
