package target

import (
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// newAWS uses the caller's credentials and region, as the AWS CLI does.
func newAWS(t testing.TB) *Target {
	t.Helper()
	loaded, err := config.LoadDefaultConfig(t.Context())
	require.NoError(t, err)
	if loaded.Region == "" {
		loaded.Region = "us-east-1" // the default of the examples
	}
	timing.Follow(t)
	return &Target{
		Owner:       t,
		Region:      loaded.Region,
		HTTP:        timing.Client(t, http.DefaultClient),
		AWS:         loaded,
		Variables:   map[string]string{},
		Now:         time.Now,
		Pause:       pauseFor(t),
		DomainDelay: time.Minute,
	}
}
