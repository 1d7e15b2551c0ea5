package cognitoidp_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestImportJob compares each description of a job with the examples of the developer guide.
func TestImportJob(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	assert.Regexp(t, `^import-[0-9A-Za-z]{10}$`, s.values["{job}"])
	want := func(status string) map[string]any {
		return map[string]any{
			"JobName": "Customer import", "JobId": s.values["{job}"], "UserPoolId": s.values["{pool}"], "PreSignedUrl": s.values["{url}"],
			"CloudWatchLogsRoleArn": "arn:aws:iam::123456789012:role/logs", "Status": status,
			"ImportedUsers": 0.0, "SkippedUsers": 0.0, "FailedUsers": 0.0,
		}
	}
	seconds := func(job map[string]any, name string) float64 {
		value, _ := job[name].(float64)
		delete(job, name)
		return value
	}
	job := s.job(t)
	created := seconds(job, "CreationDate")
	assert.InDelta(t, float64(s.Now().UnixMilli())/1000, created, 60)
	assert.Equal(t, want("Created"), job)

	s.upload(t, johnAndJane)
	started := s.ok(t, "StartUserImportJob", theJob)["UserImportJob"].(map[string]any)
	start := seconds(started, "StartDate")
	assert.GreaterOrEqual(t, start, created)
	seconds(started, "CreationDate")
	assert.Equal(t, want("Pending"), started)
	assert.Equal(t, `{"Users":[]}`, s.call(t, "ListUsers", `{"UserPoolId":"{pool}"}`).body)

	s.Advance(time.Second)
	assert.Equal(t, "InProgress", s.job(t)["Status"])
	assert.Empty(t, s.importLog())

	s.Advance(time.Second)
	users := s.ok(t, "ListUsers", `{"UserPoolId":"{pool}"}`)["Users"].([]any) // before the job is described
	require.Len(t, users, 2)
	job = s.job(t)
	assert.InDelta(t, start+2, seconds(job, "CompletionDate"), 0.001)
	assert.InDelta(t, start, seconds(job, "StartDate"), 0.001)
	seconds(job, "CreationDate")
	succeeded := want("Succeeded")
	succeeded["ImportedUsers"], succeeded["CompletionMessage"] = 2.0, completed
	assert.Equal(t, succeeded, job)
	assert.Equal(t, []string{"[SUCCEEDED] Line Number 2 - The import succeeded.", "[SUCCEEDED] Line Number 3 - The import succeeded."}, s.importLog())

	assert.Equal(t, map[string]string{
		"": "RESET_REQUIRED", "given_name": "John", "family_name": "Doe", "email": "johndoe@example.com", "email_verified": "true", "birthdate": "1985-02-01",
		"phone_number": "+12345550100", "phone_number_verified": "true", "address": "123 Any Street",
	}, s.attributes(t, "John"))
	jane := s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"Jane"}`)
	assert.InDelta(t, start+2, jane["UserCreateDate"], 0.001, "the creation date is the time of the import")
	assert.Regexp(t, uuidPattern, at(jane["UserAttributes"].([]any)[0], "Value"), "the sub")
	assert.Empty(t, s.Outbox(), "an import sends no message")
}

// TestImportedUsersResetThePassword follows the developer guide, "Requiring imported users to reset their passwords".
func TestImportedUsersResetThePassword(t *testing.T) {
	t.Parallel()
	const signIn = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"any"}}`
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.importFile(t, "", csvHead+csvLine("jo", "jo@example.com", "TRUE")+csvLine("ann", "ann@example.com", "TRUE"))
	s.fails(t, "InitiateAuth", signIn, "PasswordResetRequiredException", "Password reset required for the user")
	shown := s.values["{client}"]
	s.client(t, hidingClient)
	s.fails(t, "InitiateAuth", signIn, "NotAuthorizedException", "Incorrect username or password.")
	s.set("client", shown)

	s.ok(t, "ForgotPassword", `{"ClientId":"{client}","Username":"jo"}`)
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","Password":"Passw0rd!"}`)
	s.signInAs(t, "jo", "Passw0rd!")
	assert.Equal(t, "CONFIRMED", s.attributes(t, "jo")[""])
	assert.Equal(t, "RESET_REQUIRED", s.attributes(t, "ann")[""])
}

