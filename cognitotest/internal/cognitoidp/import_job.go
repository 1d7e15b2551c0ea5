package cognitoidp

import (
	"fmt"
	"math"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/uploadurl"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// importJobRequest has the members of the actions on import jobs.
type importJobRequest struct {
	UserPoolID               string `json:"UserPoolId"`
	JobID                    string `json:"JobId"`
	JobName                  string
	CloudWatchLogsRoleArn    string
	PasswordHashingAlgorithm string
	MaxResults               int
	PaginationToken          string
}

// importJob is the UserImportJobType of the API.
type importJob struct {
	JobName                  string
	JobID                    string `json:"JobId"`
	UserPoolID               string `json:"UserPoolId"`
	PreSignedURL             string `json:"PreSignedUrl"`
	CreationDate             float64
	StartDate                float64 `json:",omitempty"`
	CompletionDate           float64 `json:",omitempty"`
	Status                   string
	CloudWatchLogsRoleArn    string
	ImportedUsers            int
	SkippedUsers             int
	FailedUsers              int
	CompletionMessage        string `json:",omitempty"`
	PasswordHashingAlgorithm string `json:",omitempty"`
}

func (c *call) describeImportJob(poolID string, j userpool.ImportJob) importJob {
	wire := importJob{
		JobName: j.Name, JobID: j.ID, UserPoolID: poolID, PreSignedURL: uploadurl.For(c.Store, c.origin(), userpool.Pool{ID: poolID}, j), CreationDate: epoch(j.Created), Status: j.Status,
		CloudWatchLogsRoleArn: j.RoleARN, ImportedUsers: j.Imported, SkippedUsers: j.Skipped, FailedUsers: j.Failed,
		CompletionMessage: j.Message, PasswordHashingAlgorithm: j.Algorithm,
	}
	if !j.Started.IsZero() {
		wire.StartDate = epoch(j.Started)
	}
	if !j.Completed.IsZero() {
		wire.CompletionDate = epoch(j.Completed)
	}
	return wire
}

func (c *call) importJobResponse(poolID string, j userpool.ImportJob, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"UserImportJob": c.describeImportJob(poolID, j)}, nil
}

func createUserImportJob(c *call, in importJobRequest) (any, error) {
	j, err := c.Store.CreateImportJob(in.UserPoolID, userpool.ImportJob{
		Name: in.JobName, RoleARN: in.CloudWatchLogsRoleArn, Algorithm: in.PasswordHashingAlgorithm,
	})
	return c.importJobResponse(in.UserPoolID, j, err)
}

func describeUserImportJob(c *call, in importJobRequest) (any, error) {
	j, err := c.Store.ImportJob(in.UserPoolID, in.JobID)
	return c.importJobResponse(in.UserPoolID, j, err)
}

func startUserImportJob(c *call, in importJobRequest) (any, error) {
	j, err := c.Store.StartImportJob(in.UserPoolID, in.JobID)
	return c.importJobResponse(in.UserPoolID, j, err)
}

func stopUserImportJob(c *call, in importJobRequest) (any, error) {
	j, err := c.Store.StopImportJob(in.UserPoolID, in.JobID)
	return c.importJobResponse(in.UserPoolID, j, err)
}

func listUserImportJobs(c *call, in importJobRequest) (any, error) {
	jobs, err := c.Store.ImportJobs(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	// page sorts by the key, so the newest job has the lowest one.
	key := func(j userpool.ImportJob) string {
		return fmt.Sprintf("%020d%s", math.MaxInt64-j.Created.UnixNano(), j.ID)
	}
	jobs, next, err := page(c, jobs, key, in.PaginationToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	wire := []importJob{}
	for _, j := range jobs {
		wire = append(wire, c.describeImportJob(in.UserPoolID, j))
	}
	return struct {
		UserImportJobs  []importJob
		PaginationToken string `json:",omitempty"`
	}{wire, next}, nil
}

var importJobActions = []action{
	on("CreateUserImportJob", createUserImportJob),
	on("DescribeUserImportJob", describeUserImportJob),
	on("StartUserImportJob", startUserImportJob),
	on("StopUserImportJob", stopUserImportJob),
	on("ListUserImportJobs", listUserImportJobs),
}
