// Package requestrate enforces the request rate quotas of an account, by category of actions
// and region (developer guide, "Quotas in Amazon Cognito").
//
// It counts requests. The API decides which requests it counts and returns the error. The
// quotas of resources, such as the number of groups in a pool, belong to package userpool.
package requestrate
