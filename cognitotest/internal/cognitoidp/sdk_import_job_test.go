package cognitoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func importJobScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"}}))(t)
	create := func() *types.UserImportJobType {
		return must(s.CreateUserImportJob(c, &idp.CreateUserImportJobInput{
			UserPoolId: &s.pool, JobName: aws.String("j"), CloudWatchLogsRoleArn: aws.String("arn:aws:iam::123456789012:role/logs"),
		}))(t).UserImportJob
	}
	upload := func(job *types.UserImportJobType) {
		request, err := http.NewRequestWithContext(c, http.MethodPut, *job.PreSignedUrl, strings.NewReader(csvHead+csvLine("jo", "jo@example.com", "TRUE")))
		require.NoError(t, err)
		request.Header.Set("x-amz-server-side-encryption", "aws:kms")
		assert.Equal(t, http.StatusOK, do(t, s.Server.Client(), request).status)
	}
	stopped := create()
	upload(stopped)
	must(s.StartUserImportJob(c, &idp.StartUserImportJobInput{UserPoolId: &s.pool, JobId: stopped.JobId}))(t)
	assert.Equal(t, types.UserImportJobStatusTypeStopped, must(s.StopUserImportJob(c, &idp.StopUserImportJobInput{UserPoolId: &s.pool, JobId: stopped.JobId}))(t).UserImportJob.Status)
	job := create()
	upload(job)
	must(s.StartUserImportJob(c, &idp.StartUserImportJobInput{UserPoolId: &s.pool, JobId: job.JobId}))(t)
	s.Advance(2 * time.Second)
	described := must(s.DescribeUserImportJob(c, &idp.DescribeUserImportJobInput{UserPoolId: &s.pool, JobId: job.JobId}))(t).UserImportJob
	assert.Equal(t, types.UserImportJobStatusTypeSucceeded, described.Status)
	assert.Equal(t, int64(1), described.ImportedUsers)
	assert.WithinDuration(t, s.Now(), *described.CompletionDate, 10*time.Second)
	assert.Len(t, must(s.ListUserImportJobs(c, &idp.ListUserImportJobsInput{UserPoolId: &s.pool, MaxResults: aws.Int32(10)}))(t).UserImportJobs, 2)
}

func authEventScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{
		UserPoolId: &s.pool, UserPoolTier: "PLUS", UserPoolAddOns: &types.UserPoolAddOnsType{AdvancedSecurityMode: "AUDIT"},
	}))(t)
	s.user(t, "ada", true)
	s.signIn(t, "ada")
	event := must(s.AdminListUserAuthEvents(c, &idp.AdminListUserAuthEventsInput{UserPoolId: &s.pool, Username: aws.String("ada")}))(t).AuthEvents[0]
	assert.Equal(t, types.EventResponseTypePass, event.EventResponse)
	assert.Equal(t, []types.ChallengeResponseType{{ChallengeName: "Password", ChallengeResponse: "Success"}}, event.ChallengeResponses)
	must(s.AdminUpdateAuthEventFeedback(c, &idp.AdminUpdateAuthEventFeedbackInput{
		UserPoolId: &s.pool, Username: aws.String("ada"), EventId: event.EventId, FeedbackValue: "Valid",
	}))(t)
	must(s.UpdateAuthEventFeedback(c, &idp.UpdateAuthEventFeedbackInput{
		UserPoolId: &s.pool, Username: aws.String("ada"), EventId: event.EventId, FeedbackValue: "Invalid", FeedbackToken: aws.String(s.FeedbackToken(s.pool, "ada", *event.EventId)),
	}))(t)
}
