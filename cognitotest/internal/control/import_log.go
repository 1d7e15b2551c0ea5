package control

import (
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// importLog has the lines that the service writes to CloudWatch Logs for a user import job.
type importLog struct {
	Lines []string `json:"lines"`
}

func (a *API) importLog(r *http.Request) (any, error) {
	query := r.URL.Query()
	job, err := a.Store.ImportJob(query.Get("user_pool_id"), query.Get("job_id"))
	if e, ok := errors.AsType[*apierror.Exception](err); ok {
		return nil, notFound("%s Name the pool and the job by user_pool_id and job_id.", e.Message)
	}
	if err != nil {
		return nil, err
	}
	return importLog{append([]string{}, job.Log...)}, nil
}
