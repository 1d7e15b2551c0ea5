package settings

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// registeredURLs is the check of one list of URLs of a client.
type registeredURLs struct {
	what, argument string
	deployed       func(*types.UserPoolClientType) []string
	declared       func(environment.AppClient) []string
}

func (r registeredURLs) run(ctx context.Context, t *check.Target) ([]report.Finding, error) {
	client, err := t.AppClient(ctx)
	if err != nil {
		return nil, err
	}
	got, declared := check.Sorted(r.deployed(client)), r.declared(t.Client.Declared)
	if declared == nil && len(got) == 0 {
		return nil, check.NotApplicable("the client has no " + r.what + ", and none is declared")
	}
	var findings []report.Finding
	for _, address := range got {
		if invalid := invalidURL(address, t.Environment.Production, isNativeApp(client)); invalid != "" {
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The %s %s %s.", r.what, check.Quote(address), invalid),
				Fix:     fmt.Sprintf("Remove it from %s, or correct it there, and apply.", r.argument),
			})
			continue
		}
		if declared != nil && !slices.Contains(declared, address) {
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The %s %s is registered and is not declared.", r.what, check.Quote(address)),
				Fix:     fmt.Sprintf("Apply the configuration again, or add it to %s.", r.argument),
			})
		}
	}
	for _, address := range check.Sorted(declared) {
		if !slices.Contains(got, address) {
			findings = append(findings, report.Finding{
				Message: fmt.Sprintf("The %s %s is declared and is not registered.", r.what, check.Quote(address)),
				Fix:     fmt.Sprintf("Apply the configuration again, or remove it from %s.", r.argument),
			})
		}
	}
	return findings, nil
}
