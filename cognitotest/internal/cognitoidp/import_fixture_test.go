package cognitoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// csvHead is the header of the example in the developer guide, "Formatting the CSV file".
const csvHead = "cognito:username,name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email," +
	"email_verified,gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,cognito:mfa_enabled"

// johnAndJane are the users of that example.
const johnAndJane = csvHead + `
John,,John,Doe,,,,,,,johndoe@example.com,TRUE,,02/01/1985,,,+12345550100,TRUE,123 Any Street,,FALSE
Jane,,Jane,Roe,,,,,,,janeroe@example.com,TRUE,,01/01/1985,,,+12345550199,TRUE,100 Main Street,,FALSE
`

// csvLine returns a line of a file with csvHead. The values are in the order username, email, email_verified.
func csvLine(username, email, verified string) string {
	return "\n" + username + ",,,,,,,,,," + email + "," + verified + ",,,,,,,,,"
}

const jobBody = `{"UserPoolId":"{pool}","JobName":"Customer import","CloudWatchLogsRoleArn":"arn:aws:iam::123456789012:role/logs"`

// withImports starts a server with a pool that verifies email addresses, and an app client.
func withImports(t *testing.T, config cognitotest.Config, pool, client string) *server {
	t.Helper()
	return withPoolAndClient(t, startWith(t, config), pool, client)
}

// createJob creates an import job and sets {job} and {url}. algorithm may be "".
func (s *server) createJob(t *testing.T, algorithm string) {
	t.Helper()
	body := jobBody
	if algorithm != "" {
		body += `,"PasswordHashingAlgorithm":"` + algorithm + `"`
	}
	job := s.ok(t, "CreateUserImportJob", body+"}")["UserImportJob"]
	s.set("job", at(job, "JobId").(string))
	s.set("url", at(job, "PreSignedUrl").(string))
}

// put sends a request to a presigned URL. encryption is the header of the server-side encryption, or "".
func (s *server) put(t *testing.T, method, url, encryption, file string) httpResponse {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.placeholders.Replace(url), strings.NewReader(file))
	require.NoError(t, err)
	if encryption != "" {
		request.Header.Set("x-amz-server-side-encryption", encryption)
	}
	return s.do(t, request)
}

// upload uploads the file of the job.
func (s *server) upload(t *testing.T, file string) {
	t.Helper()
	got := s.put(t, http.MethodPut, "{url}", "aws:kms", file)
	require.Equal(t, http.StatusOK, got.status, got.body)
}

const theJob = `{"UserPoolId":"{pool}","JobId":"{job}"}`

// job returns the description of the job.
func (s *server) job(t *testing.T) map[string]any {
	t.Helper()
	return s.ok(t, "DescribeUserImportJob", theJob)["UserImportJob"].(map[string]any)
}

// importFile runs a job to its end and returns its description.
func (s *server) importFile(t *testing.T, algorithm, file string) map[string]any {
	t.Helper()
	s.createJob(t, algorithm)
	s.upload(t, file)
	s.ok(t, "StartUserImportJob", theJob)
	s.Advance(2 * time.Second)
	return s.job(t)
}

// result is the result of a job: its status, the three numbers and the message.
type result struct {
	status                    string
	imported, skipped, failed float64
	message                   string
}

func resultOf(job map[string]any) result {
	message, _ := job["CompletionMessage"].(string)
	return result{job["Status"].(string), job["ImportedUsers"].(float64), job["SkippedUsers"].(float64), job["FailedUsers"].(float64), message}
}

// importLog returns the lines of the job's log.
func (s *server) importLog() []string { return s.ImportLog(s.values["{pool}"], s.values["{job}"]) }

const (
	completed = "Import Job Completed Successfully."
	tooMany   = "Too many users have failed or been skipped during the import."
)
