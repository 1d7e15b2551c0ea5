package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestIssuer(t *testing.T) {
	t.Parallel()
	const fix = "Apply the configuration again, so that all its outputs belong to this pool."
	of := func(region string, e environment.Endpoints) environment.Environment {
		return environment.Environment{Region: region, UserPoolID: "eu-west-1_Ab12Cd34E", Endpoints: e}
	}
	own := environment.Endpoints{Issuer: ownIssuer, JWKSURI: ownIssuer + "/.well-known/jwks.json", OpenIDConfigurationURI: ownIssuer + "/.well-known/openid-configuration"}
	other := "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Zz99Zz99Z"
	originalPool := &checktest.API{Pool: &types.UserPoolType{}}
	typedPool := &checktest.API{Pool: &types.UserPoolType{IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeOriginal}}}
	updated := &checktest.API{Pool: updatedPool()}
	ownUpdated := environment.Endpoints{Issuer: updatedIssuer, JWKSURI: updatedIssuer + "/.well-known/jwks.json", OpenIDConfigurationURI: updatedIssuer + "/.well-known/openid-configuration"}
	const typeFix = "Configure apps with the issuer of the pool, or set its issuer type to ORIGINAL with the AWS CLI: no Terraform argument sets this."
	for _, tt := range []poolCase{
		{"derived from the pool", originalPool, of("eu-west-1", own), passed},
		{"undeclared", originalPool, of("eu-west-1", environment.Endpoints{}), passed},
		{"another region", originalPool, of("us-east-1", own), failed(`The region is declared "us-east-1" and must be "eu-west-1", the region of the pool eu-west-1_Ab12Cd34E.`, fix)},
		{"the issuer of another pool", originalPool, of("eu-west-1", environment.Endpoints{Issuer: other}), failed(`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix)},
		{
			"all URLs of another pool", originalPool, of("eu-west-1", environment.Endpoints{Issuer: other, JWKSURI: other + "/keys", OpenIDConfigurationURI: other}),
			failedWith(
				`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix,
				`The jwks_uri is declared "`+other+`/keys" and must be "`+own.JWKSURI+`".`, fix,
				`The openid_configuration_uri is declared "`+other+`" and must be "`+own.OpenIDConfigurationURI+`".`, fix,
			),
		},
		{"a slash at the end is another issuer", originalPool, of("eu-west-1", environment.Endpoints{Issuer: ownIssuer + "/"}), failed(`The issuer is declared "`+ownIssuer+`/" and must be "`+ownIssuer+`".`, fix)},
		{"of the type ORIGINAL", typedPool, of("eu-west-1", own), passed},
		{"of the type UPDATED", updated, of("eu-west-1", ownUpdated), passed},
		{"of the type UPDATED, undeclared", updated, of("eu-west-1", environment.Endpoints{}), passed},
		{
			"the outputs of Terraform for the type UPDATED", updated, of("eu-west-1", own),
			failedWith(
				`The issuer is declared "`+ownIssuer+`" and must be "`+updatedIssuer+`".`, typeFix,
				`The jwks_uri is declared "`+own.JWKSURI+`" and must be "`+ownUpdated.JWKSURI+`".`, typeFix,
				`The openid_configuration_uri is declared "`+own.OpenIDConfigurationURI+`" and must be "`+ownUpdated.OpenIDConfigurationURI+`".`, typeFix,
			),
		},
		{"the updated issuer for the type ORIGINAL", typedPool, of("eu-west-1", environment.Endpoints{Issuer: updatedIssuer}), failed(`The issuer is declared "`+updatedIssuer+`" and must be "`+ownIssuer+`".`, fix)},
		{"no permission", &checktest.API{Err: errNotAuthorized}, of("eu-west-1", own), unchecked(notAuthorized)},
	} {
		tt.run(t, Issuer)
	}
}