// TestImportedUsersSignInWithACode: a user who can sign in with a code need not reset the password.
func TestImportedUsersSignInWithACode(t *testing.T) {
	t.Parallel()
	pool := `{"PoolName":"p","AutoVerifiedAttributes":["email","phone_number"],"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}},` + sesSender + `,` + smsSender + `}`
	s := withImports(t, cognitotest.Config{}, pool, `{"UserPoolId":"{pool}","ClientName":"c",`+anyFlow+`}`)
	s.importFile(t, "", csvHead+csvLine("jo", "jo@example.com", "true")+"\nann,,,,,,,,,,,,,,,,+12345550100,TRUE,,,")
	assert.Equal(t, "CONFIRMED", s.attributes(t, "jo")[""])
	assert.Equal(t, "RESET_REQUIRED", s.attributes(t, "ann")[""], "no address for a code by email")
	got := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"jo","PREFERRED_CHALLENGE":"EMAIL_OTP"}}`)
	assert.Equal(t, "EMAIL_OTP", got["ChallengeName"])
}

// TestImportWithTheHeaderOfTheAPI writes a file from the response of GetCSVHeader.
func TestImportWithTheHeaderOfTheAPI(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, `{"PoolName":"p","AutoVerifiedAttributes":["email"],"Schema":[{"Name":"tenant","AttributeDataType":"String"},
		{"Name":"seats","AttributeDataType":"Number"},{"Name":"secret","AttributeDataType":"String","DeveloperOnlyAttribute":true}]}`, passwordClient)
	var names, values []string
	row := map[string]string{"cognito:username": "jo", "email": "jo@example.com", "email_verified": "true", "custom:tenant": `a\,b`, "custom:seats": "7", "updated_at": "1471453471"}
	for _, name := range s.ok(t, "GetCSVHeader", `{"UserPoolId":"{pool}"}`)["CSVHeader"].([]any) {
		names, values = append(names, name.(string)), append(values, row[name.(string)])
	}
	job := s.importFile(t, "", strings.Join(names, ",")+"\n"+strings.Join(values, ","))
	require.Equal(t, result{"Succeeded", 1, 0, 0, completed}, resultOf(job), "%v", s.importLog())
	assert.Equal(t, map[string]string{
		"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true", "custom:tenant": "a,b", "custom:seats": "7", "updated_at": "1471453471",
	}, s.attributes(t, "jo"))
}

func TestImportJobErrors(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	const unknown = `{"UserPoolId":"{pool}","JobId":"import-0000000000"}`
	for _, action := range []string{"DescribeUserImportJob", "StartUserImportJob", "StopUserImportJob"} {
		s.fails(t, action, unknown, "ResourceNotFoundException", "User import job import-0000000000 does not exist.")
		s.fails(t, action, `{"UserPoolId":"us-east-1_AbCdEfGhI","JobId":"import-0000000000"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
	}
	s.createJob(t, "")
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "No csv file was uploaded for {job}")
	s.fails(t, "StopUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be stopped: its status is Created.")
	s.upload(t, johnAndJane)
	s.ok(t, "StartUserImportJob", theJob)
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be started: its status is Pending.")

	// One job of an account can be active, also of another pool.
	active, first := s.values["{job}"], s.values["{pool}"]
	s.pool(t, verifyingPool)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "User import job "+active+" is active: only one job of an account can be.")
	s.Advance(2 * time.Second)
	s.ok(t, "StartUserImportJob", theJob)
	s.set("job", active)
	s.set("pool", first)
	s.fails(t, "StopUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be stopped: its status is Succeeded.")
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be started: its status is Succeeded.")

	s.pool(t, `{"PoolName":"p"}`)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "The user pool has no auto-verified attribute.")
	s.fails(t, "CreateUserImportJob", jobBody+`,"PasswordHashingAlgorithm":"MD5"}`, "InvalidParameterException",
		"1 validation error detected: Value 'MD5' at 'passwordHashingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ARGON2ID, BCRYPT, PBKDF2_SHA256, SCRYPT]")
}

func TestStopImportJob(t *testing.T) {
	t.Parallel()
	const stopped = "The Import Job was stopped by the developer."
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  []string // the statuses at the stop and one second later
	}{
		{"before it begins", 0, []string{"Stopped", "Stopped"}},
		{"in progress", time.Second, []string{"Stopping", "Stopped"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
			s.createJob(t, "")
			s.upload(t, johnAndJane)
			s.ok(t, "StartUserImportJob", theJob)
			s.Advance(tt.after)
			assert.Equal(t, tt.want[0], at(s.ok(t, "StopUserImportJob", theJob), "UserImportJob", "Status"))
			s.Advance(time.Second)
			assert.Equal(t, result{tt.want[1], 0, 0, 0, stopped}, resultOf(s.job(t)))
			s.Advance(time.Hour)
			assert.Equal(t, `{"Users":[]}`, s.call(t, "ListUsers", `{"UserPoolId":"{pool}"}`).body)
			s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be started: its status is Stopped.")
		})
	}
}

