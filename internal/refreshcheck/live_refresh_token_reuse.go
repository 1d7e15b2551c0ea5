package refreshcheck

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// margin is how long after a grace period a refusal is waited for, and how much of one must
// be left for a retry to be within it.
const margin = 3 * time.Second

var liveRefreshTokenReuse = Check{
	Name: "refresh-token-reuse",
	Doc:  "A refresh token that was replaced is taken again within its grace period only; without rotation it serves until it ends.",
	Of:   OfClient,
	Live: true,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		session := t.Session
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		on, grace := t.rotates(client)
		signedIn, err := session.fresh(ctx)
		if err != nil {
			return nil, err
		}
		refreshed, err := session.refresh(ctx, signedIn, signedIn.refresh)
		if err != nil {
			return nil, err
		}
		if refreshed.fault != "" {
			return nil, notRefreshed
		}
		if !on {
			again, err := session.refresh(ctx, signedIn, signedIn.refresh)
			if err != nil || again.fault == "" {
				return nil, err
			}
			return one("Write refresh = { rotation = false }, and apply.", "A refresh token is refused at its second use and must serve until it ends, since the client does not rotate: %s", again.fault), nil
		}
		return t.retired(ctx, signedIn, grace)
	},
}

// retired sees how a replaced refresh token is taken: within the grace period, and after it.
func (t *Target) retired(ctx context.Context, signedIn *tokens, grace time.Duration) ([]report.Finding, error) {
	session := t.Session
	replaced := session.live.Now()
	var findings []report.Finding
	if grace > margin {
		retried, err := session.refresh(ctx, signedIn, signedIn.refresh)
		if err != nil {
			return nil, err
		}
		if retried.fault == "" && retried.refresh != "" {
			session.events[len(session.events)-1].Kind = report.Retried
		}
		if retried.fault != "" && session.live.Now().Sub(replaced) < grace {
			findings = one("Write refresh = { rotation = true, retry_grace_period_seconds = "+seconds(grace)+" }, and apply.",
				"A replaced refresh token is refused at once and must be taken for %s: %s", inWords(grace), retried.fault)
		}
	}
	if err := session.wait(ctx, grace-session.live.Now().Sub(replaced)+margin); err != nil {
		return nil, err
	}
	late, err := session.refresh(ctx, signedIn, signedIn.refresh)
	if err != nil {
		return nil, err
	}
	switch {
	case late.fault == "":
		findings = append(findings, one("Write refresh = { rotation = true, retry_grace_period_seconds = "+seconds(grace)+" }, and apply.",
			"A replaced refresh token is taken %s after its grace period of %s and must be refused.", inWords(margin), inWords(grace))...)
	case late.code == "": // which error it is, is not documented
		findings = append(findings, one(notCognito, "A replaced refresh token is refused without an OAuth error: %s", late.fault)...)
	}
	return findings, nil
}
