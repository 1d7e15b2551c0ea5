package settings

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// UserPoolTier is the check user-pool-tier.
var UserPoolTier = check.Check{
	Name: "user-pool-tier",
	Doc:  "The pool has the declared feature plan, which includes the features that its clients and its domain use.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		// API reference, UserPoolType: the default is ESSENTIALS.
		deployed := string(pool.UserPoolTier)
		if deployed == "" {
			deployed = string(types.UserPoolTierTypeEssentials)
		}
		var findings []report.Finding
		if declared := t.Environment.Declared.Tier; declared != nil && *declared != deployed {
			findings = check.Finding(fmt.Sprintf("Apply the configuration again, or declare user_pool_tier = %q.", deployed),
				"The feature plan is %s and is declared %s.", deployed, *declared)
		}
		if deployed != string(types.UserPoolTierTypeLite) {
			return findings, nil
		}
		missing, err := liteFindings(ctx, t)
		if err != nil {
			return nil, err
		}
		return append(findings, missing...), nil
	},
}

// liteFindings reports features that a LITE pool lacks. AWS announced rotation for ESSENTIALS
// and PLUS (What's New, April 2025), and managed login requires them, too (developer guide,
// "User pool feature plans").
func liteFindings(ctx context.Context, t *check.Target) ([]report.Finding, error) {
	var (
		findings []report.Finding
		rotating []string
	)
	for _, of := range t.Clients {
		client, err := of.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		declared := of.Client.Declared.Rotation
		if on, _ := check.DeployedRotation(client); on || declared != nil && *declared {
			rotating = append(rotating, of.Client.Key)
		}
	}
	if len(rotating) > 0 {
		findings = check.Finding(`Write user_pool_tier = "ESSENTIALS", or refresh = { rotation = false } in each of these clients.`,
			"The feature plan is LITE, and refresh token rotation needs ESSENTIALS: %s.", strings.Join(rotating, ", "))
	}
	domain, err := t.Domain(ctx)
	if err != nil {
		return nil, err
	}
	declared := t.Environment.Declared.ManagedLoginVersion
	if version := managedLoginVersion(domain); version == managedLogin || declared != nil && *declared == managedLogin {
		findings = append(findings, check.Finding(`Write user_pool_tier = "ESSENTIALS", or managed_login_version = 1.`,
			"The feature plan is LITE, and managed login needs ESSENTIALS.")...)
	}
	return findings, nil
}
