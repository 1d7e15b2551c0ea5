package prove

import (
	"testing"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestForeignToken(t *testing.T) {
	t.Parallel()
	runCases(t, ForeignToken, []testCase{
		{"correct", nil, report.Passed, ""},
		{"correct with the API", withoutLoginPages, report.Passed, ""},
		{"one client", func(s *fakeService) { s.other = nil }, report.NotApplicable, "no other client of the pool can refresh tokens"},
		{"accepted by the other client", func(s *fakeService) { s.anyClient = true }, report.Failed, "The refresh token of this client returns tokens at the client other and must be rejected."},
		{"revoked by the rejection", func(s *fakeService) { s.rejectionRevokes = true }, report.Failed, "The service rejects a refresh token at its own client after it rejected the token at the client other: "},
	})
}
