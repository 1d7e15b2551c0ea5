package refreshcheck

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

var proofIdentityProviders = Check{
	Name: "declared-identity-providers",
	Doc:  "The pool has each declared identity provider, with the declared type.",
	Of:   OfPool,
	Run: func(ctx context.Context, t *Target) ([]report.Finding, error) {
		declared := t.Environment.IdentityProviders
		switch {
		case len(declared) == 0:
			return nil, NotApplicable("the plan declares no identity provider")
		case t.prove == nil:
			return nil, noProveAPI
		}
		types := map[string]string{}
		pages := cognitoidentityprovider.NewListIdentityProvidersPaginator(t.prove, &cognitoidentityprovider.ListIdentityProvidersInput{
			UserPoolId: &t.Environment.UserPoolID, MaxResults: aws.Int32(listed),
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
			switch deployed, there := types[d.Name]; {
			case !there:
				findings = append(findings, one(reapply, "The pool has no identity provider %s and must have it.", d.Name)...)
			case d.Type != "" && deployed != d.Type:
				findings = append(findings, one(reapply, "The identity provider %s is of the type %s and must be of the type %s.", d.Name, deployed, d.Type)...)
			}
		}
		return findings, nil
	},
}
