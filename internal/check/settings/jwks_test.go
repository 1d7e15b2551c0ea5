package settings

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
)

func TestJWKS(t *testing.T) {
	t.Parallel()
	const (
		address = ownIssuer + "/.well-known/jwks.json"
		key     = `{"alg":"RS256","e":"AQAB","kid":"one=","kty":"RSA","n":"0vx7","use":"sig"}`
		two     = `{"alg":"RS256","e":"AQAB","kid":"two=","kty":"RSA","n":"0vx8","use":"sig"}`
	)
	serves := func(body string) responses { return responses{discoveryPath: document(prefixBase), jwksPath: body} }
	for _, tt := range []httpCase{
		{"two keys", serves(`{"keys":[` + key + `,` + two + `]}`), nil, environment.Environment{}, passed},
		{"of the type UPDATED", responses{
			updatedIssuer + "/.well-known/openid-configuration": updatedDocument(), updatedIssuer + "/.well-known/jwks.json": `{"keys":[` + key + `]}`,
		}, updatedPool(), environment.Environment{}, passed},
		{"no keys", serves(`{"keys":[]}`), nil, environment.Environment{}, failed("The JWKS has no keys and must have at least one.", proxyFix)},
		{"another object", serves(`{"message":"hello"}`), nil, environment.Environment{}, failed("The JWKS has no keys and must have at least one.", proxyFix)},
		{"a key without an id", serves(`{"keys":[` + key + `,{"alg":"RS256","kty":"RSA","use":"sig"}]}`), nil, environment.Environment{}, failed("Key 2 of the JWKS has no kid and must have one.", proxyFix)},
		{"an id twice", serves(`{"keys":[` + key + `,` + key + `]}`), nil, environment.Environment{}, failed(`Key 2 of the JWKS has the kid "one=" of another key and must have a unique one.`, proxyFix)},
		{
			"a key of another type", serves(`{"keys":[{"alg":"ES256","kid":"one=","kty":"EC","use":"enc"}]}`), nil, environment.Environment{},
			failedWith(
				`The kty of key 1 of the JWKS is "EC" and must be "RSA".`, proxyFix,
				`The alg of key 1 of the JWKS is "ES256" and must be "RS256".`, proxyFix,
				`The use of key 1 of the JWKS is "enc" and must be "sig".`, proxyFix,
			),
		},
		{
			"another URL in the discovery document", responses{discoveryPath: `{"issuer":"` + ownIssuer + `","jwks_uri":"https://example.com/keys"}`, jwksPath: `{"keys":[` + key + `]}`}, nil, environment.Environment{},
			failed(`The jwks_uri of the discovery document is "https://example.com/keys" and must be "`+address+`".`, otherPool),
		},
		{"discovery reports an invalid discovery document", responses{discoveryPath: `404 {}`, jwksPath: `{"keys":[` + key + `]}`}, nil, environment.Environment{}, passed},
		{"no JWKS", responses{discoveryPath: document(prefixBase), jwksPath: `404 {}`}, nil, environment.Environment{}, failed("GET "+address+" returns 404 and must return 200.", otherPool)},
		{"not JSON", serves(`keys`), nil, environment.Environment{}, failed("GET "+address+" does not return the required JSON object.", otherPool)},
		{"not available", serves(`503 {}`), nil, environment.Environment{}, unchecked("GET " + address + ": the response is 503 Service Unavailable")},
		{"an unreachable host", nil, nil, environment.Environment{}, unchecked("cognito-idp.eu-west-1.amazonaws.com cannot be reached: use of closed network connection: check the network, or the proxy in the variable HTTPS_PROXY")},
	} {
		tt.run(t, JWKS)
	}
}
