package kms

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/kmskey"
)

const symmetric = "SYMMETRIC_DEFAULT"

type decryptRequest struct {
	CiphertextBlob      []byte
	EncryptionContext   map[string]string
	KeyID               string `json:"KeyId"`
	EncryptionAlgorithm string
	DryRun              bool
	Recipient           json.RawMessage
}

type decryptResponse struct {
	EncryptionAlgorithm string
	KeyID               string `json:"KeyId"`
	Plaintext           []byte
}

// decrypt implements Decrypt (AWS KMS API Reference). KeyId is optional: the ciphertext names its
// key. A ciphertext of a key in another region is invalid (unspecified). A key of another account is
// like one of the account, because the emulator has no key policies.
func (s *Service) decrypt(body []byte, region string) (any, error) {
	var in decryptRequest
	if json.Unmarshal(body, &in) != nil {
		return nil, reject("SerializationException", "") // the text is unspecified
	}
	switch {
	case len(in.CiphertextBlob) == 0:
		return nil, reject("ValidationException", "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null")
	case in.EncryptionAlgorithm != "" && in.EncryptionAlgorithm != symmetric:
		return nil, reject("InvalidKeyUsageException", "") // the text is unspecified
	case in.DryRun || in.Recipient != nil:
		return nil, reject("UnsupportedOperationException", "The emulator does not have the members DryRun and Recipient of Decrypt.")
	}
	wanted := ""
	if in.KeyID != "" {
		var err error
		if wanted, err = s.find(in.KeyID, region); err != nil {
			return nil, err
		}
	}
	arn, plaintext, err := s.Keys.Decrypt(in.CiphertextBlob, in.EncryptionContext)
	switch {
	case errors.Is(err, kmskey.ErrCiphertext), err == nil && regionOf(arn) != region:
		return nil, reject("InvalidCiphertextException", "") // the service sends no text
	case err != nil:
		return nil, err
	case wanted != "" && wanted != arn:
		return nil, reject("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
	}
	return decryptResponse{EncryptionAlgorithm: symmetric, KeyID: arn, Plaintext: plaintext}, nil
}

// find returns the ARN of the key with a key id or an ARN. The emulator has no aliases. The texts are
// the service's, as users report them.
func (s *Service) find(id, region string) (string, error) {
	arn := id
	switch {
	case strings.HasPrefix(id, "alias/"):
		arn = "arn:aws:kms:" + region + ":" + s.AccountID + ":" + id
	case !strings.HasPrefix(id, "arn:"):
		arn = "arn:aws:kms:" + region + ":" + s.AccountID + ":key/" + id
	}
	switch {
	case regionOf(arn) != region:
		return "", reject("NotFoundException", "Invalid arn "+regionOf(arn))
	case strings.Contains(arn, ":alias/"):
		return "", reject("NotFoundException", "Alias "+arn+" is not found.")
	case !s.Keys.Exists(arn):
		return "", reject("NotFoundException", "Key '"+arn+"' does not exist")
	}
	return arn, nil
}

// regionOf returns the region in arn:PARTITION:kms:REGION:ACCOUNT:RESOURCE, or "".
func regionOf(arn string) string {
	const region = 3
	parts := strings.Split(arn, ":")
	if len(parts) <= region {
		return ""
	}
	return parts[region]
}
