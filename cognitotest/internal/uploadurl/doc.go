// Package uploadurl signs and verifies the URLs to which clients upload the CSV file of a user
// import job. The API returns the URLs, and package csvupload serves them.
package uploadurl
