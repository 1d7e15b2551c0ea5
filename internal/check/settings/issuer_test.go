package settings

import (
	"testing"

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
	for _, tt := range []poolCase{
		{"derived from the pool", &checktest.API{}, of("eu-west-1", own), passed},
		{"undeclared", &checktest.API{}, of("eu-west-1", environment.Endpoints{}), passed},
		{"another region", &checktest.API{}, of("us-east-1", own), failed(`The region is declared "us-east-1" and must be "eu-west-1", the region of the pool eu-west-1_Ab12Cd34E.`, fix)},
		{"the issuer of another pool", &checktest.API{}, of("eu-west-1", environment.Endpoints{Issuer: other}), failed(`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix)},
		{
			"all URLs of another pool", &checktest.API{}, of("eu-west-1", environment.Endpoints{Issuer: other, JWKSURI: other + "/keys", OpenIDConfigurationURI: other}),
			failedWith(
				`The issuer is declared "`+other+`" and must be "`+ownIssuer+`".`, fix,
				`The jwks_uri is declared "`+other+`/keys" and must be "`+own.JWKSURI+`".`, fix,
				`The openid_configuration_uri is declared "`+other+`" and must be "`+own.OpenIDConfigurationURI+`".`, fix,
			),
		},
		{"a slash at the end is another issuer", &checktest.API{}, of("eu-west-1", environment.Endpoints{Issuer: ownIssuer + "/"}), failed(`The issuer is declared "`+ownIssuer+`/" and must be "`+ownIssuer+`".`, fix)},
	} {
		tt.run(t, Issuer)
	}
}
