// Package kmskey simulates the symmetric encryption keys of AWS KMS that user pools name in
// KMSKeyID. A key exists since its first use. Its material is a secret of the store, so a
// ciphertext outlives a restart.
//
// The package has no key policies, no aliases and no rotation. Package kms is its front end.
package kmskey