// TestImportJobExpires: a job expires a day after its creation, not after its upload.
func TestImportJobExpires(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	s.Advance(24*time.Hour - time.Minute)
	assert.Equal(t, "Created", s.job(t)["Status"])
	s.Advance(time.Minute)
	job := s.job(t)
	assert.Equal(t, result{"Expired", 0, 0, 0, "The user import job has expired."}, resultOf(job))
	assert.InDelta(t, job["CreationDate"].(float64)+24*60*60, job["CompletionDate"], 0.001)
	assert.NotContains(t, job, "StartDate")
	s.fails(t, "StartUserImportJob", theJob, "PreconditionNotMetException", "User import job {job} cannot be started: its status is Expired.")
}

func TestListUserImportJobs(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	assert.Equal(t, `{"UserImportJobs":[]}`, s.call(t, "ListUserImportJobs", `{"UserPoolId":"{pool}","MaxResults":60}`).body)
	var want []any
	for range 5 {
		s.createJob(t, "")
		want = append([]any{s.job(t)}, want...) // from last created to first created
		s.Advance(time.Second)
	}
	first := s.ok(t, "ListUserImportJobs", `{"UserPoolId":"{pool}","MaxResults":3}`)
	s.set("next", first["PaginationToken"].(string))
	second := s.ok(t, "ListUserImportJobs", `{"UserPoolId":"{pool}","MaxResults":3,"PaginationToken":"{next}"}`)
	assert.NotContains(t, second, "PaginationToken")
	assert.Equal(t, want, append(first["UserImportJobs"].([]any), second["UserImportJobs"].([]any)...))
	s.fails(t, "ListUserImportJobs", `{"UserPoolId":"{pool}"}`, "InvalidParameterException",
		"1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null")
}

// TestPoolDoesNotChangeDuringAnImport: the three actions of the API model with UserImportInProgressException.
func TestPoolDoesNotChangeDuringAnImport(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	requests := map[string]string{
		"UpdateUserPool": `{"UserPoolId":"{pool}","AutoVerifiedAttributes":["email"]}`, "DeleteUserPool": `{"UserPoolId":"{pool}"}`,
		"AddCustomAttributes": `{"UserPoolId":"{pool}","CustomAttributes":[{"Name":"x","AttributeDataType":"String"}]}`,
	}
	s.ok(t, "StartUserImportJob", theJob)
	for action, body := range requests {
		s.fails(t, action, body, "UserImportInProgressException", "User import job {job} is in progress.")
	}
	s.ok(t, "TagResource", `{"ResourceArn":"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool}","Tags":{"a":"b"}}`)
	s.Advance(2 * time.Second)
	for _, action := range []string{"AddCustomAttributes", "UpdateUserPool", "DeleteUserPool"} {
		s.ok(t, action, requests[action])
	}
}

// TestImportJobSurvivesARestart stops the server after the upload, and again while the job runs.
func TestImportJobSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := withImports(t, cognitotest.Config{StateDir: dir}, verifyingPool, passwordClient)
	s.createJob(t, "")
	s.upload(t, johnAndJane)
	restart := func() {
		s.Close()
		again, err := cognitotest.Start(cognitotest.Config{StateDir: dir})
		require.NoError(t, err)
		t.Cleanup(again.Close)
		s.Server = again
	}
	restart()
	assert.Equal(t, s.values["{url}"], s.job(t)["PreSignedUrl"])
	s.upload(t, johnAndJane) // the URL is still valid
	s.ok(t, "StartUserImportJob", theJob)
	restart()
	s.Advance(2 * time.Second)
	assert.Equal(t, result{"Succeeded", 2, 0, 0, completed}, resultOf(s.job(t)))
	restart()
	assert.Equal(t, result{"Succeeded", 2, 0, 0, completed}, resultOf(s.job(t)))
	assert.Len(t, s.importLog(), 2)
	assert.Len(t, s.ok(t, "ListUsers", `{"UserPoolId":"{pool}"}`)["Users"], 2)
}

// TestImportLogEndpoint reads the log as a test in another language does.
func TestImportLogEndpoint(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
	s.importFile(t, "", csvHead+csvLine("jo", "jo@example.com", "false"))
	get := func(job string) httpResponse {
		t.Helper()
		query := url.Values{"user_pool_id": {s.values["{pool}"]}, "job_id": {job}}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/_cognitotest/import-log?"+query.Encode(), nil)
		require.NoError(t, err)
		return do(t, http.DefaultClient, request)
	}
	var log struct{ Lines []string }
	require.NoError(t, json.Unmarshal([]byte(get(s.values["{job}"]).body), &log))
	assert.Equal(t, []string{"[FAILED] Line Number 2 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."}, log.Lines)
	s.createJob(t, "")
	assert.JSONEq(t, `{"lines":[]}`, get(s.values["{job}"]).body)
	got := get("import-0000000000")
	assert.Equal(t, http.StatusNotFound, got.status)
	assert.JSONEq(t, `{"title":"Not Found","status":404,"detail":"User import job import-0000000000 does not exist. Name the pool and the job by user_pool_id and job_id."}`, got.body)
}
