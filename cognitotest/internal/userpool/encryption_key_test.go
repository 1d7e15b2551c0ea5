package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEncryptionKeyOfAPool(t *testing.T) {
	t.Parallel()
	const (
		key    = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
		noKey  = "InvalidParameterException: KmsKeyArn must be the ARN of a KMS key, not of an alias or of another resource."
		region = "InvalidParameterException: The KMS key must be in the Region of the user pool, us-east-1."
	)
	for _, tt := range []struct {
		key  EncryptionKey
		want string
	}{
		{EncryptionKey{}, ""},
		{EncryptionKey{Type: "AWS_OWNED_KEY"}, ""},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: key}, ""},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY"}, "InvalidParameterException: KmsKeyArn is required for the KeyType CUSTOMER_MANAGED_KEY."},
		{EncryptionKey{Type: "AWS_OWNED_KEY", KMSARN: key}, "InvalidParameterException: KmsKeyArn requires the KeyType CUSTOMER_MANAGED_KEY."},
		{EncryptionKey{KMSARN: key}, "InvalidParameterException: KmsKeyArn requires the KeyType CUSTOMER_MANAGED_KEY."},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:alias/pool"}, noKey},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:s3:us-east-1:123456789012:key/1"}, noKey},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "key/1"}, noKey},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:eu-west-1:123456789012:key/1"}, region},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:eu-west-1:us-east-1:key/1"}, region},
	} {
		_, err := NewStore("123456789012").CreatePool("us-east-1", Pool{Name: "orders", PoolSettings: PoolSettings{Tier: DefaultTier, Key: tt.key}})
		assert.Equal(t, tt.want, errorText(err), "%+v", tt.key)
	}
}

func TestMultiRegionKey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		key  EncryptionKey
		want bool
	}{
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}, true},
		{EncryptionKey{Type: "CUSTOMER_MANAGED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/1-mrk-1"}, false},
		{EncryptionKey{Type: "AWS_OWNED_KEY", KMSARN: "arn:aws:kms:us-east-1:123456789012:key/mrk-1"}, false},
		{EncryptionKey{}, false},
	} {
		assert.Equal(t, tt.want, tt.key.multiRegion(), "%+v", tt.key)
	}
}
