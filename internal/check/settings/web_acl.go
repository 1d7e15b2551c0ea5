package settings

import (
	"context"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// WebACL is the check web-acl.
var WebACL = check.Check{
	Name: "web-acl",
	Doc:  "The declared web ACL of AWS WAF protects the pool.",
	Of:   check.OfPool,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		declared := t.Environment.Declared.WebACLARN
		if declared == nil {
			return nil, check.NotApplicable("no web ACL is declared")
		}
		deployed, err := t.WebACL(ctx)
		switch {
		case err != nil:
			return nil, err
		case deployed == *declared:
			return nil, nil
		case deployed == "":
			return check.Finding("Write a module web-acl-association for the pool, or apply it again.",
				"No web ACL protects the pool, and %s is declared.", *declared), nil
		case *declared == "":
			return check.Finding("Apply the configuration again, or declare the web ACL.", "The web ACL %s protects the pool, and none is declared.", deployed), nil
		}
		return check.Finding("Apply the configuration again, or declare the deployed web ACL.",
			"The web ACL %s protects the pool, and %s is declared.", deployed, *declared), nil
	},
}
