package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var clockGracePeriodEnd = Check{
	Name:  "grace-period-end",
	Doc:   "The service accepts a replaced refresh token until a second before the end of the declared grace period, and rejects it a second after.",
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
		on, grace := t.rotates(client)
		if !on {
			return nil, NotApplicable("the client does not rotate its refresh tokens")
		}
		return patiently(func() ([]report.Finding, error) { return t.gracePeriod(ctx, way, grace) })
	},
}

// gracePeriod checks when the service accepts the replaced refresh token of a sign-in.
func (t *Target) gracePeriod(ctx context.Context, way way, grace time.Duration) ([]report.Finding, error) {
	fix := "Write refresh = { rotation = true, retry_grace_period_seconds = " + seconds(grace) + " }, and apply."
	signedIn, err := way.signIn(ctx)
	if err != nil {
		return nil, err
	}
	replaced, err := way.refresh(ctx, signedIn, signedIn.refresh)
	if err != nil {
		return nil, err
	}
	if replaced.fault != "" {
		return nil, notRefreshed
	}
	if replaced.refresh == "" {
		return one(fix, "A refresh returns no new refresh token and must return one, because the client rotates."), nil
	}
	var findings []report.Finding
	earliest, latest := replaced.ends(grace)
	if grace > 0 {
		err := t.Session.justBefore(ctx, earliest, func() error {
			got, err := way.refresh(ctx, signedIn, signedIn.refresh)
			if err == nil && got.fault != "" {
				findings = one(fix, "The service rejects a replaced refresh token one second before the end of its grace period of %s: %s", inWords(grace), got.fault)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if err := t.Session.reach(ctx, latest.Add(time.Second)); err != nil {
			return nil, err
		}
	}
	late, err := way.refresh(ctx, signedIn, signedIn.refresh)
	switch {
	case err != nil:
		return nil, err
	case late.fault == "" && grace == 0:
		findings = one(fix, "The service accepts a replaced refresh token again and must reject it at once, because the client has no grace period.")
	case late.fault == "":
		findings = append(findings, one(fix, "The service accepts a replaced refresh token one second after its grace period of %s and must reject it.", inWords(grace))...)
	case late.code == "": // AWS does not document the error code
		findings = append(findings, one(notCognito, "The service rejects a replaced refresh token without an error code: %s", late.fault)...)
	}
	return findings, nil
}
