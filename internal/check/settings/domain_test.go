package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestDomain(t *testing.T) {
	t.Parallel()
	const (
		prefixURL = "https://example.auth.eu-west-1.amazoncognito.com"
		customURL = "https://login.example.com"
		recreate  = "Apply the configuration again, which creates the domain of domain_prefix or custom_domain."
		declare   = "Apply the configuration again, or declare the deployed domain with domain_prefix or custom_domain."
		wait      = "Wait until the domain is created. If it has failed, check that certificate_arn names a valid certificate in us-east-1, and apply again."
	)
	noDomain := &types.UserPoolType{}
	prefix := &types.UserPoolType{Domain: new("example")}
	custom := &types.UserPoolType{CustomDomain: new("login.example.com")}
	both := &types.UserPoolType{Domain: new("example"), CustomDomain: new("login.example.com")}
	described := func(name string, status types.DomainStatusType, version *int32) *types.DomainDescriptionType {
		d := &types.DomainDescriptionType{Domain: &name, Status: status, ManagedLoginVersion: version}
		if name == "login.example.com" {
			d.CustomDomainConfig = &types.CustomDomainConfigType{CertificateArn: new("arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d")}
		}
		return d
	}
	at := func(url string) environment.Environment {
		return environment.Environment{Endpoints: environment.Endpoints{LoginBaseURL: url}}
	}
	version := func(url string, v int) environment.Environment {
		e := at(url)
		e.Declared.ManagedLoginVersion = &v
		return e
	}
	for _, tt := range []poolCase{
		{"a prefix as declared", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", nil)}, at(prefixURL), passed},
		{"with a trailing slash and upper case", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", nil)}, at("https://Example.auth.eu-west-1.amazoncognito.com/"), passed},
		{"a custom domain as declared", &checktest.API{Pool: custom, Domain: described("login.example.com", "ACTIVE", nil)}, at(customURL), passed},
		{"undeclared", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", new(int32(2)))}, environment.Environment{}, passed},
		{"another prefix", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", nil)}, at("https://other.auth.eu-west-1.amazoncognito.com"), failed("The login pages are at "+prefixURL+" and are declared to be at https://other.auth.eu-west-1.amazoncognito.com.", declare)},
		{"a custom domain instead of the prefix", &checktest.API{Pool: custom, Domain: described("login.example.com", "ACTIVE", nil)}, at(prefixURL), failed("The login pages are at "+customURL+" and are declared to be at "+prefixURL+".", declare)},
		{"none, and one is declared", &checktest.API{Pool: noDomain}, at(prefixURL), failed("The pool has no domain and must have "+prefixURL+".", recreate)},
		{"none, and a version is declared", &checktest.API{Pool: noDomain}, version("", 1), failed("The pool has no domain and must have a domain.", recreate)},
		{"none, and none is declared", &checktest.API{Pool: noDomain}, environment.Environment{}, notApplicable("the pool has no domain and none is declared")},
		{"deleted in the meantime", &checktest.API{Pool: prefix, Domain: &types.DomainDescriptionType{}}, at(prefixURL), failed("The pool has no domain and must have "+prefixURL+".", recreate)},
		{"being created", &checktest.API{Pool: custom, Domain: described("login.example.com", "CREATING", nil)}, at(customURL), failed("The domain login.example.com is CREATING and must be ACTIVE.", wait)},
		{"failed, and undeclared", &checktest.API{Pool: custom, Domain: described("login.example.com", "FAILED", nil)}, environment.Environment{}, failed("The domain login.example.com is FAILED and must be ACTIVE.", wait)},
		{"the declared version", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", new(int32(2)))}, version(prefixURL, 2), passed},
		{"the classic pages by default", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", nil)}, version(prefixURL, 1), passed},
		{"managed login", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", new(int32(2)))}, version(prefixURL, 1), failed("The managed login version of the domain is 2 and is declared 1.", "Apply the configuration again, or declare managed_login_version = 2.")},
		{"no managed login", &checktest.API{Pool: prefix, Domain: described("example", "ACTIVE", new(int32(1)))}, version(prefixURL, 2), failed("The managed login version of the domain is 1 and is declared 2.", "Apply the configuration again, or declare managed_login_version = 1.")},
		{
			"all findings", &checktest.API{Pool: prefix, Domain: described("example", "DELETING", nil)}, version(customURL, 2),
			report.Result{Outcome: report.Failed, Findings: []report.Finding{
				{Message: "The login pages are at " + prefixURL + " and are declared to be at " + customURL + ".", Fix: declare},
				{Message: "The domain example is DELETING and must be ACTIVE.", Fix: wait},
				{Message: "The managed login version of the domain is 1 and is declared 2.", Fix: "Apply the configuration again, or declare managed_login_version = 1."},
			}},
		},
		{"both, and the prefix is declared", &checktest.API{Pool: both, Domain: described("example", "ACTIVE", nil), DomainName: "example"}, at(prefixURL), passed},
		{"both, and the custom domain is declared", &checktest.API{Pool: both, Domain: described("login.example.com", "ACTIVE", nil), DomainName: "login.example.com"}, at(customURL), passed},
		{"both, and nothing is declared", &checktest.API{Pool: both, Domain: described("login.example.com", "ACTIVE", nil), DomainName: "login.example.com"}, environment.Environment{}, passed},
		{"the service rejects the call", &checktest.API{Err: errNotAuthorized}, at(prefixURL), unchecked(notAuthorized)},
	} {
		tt.run(t, Domain)
	}
}
