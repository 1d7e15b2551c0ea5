// Command sweep deletes user pools that interrupted runs of the acceptance tests have left on AWS. It only reports
// them unless the flag --delete is set:
//
//	go run ./test/sweep --older-than 6h
//	go run ./test/sweep --older-than 6h --delete
//
// A pool belongs to a test if its name has the form that packages deploy and fidelity give pools: cognitokit-, and ten
// random hexadecimal digits. The command ignores every other pool. It uses the credentials and the region of the AWS CLI.
package main
