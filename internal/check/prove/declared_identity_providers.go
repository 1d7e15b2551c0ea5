package prove

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// DeclaredIdentityProviders is the check declared-identity-providers.
var DeclaredIdentityProviders = check.Check{
	Name: "declared-identity-providers",
	Doc:  "The pool has each declared identity provider, with the declared type.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.IdentityProviders
		switch {
		case len(declared) == 0:
			return nil, check.NotApplicable("the plan declares no identity provider")
		case t.Prove == nil:
			return nil, check.NoProveAPI
		}
		types := map[string]string{}
		pages := cognitoidentityprovider.NewListIdentityProvidersPaginator(t.Prove, &cognitoidentityprovider.ListIdentityProvidersInput{
			UserPoolId: &t.Environment.UserPoolID, MaxResults: aws.Int32(check.PageSize),
		})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return nil, err
			}
			for _, p := range page.Providers {
				types[aws.ToString(p.ProviderName)] = string(p.ProviderType)
			}
		}
		var findings []report.Finding
		for _, d := range declared {
			switch deployed, exists := types[d.Name]; {
			case !exists:
				findings = append(findings, check.Finding(check.FixReapply, "The pool has no identity provider %s and must have it.", d.Name)...)
			case d.Type != "" && deployed != d.Type:
				findings = append(findings, check.Finding(check.FixReapply, "The identity provider %s is of the type %s and must be of the type %s.", d.Name, deployed, d.Type)...)
			}
		}
		return findings, nil
	},
}
