// Package sigv4 verifies signatures of requests to AWS services with the public algorithm
// ("AWS Signature Version 4 for API requests", IAM User Guide). It accepts signatures in the
// Authorization header by long-term keys, which clients of the API and of STS send, and it creates
// and verifies presigned URLs with a key of the emulator. It rejects the other forms: in chunks,
// with session tokens.
package sigv4
