// Package csvupload serves the presigned URLs of user import jobs: a client sends the CSV file with
// PUT, as to Amazon S3, and gets the responses of Amazon S3.
//
// It reads the format of the file: encoding, lines, and values with escaped commas. The rules of the
// columns and the users belong to the store (package userpool).
package csvupload
