package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	ownedKey   = `"KeyConfiguration":{"KeyType":"AWS_OWNED_KEY"}`
	managedKey = `"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/a1b2c3d4-5678-90ab-cdef-EXAMPLE22222"}`
)

// TestKeyConfiguration: an update that omits the key keeps it, also after a restart.
func TestKeyConfiguration(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := startWith(t, cognitotest.Config{StateDir: dir})
	key := func() any {
		return at(s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`), "UserPool", "KeyConfiguration")
	}
	owned := map[string]any{"KeyType": "AWS_OWNED_KEY"}
	managed := map[string]any{"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/a1b2c3d4-5678-90ab-cdef-EXAMPLE22222"}
	s.pool(t, `{"PoolName":"p"}`)
	assert.Nil(t, key(), "no request set it")
	for _, tt := range []struct {
		update string
		want   any
	}{
		{`"PoolName":"q"`, nil},
		{managedKey, managed},
		{`"PoolName":"p"`, managed},
		{`"KeyConfiguration":{}`, managed},
		{`"KeyConfiguration":null`, managed},
		{ownedKey, owned},
		{`"KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:210987654321:key/mrk-1234abcd"}`, map[string]any{"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": "arn:aws:kms:us-east-1:210987654321:key/mrk-1234abcd"}},
	} {
		s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+tt.update+`}`)
		assert.Equal(t, tt.want, key(), tt.update)
	}
	created := s.ok(t, "CreateUserPool", `{"PoolName":"p",`+managedKey+`}`)
	assert.Equal(t, managed, at(created, "UserPool", "KeyConfiguration"))
	s.set("pool", at(created, "UserPool", "Id").(string))

	s.Close()
	again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
	require.NoError(t, err)
	t.Cleanup(again.Close)
	s.Server = again
	assert.Equal(t, managed, key())
}

func TestKeyConfigurationErrors(t *testing.T) {
	t.Parallel()
	const (
		documented  = "Data protection in Amazon Cognito; text unspecified"
		unspecified = "unspecified"
		notAKey     = "KmsKeyArn must be the ARN of a KMS key, not of an alias or of another resource."
	)
	create := func(key string) request {
		return request{"CreateUserPool", `{"PoolName":"q","KeyConfiguration":` + key + `}`}
	}
	managed := func(arn string) request {
		return create(`{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"` + arn + `"}`)
	}
	checkRules(t, []rule{
		{name: "another type", source: "model", request: create(`{"KeyType":"MINE"}`), message: "1 validation error detected: Value 'MINE' at 'keyConfiguration.keyType' failed to satisfy constraint: Member must satisfy enum value set: [AWS_OWNED_KEY, CUSTOMER_MANAGED_KEY]"},
		{name: "key id", source: "API_KeyConfigurationType", request: managed("1234abcd-12ab-34cd-56ef-1234567890ab"), message: `1 validation error detected: Value '1234abcd-12ab-34cd-56ef-1234567890ab' at 'keyConfiguration.kmsKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`},
		{name: "alias", source: documented, request: managed("arn:aws:kms:us-east-1:123456789012:alias/pool"), message: notAKey},
		{name: "another service", source: unspecified, request: managed("arn:aws:iam:us-east-1:123456789012:key/1234abcd"), message: notAKey},
		{name: "another region", source: documented, request: managed("arn:aws:kms:eu-west-1:123456789012:key/1234abcd"), message: "The KMS key must be in the Region of the user pool, us-east-1."},
		{name: "another region in an update", source: documented, request: request{"UpdateUserPool", `{"UserPoolId":"{pool}","KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:eu-west-1:123456789012:key/1234abcd"}}`}, message: "The KMS key must be in the Region of the user pool, us-east-1."},
		{name: "managed without a key", source: unspecified, request: create(`{"KeyType":"CUSTOMER_MANAGED_KEY"}`), message: "KmsKeyArn is required for the KeyType CUSTOMER_MANAGED_KEY."},
		{name: "owned with a key", source: unspecified, request: create(`{"KeyType":"AWS_OWNED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/1234abcd"}`), message: "KmsKeyArn requires the KeyType CUSTOMER_MANAGED_KEY."},
		{name: "key without a type", source: unspecified, request: create(`{"KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/1234abcd"}`), message: "KmsKeyArn requires the KeyType CUSTOMER_MANAGED_KEY."},
	})
}
