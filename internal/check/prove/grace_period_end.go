package prove

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// GracePeriodEnd is the check grace-period-end.
var GracePeriodEnd = check.Check{
	Name:  "grace-period-end",
	Doc:   "The service accepts a replaced refresh token until a second before the end of the declared grace period, and rejects it a second after.",
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
		on, grace := t.Rotation(client)
		if !on {
			return nil, check.NotApplicable("the client does not rotate its refresh tokens")
		}
		return session.Retry(func() ([]report.Finding, error) { return gracePeriodFindings(ctx, t, flow, grace) })
	},
}

// gracePeriodFindings checks until when the service accepts a replaced refresh token.
func gracePeriodFindings(ctx context.Context, t *check.Target, flow session.Flow, grace time.Duration) ([]report.Finding, error) {
	fix := "Write refresh = { rotation = true, retry_grace_period_seconds = " + check.SecondsArgument(grace) + " }, and apply."
	signedIn, err := flow.SignIn(ctx)
	if err != nil {
		return nil, err
	}
	replaced, err := flow.Refresh(ctx, signedIn, signedIn.Refresh)
	if err != nil {
		return nil, err
	}
	if replaced.Fault != "" {
		return nil, session.NotRefreshed
	}
	if replaced.Refresh == "" {
		return check.Finding(fix, "A refresh returns no new refresh token and must return one, because the client rotates."), nil
	}
	var findings []report.Finding
	earliest, latest := replaced.Expiry(grace)
	if grace > 0 {
		err := session.Of(t).JustBefore(ctx, earliest, func() error {
			got, err := flow.Refresh(ctx, signedIn, signedIn.Refresh)
			if err == nil && got.Fault != "" {
				findings = check.Finding(fix, "The service rejects a replaced refresh token one second before the end of its grace period of %s: %s", check.InWords(grace), got.Fault)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if err := session.Of(t).AdvanceTo(ctx, latest.Add(time.Second)); err != nil {
			return nil, err
		}
	}
	late, err := flow.Refresh(ctx, signedIn, signedIn.Refresh)
	switch {
	case err != nil:
		return nil, err
	case late.Fault == "" && grace == 0:
		findings = check.Finding(fix, "The service accepts a replaced refresh token again and must reject it at once, because the client has no grace period.")
	case late.Fault == "":
		findings = append(findings, check.Finding(fix, "The service accepts a replaced refresh token one second after its grace period of %s and must reject it.", check.InWords(grace))...)
	case late.ErrorCode == "": // AWS does not document the error code
		findings = append(findings, check.Finding(check.FixNotCognito, "The service rejects a replaced refresh token without an error code: %s", late.Fault)...)
	}
	return findings, nil
}
