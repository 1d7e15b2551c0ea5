package settings

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	waf "github.com/aws/aws-sdk-go-v2/service/wafv2/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const poolARN = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12Cd34E"

// webACLs returns the web ACL of the pool with poolARN.
type webACLs struct {
	arn string
	err error
}

func (w webACLs) GetWebACLForResource(_ context.Context, in *wafv2.GetWebACLForResourceInput, _ ...func(*wafv2.Options)) (*wafv2.GetWebACLForResourceOutput, error) {
	if *in.ResourceArn != poolARN {
		return nil, errors.New("unexpected resource " + *in.ResourceArn)
	}
	if w.err != nil || w.arn == "" {
		return &wafv2.GetWebACLForResourceOutput{}, w.err
	}
	return &wafv2.GetWebACLForResourceOutput{WebACL: &waf.WebACL{ARN: &w.arn}}, nil
}

func TestWebACL(t *testing.T) {
	t.Parallel()
	const login, other = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/login/1a2b", "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/other/3c4d"
	for _, tt := range []struct {
		name     string
		deployed check.WebACLAPI
		declared *string
		want     report.Result
	}{
		{"as declared", webACLs{arn: login}, new(login), passed},
		{"none, as declared", webACLs{}, new(""), passed},
		{"none", webACLs{}, new(login), failed("No web ACL protects the pool, and "+login+" is declared.", "Write a module web-acl-association for the pool, or apply it again.")},
		{"another one", webACLs{arn: other}, new(login), failed("The web ACL "+other+" protects the pool, and "+login+" is declared.", "Apply the configuration again, or declare the deployed web ACL.")},
		{"one, and none is declared", webACLs{arn: other}, new(""), failed("The web ACL "+other+" protects the pool, and none is declared.", "Apply the configuration again, or declare the web ACL.")},
		{"undeclared", webACLs{arn: other}, nil, notApplicable("no web ACL is declared")},
		{"no permission", webACLs{err: errNotAuthorized}, new(login), unchecked(notAuthorized)},
		{"no AWS WAF", nil, new(login), unchecked("AWS WAF cannot be reached from here")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.Check = "web-acl"
			e := checktest.Environment(environment.AppClient{})
			e.Region, e.UserPoolID, e.Declared.WebACLARN = "eu-west-1", "eu-west-1_Ab12Cd34E", tt.declared
			api := &checktest.API{Pool: &types.UserPoolType{Arn: new(poolARN)}}
			r := check.Run(t.Context(), []environment.Environment{e}, check.Options{
				Checks: []check.Check{WebACL}, Now: time.Now,
				Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
					return check.Connection{API: api, WAF: tt.deployed}, nil
				},
			})
			assert.Equal(t, tt.want, r.Environments[0].Results[0])
		})
	}
}
