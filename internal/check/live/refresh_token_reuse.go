package live

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// graceMargin is the time between the end of a grace period and the request that the service
// must reject. The check tests a retry only if the grace period is longer than graceMargin.
const graceMargin = 3 * time.Second

// RefreshTokenReuse is the check refresh-token-reuse.
var RefreshTokenReuse = check.Check{
	Name: "refresh-token-reuse",
	Doc:  "The service accepts a replaced refresh token only within its grace period; without rotation, a refresh token works until it expires.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		s := session.Of(t)
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		on, grace := t.Rotation(client)
		signedIn, err := s.NewSignIn(ctx)
		if err != nil {
			return nil, err
		}
		refreshed, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		if refreshed.Fault != "" {
			return nil, session.NotRefreshed
		}
		if !on {
			again, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
			if err != nil || again.Fault == "" {
				return nil, err
			}
			return check.Finding("Write refresh = { rotation = false }, and apply.", "A refresh token is rejected at its second use and must work until it expires, because the client does not rotate: %s", again.Fault), nil
		}
		return replacedTokenFindings(ctx, t, signedIn, grace)
	},
}

// replacedTokenFindings checks that the service accepts a replaced refresh token within the
// grace period, and rejects it afterwards.
func replacedTokenFindings(ctx context.Context, t *check.Target, signedIn *session.Tokens, grace time.Duration) ([]report.Finding, error) {
	s := session.Of(t)
	replaced := s.Options.Now()
	var findings []report.Finding
	if grace > graceMargin {
		retried, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
		if err != nil {
			return nil, err
		}
		if retried.Fault == "" && retried.Refresh != "" {
			s.MarkRetry()
		}
		if retried.Fault != "" && s.Options.Now().Sub(replaced) < grace {
			findings = check.Finding("Write refresh = { rotation = true, retry_grace_period_seconds = "+check.SecondsArgument(grace)+" }, and apply.",
				"A replaced refresh token is rejected at once and must be accepted for %s: %s", check.InWords(grace), retried.Fault)
		}
	}
	if err := s.Wait(ctx, grace-s.Options.Now().Sub(replaced)+graceMargin); err != nil {
		return nil, err
	}
	late, err := s.Refresh(ctx, signedIn, signedIn.Refresh)
	if err != nil {
		return nil, err
	}
	switch {
	case late.Fault == "":
		findings = append(findings, check.Finding("Write refresh = { rotation = true, retry_grace_period_seconds = "+check.SecondsArgument(grace)+" }, and apply.",
			"A replaced refresh token is accepted %s after its grace period of %s and must be rejected.", check.InWords(graceMargin), check.InWords(grace))...)
	case late.ErrorCode == "": // AWS does not document the error code
		findings = append(findings, check.Finding(check.FixNotCognito, "A replaced refresh token is rejected without an OAuth error: %s", late.Fault)...)
	}
	return findings, nil
}
