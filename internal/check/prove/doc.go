// Package prove contains the checks of `cognitokit prove`. They require a service whose clock can
// be moved, calls of an administrator, or a declaration that only a plan contains. They send
// requests one second before and after an expiry, and end the sign-ins of their temporary
// user.
package prove
