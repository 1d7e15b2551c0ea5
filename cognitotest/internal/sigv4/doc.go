// Package sigv4 verifies signatures of requests to AWS services as the public algorithm
// says ("AWS Signature Version 4 for API requests", IAM User Guide). It takes signatures
// in the Authorization header by long-term keys, which is how clients of the API and of
// STS sign, and refuses the other forms: in the query, in chunks, by session tokens.
package sigv4
