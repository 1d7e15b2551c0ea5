// Package kms implements Decrypt of AWS KMS for the keys of user pools, with which a custom sender
// decrypts the codes of its events (AWS KMS API Reference, "Decrypt"). It has no other operation:
// only user pools encrypt, and keys are made by naming them in KMSKeyID.
package kms
