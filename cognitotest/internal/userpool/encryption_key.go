package userpool

import (
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// EncryptionKey is the KMS key that encrypts a pool's data at rest. The emulator only stores it.
type EncryptionKey struct {
	Type   string // AWS_OWNED_KEY, CUSTOMER_MANAGED_KEY, or "" if no request set it
	KMSARN string // of a customer managed key
}

const (
	awsOwnedKey        = "AWS_OWNED_KEY"
	customerManagedKey = "CUSTOMER_MANAGED_KEY"
)

// multiRegion reports whether the key is a customer managed multi-Region key, whose id begins
// with mrk- (AWS KMS developer guide, "Multi-Region keys").
func (k EncryptionKey) multiRegion() bool {
	return k.Type == customerManagedKey && strings.Contains(k.KMSARN, ":key/mrk-")
}

// validate applies the rules of the developer guide, "Data protection": the ARN of a key, not of
// an alias, in the region of the pool. The combinations of type and ARN, and all texts, are
// unspecified.
func (k EncryptionKey) validate(region string) error {
	switch {
	case k.KMSARN == "" && k.Type != customerManagedKey:
		return nil
	case k.KMSARN == "":
		return apierror.InvalidParameter("KmsKeyArn is required for the KeyType %s.", customerManagedKey)
	case k.Type != customerManagedKey:
		return apierror.InvalidParameter("KmsKeyArn requires the KeyType %s.", customerManagedKey)
	case arnPart(k.KMSARN, arnService) != "kms" || !strings.HasPrefix(arnPart(k.KMSARN, arnResource), "key/"):
		return apierror.InvalidParameter("KmsKeyArn must be the ARN of a KMS key, not of an alias or of another resource.")
	case arnPart(k.KMSARN, arnRegion) != region:
		return apierror.InvalidParameter("The KMS key must be in the Region of the user pool, %s.", region)
	}
	return nil
}
